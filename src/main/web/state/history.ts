import type { ChatKitClient } from '../protocol/client';
import { RequestError } from '../protocol/client';
import type { Thread } from '../protocol/wire';
import { Deletions } from './deletions';
import { Observable } from './observable';

const PAGE_SIZE = 30;

/** The caller's threads, latest activity first, as far as they are loaded. */
export class ThreadHistory extends Observable {
  hasMore = true;
  loading = false;
  failure: RequestError | null = null;
  /** A change that has failed, until the next one. */
  changeFailure: { action: 'rename' | 'delete'; title: string; error: RequestError } | null = null;
  readonly deletions = new Deletions();

  private loaded: readonly Thread[] = [];
  private cursor: string | undefined;

  constructor(
    private readonly client: () => ChatKitClient,
    private readonly onFailure: (error: Error) => void,
  ) {
    super();
    this.deletions.subscribe(() => this.changed());
  }

  get threads(): readonly Thread[] {
    return this.loaded.filter((thread) => !this.deletions.hides(thread.id));
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
    this.loading = true;
    this.failure = null;
    this.changed();
    try {
      const after = fromStart || !this.cursor ? {} : { after: this.cursor };
      const page = await this.client().call({ type: 'threads.list', params: { limit: PAGE_SIZE, order: 'desc', ...after } });
      const threads = (Array.isArray(page.data) ? page.data : []).filter((thread) => typeof thread?.id === 'string');
      const known = new Set(fromStart ? [] : this.loaded.map((thread) => thread.id));
      this.loaded = [...(fromStart ? [] : this.loaded), ...threads.filter((thread) => !known.has(thread.id))];
      this.cursor = page.after ?? undefined;
      this.hasMore = page.has_more === true && this.cursor !== undefined;
    } catch (error) {
      this.failure = this.report(error);
    } finally {
      this.loading = false;
      this.changed();
    }
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
    this.loaded = this.loaded.map((other) => (other.id === thread.id ? thread : other));
    this.changed();
  }

  /** Moves a thread that had activity to the front. */
  touch(thread: Thread): void {
    this.loaded = [thread, ...this.loaded.filter((other) => other.id !== thread.id)];
    this.changed();
  }

  private changeFailed(action: 'rename' | 'delete', title: string, error: unknown): void {
    this.changeFailure = { action, title, error: this.report(error) };
    this.changed();
  }

  private report(error: unknown): RequestError {
    const failure = error instanceof RequestError ? error : new RequestError('malformed', 0, null, null, { cause: error });
    this.onFailure(failure);
    return failure;
  }
}
