import type { Page } from '../protocol/wire';
import type { OrganizedThread } from './organized-thread';

/** Milliseconds without a key until what is typed is searched for. */
const TYPING_TIME = 250;
const PAGE_SIZE = '20';
/** Pages without a hit that are passed over at a time: the server looks at so many items for each, and says that there is more. */
const MAX_EMPTY_PAGES = 5;

/** A text, and which parts of it were found, in UTF-16 code units. */
export interface Snippet {
  readonly text: string;
  readonly ranges?: readonly { readonly start: number; readonly end: number }[];
}

/** An entry of `api/search`. Without an item, the title of the thread was found. */
export interface SearchHit {
  readonly thread: OrganizedThread;
  readonly item?: { readonly id: string; readonly type: string; readonly created_at: string } | null;
  readonly snippet: Snippet;
}

/** Reads a page of hits. */
export type ReadHits = (parameters: Record<string, string>, signal: AbortSignal) => Promise<Partial<Page<SearchHit>>>;

/**
 * A search as one types. A request is sent when nothing was typed for a moment, and ends the one before, so that what is shown
 * belongs to the last one. Hits stay until others are there.
 */
export class ThreadSearch {
  /** What is typed; empty if nothing is searched for. */
  query = '';
  hits: readonly SearchHit[] = [];
  searching = false;
  failure: unknown = null;
  /** Where the next page begins; null at the end. */
  cursor: string | null = null;

  /** What the hits were found for; null if there are none yet. */
  private answered: string | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private request: AbortController | null = null;

  /**
   * @param changed called when something else is to be shown
   * @param arrived called with the first hits for a query, or when there are none
   */
  constructor(
    private readonly read: ReadHits,
    private readonly changed: () => void,
    private readonly arrived: () => void,
  ) {}

  get active(): boolean {
    return this.query.trim() !== '';
  }

  /** What is sent. A space at the end says that the last word is complete. */
  private get wanted(): string {
    return this.query.trimStart();
  }

  /** Whether the hits belong to what is typed. */
  get current(): boolean {
    return this.answered === this.wanted;
  }

  /** Takes over what is typed. */
  type(query: string): void {
    const before = this.wanted;
    this.query = query;
    if (!this.active) {
      this.clear();
    } else if (this.wanted !== before) {
      clearTimeout(this.timer);
      this.request?.abort();
      this.request = null;
      this.searching = true;
      this.timer = setTimeout(() => this.again(), TYPING_TIME);
    }
    this.changed();
  }

  /** Searches at once, also for what was searched for before. */
  again(): void {
    clearTimeout(this.timer);
    if (this.active) {
      void this.load(null);
    }
  }

  async loadMore(): Promise<void> {
    if (this.cursor !== null && !this.searching) {
      await this.load(this.cursor);
    }
  }

  /** Searches for nothing any more. */
  clear(): void {
    clearTimeout(this.timer);
    this.request?.abort();
    this.request = null;
    this.query = '';
    this.hits = [];
    this.answered = null;
    this.searching = false;
    this.failure = null;
    this.cursor = null;
    this.changed();
  }

  /** Takes over a thread that has changed; with null, it is gone. */
  update(threadId: string, thread: OrganizedThread | null): void {
    this.hits = this.hits.flatMap((hit) => (hit.thread.id !== threadId ? [hit] : thread ? [{ ...hit, thread: { ...hit.thread, ...thread } }] : []));
    this.changed();
  }

  private async load(after: string | null): Promise<void> {
    this.request?.abort();
    const request = new AbortController();
    const query = this.wanted;
    this.request = request;
    this.searching = true;
    this.failure = null;
    this.changed();
    try {
      await this.readPages(query, after, request);
    } catch (error) {
      if (this.request === request) {
        this.failure = error;
      }
    }
    if (this.request === request) {
      this.request = null;
      this.searching = false;
      this.changed();
      if (after === null && this.failure === null) {
        this.arrived();
      }
    }
  }

  private async readPages(query: string, after: string | null, request: AbortController): Promise<void> {
    let from = after;
    let hits = after === null ? [] : this.hits;
    for (let empty = 0; ; empty++) {
      const page = await this.read({ q: query, limit: PAGE_SIZE, ...(from === null ? {} : { after: from }) }, request.signal);
      if (this.request !== request) {
        return;
      }
      const found = (Array.isArray(page.data) ? page.data : []).filter((hit) => typeof hit?.thread?.id === 'string' && typeof hit.snippet?.text === 'string');
      const known = new Set(hits.map(keyOf));
      hits = [...hits, ...found.filter((hit) => !known.has(keyOf(hit)))];
      this.hits = hits;
      this.answered = query;
      from = page.has_more === true ? (page.after ?? null) : null;
      this.cursor = from;
      if (found.length > 0 || from === null || empty === MAX_EMPTY_PAGES) {
        return;
      }
    }
  }
}

/** What tells a hit from others. */
export function keyOf(hit: SearchHit): string {
  return `${hit.thread.id} ${hit.item?.id ?? ''}`;
}

/** The parts of a snippet, in their order. Ranges that make no sense are left out, so that all of the text is there, once. */
export function partsOf({ text, ranges }: Snippet): { text: string; found: boolean }[] {
  const parts: { text: string; found: boolean }[] = [];
  let at = 0;
  for (const { start, end } of [...(Array.isArray(ranges) ? ranges : [])].sort((a, b) => a.start - b.start)) {
    if (start >= at && end > start && end <= text.length) {
      parts.push({ text: text.slice(at, start), found: false }, { text: text.slice(start, end), found: true });
      at = end;
    }
  }
  return [...parts, { text: text.slice(at), found: false }].filter((part) => part.text !== '');
}
