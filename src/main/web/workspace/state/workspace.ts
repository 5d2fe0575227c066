import { Deletions, fill, loadTexts, Observable, type RequestError, type Texts } from '../../chatkit-ee.shared';
import { loadWorkspaceTexts, workspaceText, type WorkspaceKey, type WorkspaceTexts } from '../texts/texts';
import { english } from '../texts/en';
import { areOrganized, listParameters, matches, NO_FILTER, type Organization, type OrganizedThread, type ThreadFilter } from '../../state/organized-thread';
import { ThreadSearch, type SearchHit } from '../../state/thread-search';
import { PagedList, type ListContent } from './paged-list';
import { Preferences } from './preferences';
import { asRequestError, Rest, SignInRequired, type About, type Opportunity, type Page, type RestThread } from './rest';

/** Which conversations are listed: all, those of no opportunity, or those of one. */
export type Scope = { kind: 'all' } | { kind: 'none' } | { kind: 'opportunity'; opportunity: Opportunity };

export type Phase = 'loading' | 'signed-out' | 'failed' | 'ready';

/** The fields of the form of an opportunity. */
export type OpportunityFields = Record<'name' | 'client_name' | 'description' | 'current_phase', string>;

/** How many conversations are counted before an opportunity is deleted. */
const MAX_COUNT = 1000;
const POLL_UNAVAILABLE = 10_000;
const POLL = 120_000;

/** Everything that the page knows: who the caller is, opportunities, conversations, and which of them are shown. */
export class Workspace extends Observable {
  readonly rest = new Rest();
  readonly preferences = new Preferences();
  readonly deletions = new Deletions();
  readonly opportunities = new PagedList<Opportunity>((path) => this.read(path), { path: 'opportunities' });
  readonly threads = new PagedList<RestThread>((path) => this.readThreads(path), { path: 'threads' });
  readonly search = new ThreadSearch(
    (parameters, signal) => this.find(parameters, signal),
    () => this.changed(),
    () => this.changed(),
  );

  phase: Phase = 'loading';
  /** Schemes of the login, while the caller is not signed in. */
  signIn: SignInRequired | null = null;
  failure: RequestError | null = null;
  about: About | null = null;
  active: Opportunity | null = null;
  scope: Scope = { kind: 'all' };
  filter: ThreadFilter = NO_FILTER;
  /** Whether the server has search; null as long as that is not known. */
  searches: boolean | null = null;
  /** Whether the server organises threads: pins, archive, labels; null as long as that is not known. */
  organizes: boolean | null = null;
  /** The labels that were seen so far. */
  readonly labels = new Set<string>();
  /** The thread that is shown, as far as it is known; null for a new conversation. */
  threadId: string | null = null;
  thread: RestThread | null = null;
  /** Something that failed and was not asked for in a dialog. */
  problem: { text: string; error: RequestError } | null = null;
  texts: WorkspaceTexts = english;
  elementTexts: Texts | null = null;
  locale = 'en';

  private poll: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    for (const part of [this.opportunities, this.threads, this.deletions]) {
      part.subscribe(() => this.changed());
    }
    this.preferences.subscribe(() => void this.applyLanguage());
    document.addEventListener('visibilitychange', () => this.schedulePoll());
  }

  readonly t = (key: WorkspaceKey, ...values: (string | number)[]): string => workspaceText(this.texts, key, ...values);

  /** A text that the page has in common with the element. */
  readonly shared = (key: keyof Texts, ...values: (string | number)[]): string => (this.elementTexts ? fill(this.elementTexts[key], values) : '');

  async applyLanguage(): Promise<void> {
    const { language } = this.preferences;
    const wanted = language ? [language] : navigator.languages;
    const [own, element] = await Promise.all([loadWorkspaceTexts(wanted), loadTexts(wanted)]);
    this.texts = own.texts;
    this.locale = own.locale;
    this.elementTexts = element.texts;
    this.changed();
  }

  /** Asks who the caller is, and loads the lists. */
  async start(): Promise<void> {
    this.phase = 'loading';
    this.changed();
    try {
      this.about = await this.rest.get<About>('about');
      this.phase = 'ready';
      this.signIn = null;
      this.failure = null;
    } catch (error) {
      this.requestFailed(error);
      return;
    } finally {
      this.changed();
    }
    this.schedulePoll();
    await Promise.all([this.loadActive(), this.opportunities.reload(), this.threads.show(this.listed())]);
  }

  async signInWith(token: string): Promise<void> {
    this.rest.token = token.trim().replace(/^Bearer\s+/i, '') || null;
    await this.start();
  }

  /** Asks for the state of the server again. */
  async refreshAbout(): Promise<void> {
    const failed = this.failure !== null || this.about?.store.available === false;
    try {
      this.about = await this.rest.get<About>('about');
      this.failure = null;
      if (failed && this.about.store.available) {
        void this.loadActive();
        void this.opportunities.reload();
        void this.threads.reload();
      }
    } catch (error) {
      if (error instanceof SignInRequired) {
        this.requestFailed(error);
      } else {
        this.failure = asRequestError(error);
      }
    }
    this.changed();
    this.schedulePoll();
  }

  private schedulePoll(): void {
    clearTimeout(this.poll);
    if (this.phase === 'ready' && document.visibilityState === 'visible') {
      const healthy = this.failure === null && this.about?.store.available !== false;
      this.poll = setTimeout(() => void this.refreshAbout(), healthy ? POLL : POLL_UNAVAILABLE);
    }
  }

  private async read<T>(path: string): Promise<Page<T>> {
    try {
      const page = await this.rest.get<Page<T>>(path);
      return { ...page, data: Array.isArray(page.data) ? page.data : [] };
    } catch (error) {
      this.requestFailed(error);
      throw error;
    }
  }

  private requestFailed(error: unknown): void {
    if (error instanceof SignInRequired) {
      this.signIn = error;
      this.phase = 'signed-out';
    } else if (this.phase !== 'ready') {
      this.failure = asRequestError(error);
      this.phase = 'failed';
    } else if (
      (asRequestError(error).kind === 'unavailable' && this.about?.store.available !== false) ||
      (asRequestError(error).kind === 'offline' && this.failure === null)
    ) {
      void this.refreshAbout();
    }
  }

  // opportunities

  async loadActive(): Promise<void> {
    try {
      this.active = await this.rest.get<Opportunity>('active-opportunity');
    } catch (error) {
      if (asRequestError(error).kind === 'not-found') {
        this.active = null;
      }
    }
    this.changed();
  }

  /** Lists other conversations. */
  select(scope: Scope, filter = this.filter): void {
    const other = scope !== this.scope;
    this.scope = scope;
    this.filter = filter;
    void this.threads.show(this.listed());
    if (other) {
      this.search.again();
    }
    this.changed();
  }

  private listed(): ListContent<RestThread> {
    const { filter, organizes, scope } = this;
    return {
      path: scope.kind === 'opportunity' ? `opportunities/${encodeURIComponent(scope.opportunity.id)}/threads` : 'threads',
      parts: organizes === false ? [{}] : [listParameters(filter, true), listParameters(filter, false)],
      includes: (thread) => (scope.kind !== 'none' || thread.opportunity_id === undefined) && matches(filter, thread),
      partOf: (thread) => (organizes !== false && !thread.pinned ? 1 : 0),
    };
  }

  private async readThreads(path: string): Promise<Page<RestThread>> {
    const page = await this.read<RestThread>(path);
    if (page.data.length > 0 && this.organizes !== false) {
      this.organizes = areOrganized(page.data);
      if (!this.organizes) {
        // the parts of the list are all the same to the server
        this.select(this.scope, NO_FILTER);
      }
    }
    page.data.forEach((thread) => thread.labels?.forEach((label) => this.labels.add(label)));
    return page;
  }

  /** Searches in the listed conversations, and in archived ones. */
  private async find(parameters: Record<string, string>, signal: AbortSignal): Promise<Partial<Page<SearchHit>>> {
    const { scope } = this;
    const query = new URLSearchParams({ ...parameters, ...(scope.kind === 'opportunity' ? { opportunity_id: scope.opportunity.id } : {}) });
    try {
      const page = await this.rest.get<Partial<Page<SearchHit>>>(`search?${query.toString()}`, signal);
      this.searches = true;
      return scope.kind === 'none' ? { ...page, data: page.data?.filter(({ thread }) => (thread as RestThread).opportunity_id === undefined) ?? [] } : page;
    } catch (error) {
      if (signal.aborted) {
        throw error;
      }
      this.searches = asRequestError(error).kind === 'not-found' ? false : this.searches;
      this.requestFailed(error);
      throw asRequestError(error);
    }
  }

  /** Pins, archives or labels a conversation. */
  async organize(thread: OrganizedThread, change: Partial<Organization>): Promise<void> {
    const response = await this.rest.send('PATCH', `threads/${encodeURIComponent(thread.id)}`, change);
    const changed = (await response.json()) as RestThread;
    changed.labels?.forEach((label) => this.labels.add(label));
    if (this.belongs(changed)) {
      this.threads.put(changed);
    }
    this.search.update(changed.id, changed);
    if (this.threadId === changed.id) {
      this.thread = changed;
    }
    this.changed();
  }

  isSelected(opportunity: Opportunity): boolean {
    return this.scope.kind === 'opportunity' && this.scope.opportunity.id === opportunity.id;
  }

  /** Where a new conversation is stored: in the listed opportunity, else in the active one, else in none. */
  get target(): Opportunity | null {
    return this.scope.kind === 'opportunity' ? this.scope.opportunity : this.active;
  }

  /** The address to which a new conversation is sent. It names the opportunity, so that no other page can change it meanwhile. */
  get creationPath(): string {
    return this.target ? `opportunities/${encodeURIComponent(this.target.id)}/chatkit` : 'chatkit';
  }

  opportunity(id: string | undefined): Opportunity | undefined {
    return [this.active, this.scope.kind === 'opportunity' ? this.scope.opportunity : null, ...this.opportunities.items].find((other) => other?.id === id) ?? undefined;
  }

  async create(fields: OpportunityFields): Promise<void> {
    const response = await this.rest.send('POST', 'opportunities', body(fields));
    const opportunity = (await response.json()) as Opportunity;
    this.opportunities.put(opportunity, true);
    this.select({ kind: 'opportunity', opportunity });
  }

  /** @param tag the entity tag that was read with the fields, so that no other change is overwritten */
  async edit(id: string, fields: Partial<OpportunityFields> | { status: Opportunity['status'] }, tag: string | null = null): Promise<void> {
    const response = await this.rest.send('PATCH', `opportunities/${encodeURIComponent(id)}`, body(fields), tag ? { 'If-Match': tag } : {});
    this.taken((await response.json()) as Opportunity);
  }

  /** Reads an opportunity with its entity tag. */
  async readOpportunity(id: string): Promise<{ opportunity: Opportunity; tag: string | null }> {
    const response = await this.rest.send('GET', `opportunities/${encodeURIComponent(id)}`);
    const opportunity = (await response.json()) as Opportunity;
    this.taken(opportunity);
    return { opportunity, tag: response.headers.get('etag') };
  }

  private taken(opportunity: Opportunity): void {
    this.opportunities.put(opportunity);
    if (this.active?.id === opportunity.id) {
      this.active = opportunity;
    }
    if (this.isSelected(opportunity)) {
      this.scope = { kind: 'opportunity', opportunity };
    }
    this.changed();
  }

  async activate(opportunity: Opportunity | null): Promise<void> {
    if (opportunity) {
      await this.rest.send('PUT', 'active-opportunity', { id: opportunity.id });
    } else {
      await this.rest.send('DELETE', 'active-opportunity');
    }
    this.active = opportunity;
    this.changed();
  }

  /** Counts the conversations of an opportunity, up to a thousand. */
  async countThreads(id: string): Promise<{ count: number; more: boolean; latest: string | null }> {
    let count = 0;
    let latest: string | null = null;
    let after: string | undefined;
    do {
      const page: Page<RestThread> = await this.rest.get(
        `opportunities/${encodeURIComponent(id)}/threads?limit=100&archived=any${after ? `&after=${encodeURIComponent(after)}` : ''}`,
      );
      count += page.data.length;
      latest ??= page.data[0]?.updated_at ?? null;
      after = page.has_more ? page.after : undefined;
    } while (after && count < MAX_COUNT);
    return { count, more: after !== undefined, latest };
  }

  async deleteOpportunity(opportunity: Opportunity): Promise<void> {
    await this.rest.send('DELETE', `opportunities/${encodeURIComponent(opportunity.id)}`);
    this.opportunities.remove(opportunity.id);
    if (this.active?.id === opportunity.id) {
      this.active = null;
    }
    if (this.thread?.opportunity_id === opportunity.id) {
      this.openThread?.(null);
    }
    this.select(this.isSelected(opportunity) ? { kind: 'all' } : this.scope);
  }

  // conversations

  /** Shows a thread in the element. Set by the page. */
  openThread: ((threadId: string | null, itemId?: string | null) => void) | null = null;
  /** Tells the element that its thread has another title. Set by the page. */
  threadRetitled: (() => void) | null = null;

  /** What the element shows has changed. */
  shown(threadId: string | null): void {
    this.threadId = threadId;
    this.thread = this.threads.items.find((thread) => thread.id === threadId) ?? null;
    this.changed();
    if (threadId && !this.thread) {
      void this.refreshThread();
    }
  }

  /** Reads the thread that is shown again: its title and its place in the list may have changed. */
  async refreshThread(toFront = false): Promise<void> {
    const id = this.threadId;
    if (!id) {
      return;
    }
    try {
      const thread = await this.rest.get<RestThread>(`threads/${encodeURIComponent(id)}`);
      if (this.threadId === id) {
        this.thread = thread;
      }
      if (this.belongs(thread) && (toFront || this.threads.items.some((other) => other.id === id) || Date.now() - Date.parse(thread.updated_at) < 60_000)) {
        this.threads.put(thread, toFront || !this.threads.items.some((other) => other.id === id));
      }
    } catch (error) {
      this.requestFailed(error);
    }
    this.changed();
  }

  private belongs(thread: RestThread): boolean {
    const { scope } = this;
    return scope.kind === 'all' || (scope.kind === 'none' ? thread.opportunity_id === undefined : thread.opportunity_id === scope.opportunity.id);
  }

  /** A turn has ended, of the thread that is shown or of another one. */
  async turnEnded(): Promise<void> {
    await Promise.all([this.refreshThread(true), this.threads.refresh()]);
  }

  async rename(thread: RestThread, title: string): Promise<void> {
    const response = await this.rest.send('PATCH', `threads/${encodeURIComponent(thread.id)}`, { title });
    const renamed = (await response.json()) as RestThread;
    this.threads.put(renamed);
    if (this.threadId === thread.id) {
      this.thread = renamed;
      this.threadRetitled?.();
    }
    this.changed();
  }

  /** Deletes a thread, which can be undone for some seconds. */
  deleteThread(thread: RestThread): void {
    const shown = this.threadId === thread.id;
    if (shown) {
      this.openThread?.(null);
    }
    this.deletions.add({
      id: thread.id,
      title: thread.title ?? '',
      send: async () => {
        await this.rest.send('DELETE', `threads/${encodeURIComponent(thread.id)}`, undefined, {}, true);
        this.threads.remove(thread.id);
        this.search.update(thread.id, null);
      },
      restored: (failure) => {
        if (failure) {
          const error = asRequestError(failure);
          if (error.kind === 'not-found') {
            this.threads.remove(thread.id);
            return;
          }
          this.problem = { text: this.t('threads.delete.failed', thread.title ?? ''), error };
        }
        if (shown && this.threadId === null) {
          this.openThread?.(thread.id);
        }
        this.changed();
      },
    });
  }

  reportProblem(text: string, error: unknown): void {
    this.requestFailed(error);
    this.problem = { text, error: asRequestError(error) };
    this.changed();
  }

  dismissProblem(): void {
    this.problem = null;
    this.changed();
  }
}

/** A merge patch or a new resource: a field that is empty has no value. */
function body(fields: object): object {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' && value.trim() === '' ? null : value]));
}
