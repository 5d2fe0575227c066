import type { ChatKitClient } from '../protocol/client';
import { RequestError } from '../protocol/client';
import type { Thread } from '../protocol/wire';
import { Observable } from './observable';

const PAGE_SIZE = 30;

/** The caller's threads, latest activity first, as far as they are loaded. */
export class ThreadHistory extends Observable {
  threads: readonly Thread[] = [];
  hasMore = true;
  loading = false;
  failure: RequestError | null = null;
  private cursor: string | undefined;

  constructor(
    private readonly client: () => ChatKitClient,
    private readonly onFailure: (error: Error) => void,
  ) {
    super();
  }

  /** Loads the first page again. */
  async reload(): Promise<void> {
    this.cursor = undefined;
    this.hasMore = true;
    await this.loadMore(true);
  }

  async loadMore(fromStart = false): Promise<void> {
    if (this.loading || !this.hasMore) {
      return;
    }
    this.loading = true;
    this.failure = null;
    this.changed();
    try {
      const page = await this.client().call({ type: 'threads.list', params: { limit: PAGE_SIZE, order: 'desc', ...(this.cursor ? { after: this.cursor } : {}) } });
      const known = new Set(fromStart ? [] : this.threads.map((thread) => thread.id));
      this.threads = [...(fromStart ? [] : this.threads), ...page.data.filter((thread) => !known.has(thread.id))];
      this.cursor = page.after ?? undefined;
      this.hasMore = page.has_more && this.cursor !== undefined;
    } catch (error) {
      this.failure = error instanceof RequestError ? error : new RequestError('malformed', 0, null, null, { cause: error });
      this.onFailure(this.failure);
    } finally {
      this.loading = false;
      this.changed();
    }
  }

  async rename(thread: Thread, title: string): Promise<Thread> {
    const renamed = await this.client().call({ type: 'threads.update', params: { thread_id: thread.id, title } });
    this.update(renamed);
    return renamed;
  }

  async delete(threadId: string): Promise<void> {
    await this.client().call({ type: 'threads.delete', params: { thread_id: threadId } });
    this.threads = this.threads.filter((thread) => thread.id !== threadId);
    this.changed();
  }

  /** Takes over a thread that has changed. It keeps its place; `touch` moves it to the front. */
  update(thread: Thread): void {
    this.threads = this.threads.map((other) => (other.id === thread.id ? thread : other));
    this.changed();
  }

  /** Moves a thread that had activity to the front. */
  touch(thread: Thread): void {
    this.threads = [thread, ...this.threads.filter((other) => other.id !== thread.id)];
    this.changed();
  }
}
