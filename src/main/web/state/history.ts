import type { ChatKitClient } from '../protocol/client';
import { RequestError } from '../protocol/client';
import type { Page, Thread } from '../protocol/wire';
import { Deletions } from './deletions';
import { Observable } from './observable';
import { areOrganized, listParameters, matches, NO_FILTER, type Organization, type OrganizedThread, type ThreadFilter } from './organized-thread';

const PAGE_SIZE = 30;

/** A thread as the protocol has it or, if the server organises threads, as the REST API has it. */
export type HistoryThread = Thread & OrganizedThread;

interface HistoryPage extends Partial<Page<HistoryThread>> {
  /** Whether it has only pinned threads. */
  pinned?: boolean;
}

/**
 * The caller's threads, latest activity first, as far as they are loaded. If the server organises threads, pinned ones come before
 * the others, and a filter decides which there are.
 */
export class ThreadHistory extends Observable {
  hasMore = true;
  loading = false;
  failure: RequestError | null = null;
  /** A change that has failed, until the next one. */
  changeFailure: { action: 'rename' | 'delete' | 'change'; title: string; error: RequestError } | null = null;
  /** Whether the server has search. */
  searchable = false;
  /** Whether the server organises threads. */
  organized = false;
  filter: ThreadFilter = NO_FILTER;
  /** The labels that were seen so far. */
  readonly labels = new Set<string>();
  readonly deletions = new Deletions();

  private loaded: readonly HistoryThread[] = [];
  private cursor: string | undefined;
  /** Whether the cursor is one of the list of pinned threads. */
  private amongPinned = false;
  /** Counts loads, so that the response to an earlier request is not taken for another list. */
  private generation = 0;

  constructor(
    private readonly client: () => ChatKitClient,
    private readonly onFailure: (error: Error) => void,
  ) {
    super();
    this.deletions.subscribe(() => this.changed());
  }

  get threads(): readonly HistoryThread[] {
    return this.loaded.filter((thread) => !this.deletions.hides(thread.id));
  }

  /**
   * Loads the threads, because they are about to be seen.
   *
   * @param look whether to find out what the server has beyond the protocol; the list does not wait for that
   */
  async opened(look: boolean): Promise<void> {
    if (this.filter !== NO_FILTER) {
      this.filter = NO_FILTER;
      this.loaded = [];
    }
    this.changeFailure = null;
    this.searchable = this.organized = look && this.client().hasSearch === true;
    const listed = this.load(true);
    if (look && !this.searchable && (await this.client().lookForSearch())) {
      this.searchable = this.organized = true;
      await this.load(true);
    }
    await listed;
  }

  /** Lists other threads. */
  async show(filter: ThreadFilter): Promise<void> {
    this.filter = filter;
    this.changeFailure = null;
    this.loaded = [];
    await this.load(true);
  }

  /** Loads the first page again. What is shown stays until it is there. */
  async reload(): Promise<void> {
    if (this.loading) {
      return;
    }
    this.changeFailure = null;
    await this.load(true);
  }

  async loadMore(): Promise<void> {
    if (!this.loading && this.hasMore) {
      await this.load(this.loaded.length === 0);
    }
  }

  private async load(fromStart: boolean): Promise<void> {
    const generation = ++this.generation;
    this.loading = true;
    this.failure = null;
    this.changed();
    try {
      const page = await this.page(fromStart);
      if (generation === this.generation) {
        this.take(page, fromStart);
      }
    } catch (error) {
      if (generation === this.generation) {
        this.failure = this.report(error);
      }
    } finally {
      if (generation === this.generation) {
        this.loading = false;
        this.changed();
      }
    }
  }

  private take(page: HistoryPage, fromStart: boolean): void {
    const threads = (Array.isArray(page.data) ? page.data : []).filter((thread) => typeof thread?.id === 'string');
    const before = fromStart ? [] : this.loaded;
    const known = new Set(before.map((thread) => thread.id));
    this.loaded = [...before, ...threads.filter((thread) => !known.has(thread.id))];
    threads.forEach((thread) => thread.labels?.forEach((label) => this.labels.add(label)));
    this.cursor = page.after ?? undefined;
    this.amongPinned = page.pinned === true;
    this.hasMore = page.has_more === true && this.cursor !== undefined;
  }

  private async page(fromStart: boolean): Promise<HistoryPage> {
    if (this.organized) {
      const page = await this.organizedPage(fromStart).catch((error: unknown) => {
        // a server with search that has no such list
        if (fromStart && this.filter === NO_FILTER && error instanceof RequestError && ['not-found', 'rejected', 'malformed'].includes(error.kind)) {
          return null;
        }
        throw error;
      });
      if (page && areOrganized(page.data ?? [])) {
        return page;
      }
      this.organized = false;
    }
    const after = fromStart || !this.cursor ? {} : { after: this.cursor };
    return this.client().call({ type: 'threads.list', params: { limit: PAGE_SIZE, order: 'desc', ...after } });
  }

  /** A page of the pinned threads; with the last of them comes the first page of the others. */
  private async organizedPage(fromStart: boolean): Promise<HistoryPage> {
    const client = this.client();
    const path = client.opportunityId === null ? 'threads' : `opportunities/${client.opportunityId}/threads`;
    let pinned = fromStart || this.amongPinned;
    let after = fromStart ? undefined : this.cursor;
    const data: HistoryThread[] = [];
    for (;;) {
      const parameters = { limit: String(PAGE_SIZE), ...listParameters(this.filter, pinned), ...(after === undefined ? {} : { after }) };
      const page = await client.read<Partial<Page<HistoryThread>>>(path, parameters);
      data.push(...(page.data ?? []));
      after = page.has_more === true ? (page.after ?? undefined) : undefined;
      if (after !== undefined || !pinned) {
        return { data, has_more: after !== undefined, after: after ?? null, pinned };
      }
      pinned = false;
    }
  }

  /** Pins, archives or labels a thread. @returns whether that is done */
  async organize(thread: OrganizedThread, change: Partial<Organization>): Promise<boolean> {
    this.changeFailure = null;
    try {
      this.place(await this.client().patch<HistoryThread>(`threads/${encodeURIComponent(thread.id)}`, change));
      return true;
    } catch (error) {
      this.changeFailed('change', thread.title ?? '', error);
      return false;
    }
  }

  /** Puts a thread where it belongs now: it may not be in the list any more, or be pinned. */
  private place(thread: HistoryThread): void {
    const at = this.loaded.findIndex((other) => other.id === thread.id);
    const placed = { ...this.loaded[at], ...thread };
    placed.labels?.forEach((label) => this.labels.add(label));
    if (at >= 0 && matches(this.filter, placed) && this.loaded[at]?.pinned === placed.pinned) {
      this.loaded = this.loaded.with(at, placed);
    } else {
      const others = this.loaded.filter((other) => other.id !== thread.id);
      this.loaded = matches(this.filter, placed) ? inserted(others, placed) : others;
    }
    this.changed();
  }

  /** @returns whether the thread has its new title */
  async rename(thread: Thread, title: string): Promise<boolean> {
    this.changeFailure = null;
    try {
      this.update(await this.client().call({ type: 'threads.update', params: { thread_id: thread.id, title } }));
      return true;
    } catch (error) {
      this.changeFailed('rename', title, error);
      return false;
    }
  }

  /**
   * Deletes a thread, which can be undone for some seconds.
   *
   * @param restored called when it is back
   */
  delete(thread: Thread, restored: () => void = () => undefined): void {
    this.changeFailure = null;
    const title = thread.title ?? '';
    this.deletions.add({
      id: thread.id,
      title,
      send: async () => {
        await this.client().call({ type: 'threads.delete', params: { thread_id: thread.id } }, undefined, true);
        this.loaded = this.loaded.filter((other) => other.id !== thread.id);
      },
      restored: (failure) => {
        if (failure instanceof RequestError && failure.kind === 'not-found') {
          this.loaded = this.loaded.filter((other) => other.id !== thread.id);
        } else if (failure) {
          this.changeFailed('delete', title, failure);
          restored();
        } else {
          restored();
        }
      },
    });
  }

  /** Takes over a thread that has changed. It keeps its place; `touch` moves it to the front. */
  update(thread: Thread): void {
    this.loaded = this.loaded.map((other) => (other.id === thread.id ? { ...other, ...thread } : other));
    this.changed();
  }

  /** Moves a thread that had activity to the front, or behind the pinned ones. */
  touch(thread: Thread): void {
    const known = this.loaded.find((other) => other.id === thread.id);
    const touched: HistoryThread = { ...known, ...thread, updated_at: new Date().toISOString() };
    if (known || matches(this.filter, touched)) {
      this.loaded = inserted(
        this.loaded.filter((other) => other !== known),
        touched,
      );
    }
    this.changed();
  }

  private changeFailed(action: 'rename' | 'delete' | 'change', title: string, error: unknown): void {
    this.changeFailure = { action, title, error: this.report(error) };
    this.changed();
  }

  private report(error: unknown): RequestError {
    const failure = error instanceof RequestError ? error : new RequestError('malformed', 0, null, null, { cause: error });
    this.onFailure(failure);
    return failure;
  }
}

/** The threads with another one: pinned before others, later activity before earlier. */
function inserted(threads: readonly HistoryThread[], thread: HistoryThread): readonly HistoryThread[] {
  const before = (other: HistoryThread) =>
    (other.pinned === true) === (thread.pinned === true) ? (other.updated_at ?? '') > (thread.updated_at ?? '') : other.pinned === true;
  const at = threads.findIndex((other) => !before(other));
  return at < 0 ? [...threads, thread] : threads.toSpliced(at, 0, thread);
}
