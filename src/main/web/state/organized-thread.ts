/** What the REST API says of a thread beyond the ChatKit protocol. A server that does not organise threads has none of it. */
export interface Organization {
  pinned: boolean;
  archived: boolean;
  labels: string[];
}

export interface OrganizedThread extends Partial<Organization> {
  id: string;
  title?: string | null;
  created_at: string;
  updated_at?: string;
  status?: { type: string };
}

/** Which threads a list has. */
export interface ThreadFilter {
  readonly archived: boolean;
  /** Threads with this label; null for all. */
  readonly label: string | null;
}

/** What a list has before anybody chooses something else. */
export const NO_FILTER: ThreadFilter = { archived: false, label: null };

/** Limits of the server. */
export const MAX_LABELS = 20;
export const MAX_LABEL_LENGTH = 64;

/** The parameters of lists with such threads: pinned ones are a list of their own. */
export function listParameters({ archived, label }: ThreadFilter, pinned: boolean): Record<string, string> {
  return { pinned: String(pinned), archived: String(archived), ...(label === null ? {} : { label }) };
}

/** Whether a thread belongs to a list. */
export function matches({ archived, label }: ThreadFilter, thread: Partial<Organization>): boolean {
  return (thread.archived === true) === archived && (label === null || thread.labels?.includes(label) === true);
}

/** Whether the server that has sent the threads organises them: all of them say whether they are pinned. */
export function areOrganized(threads: readonly Partial<Organization>[]): boolean {
  return threads.every((thread) => typeof thread.pinned === 'boolean');
}

/** The labels with another one; as they are if it is no label, or there already. */
export function withLabel(labels: readonly string[], text: string): readonly string[] {
  const label = text.replace(/\p{Cc}+/gu, ' ').trim();
  return label === '' || labels.includes(label) || labels.length >= MAX_LABELS ? labels : [...labels, label];
}

/** Labels to choose from, sorted for people: those that were seen, and the one that is chosen. */
export function choices(labels: Iterable<string>, { label }: ThreadFilter, locale: string): string[] {
  return [...new Set([...labels, ...(label === null ? [] : [label])])].sort(new Intl.Collator(locale).compare);
}
