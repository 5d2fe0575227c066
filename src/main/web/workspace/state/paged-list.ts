import { Observable, type RequestError } from '../../chatkit-ee.shared';
import { asRequestError, type Page } from './rest';

/** A list of the API as far as it is loaded. */
export class PagedList<T extends { id: string }> extends Observable {
  items: readonly T[] = [];
  loading = false;
  hasMore = true;
  failure: RequestError | null = null;
  private cursor: string | undefined;
  /** Counts resets, so that the answer to an earlier request is not taken for this list. */
  private generation = 0;

  /**
   * @param path of the list, without parameters
   * @param includes which entries belong to it
   */
  constructor(
    private readonly read: (path: string) => Promise<Page<T>>,
    private path: string,
    private includes: (item: T) => boolean = () => true,
    private readonly pageSize = 40,
  ) {
    super();
  }

  /** Becomes another list. */
  show(path: string, includes: (item: T) => boolean): void {
    this.path = path;
    this.includes = includes;
    this.items = [];
    void this.reload();
  }

  /** Loads the first page again; what is shown stays until it is there. */
  async reload(): Promise<void> {
    this.generation++;
    this.loading = false;
    this.hasMore = true;
    this.cursor = undefined;
    await this.load(true);
  }

  async loadMore(): Promise<void> {
    if (!this.loading && this.hasMore) {
      await this.load(false);
    }
  }

  private async load(fromStart: boolean): Promise<void> {
    const { generation } = this;
    this.loading = true;
    this.failure = null;
    this.changed();
    try {
      let found: T[] = [];
      // entries that belong to the list may be rare
      do {
        const after = this.cursor ? `&after=${encodeURIComponent(this.cursor)}` : '';
        const page = await this.read(`${this.path}?limit=${this.pageSize}${after}`);
        if (generation !== this.generation) {
          return;
        }
        found = [...found, ...page.data.filter(this.includes)];
        this.cursor = page.after;
        this.hasMore = page.has_more && page.after !== undefined;
      } while (this.hasMore && found.length < this.pageSize / 2);
      const known = new Set(fromStart ? [] : this.items.map((item) => item.id));
      this.items = [...(fromStart ? [] : this.items), ...found.filter((item) => !known.has(item.id))];
    } catch (error) {
      if (generation === this.generation) {
        this.failure = asRequestError(error);
      }
    } finally {
      if (generation === this.generation) {
        this.loading = false;
        this.changed();
      }
    }
  }

  /** Takes over what is new at the front, without losing what is loaded. */
  async refresh(): Promise<void> {
    const { generation } = this;
    const page = await this.read(`${this.path}?limit=${this.pageSize}`).catch(() => null);
    if (page && generation === this.generation && !this.loading) {
      const front = page.data.filter(this.includes);
      const known = new Set(front.map((item) => item.id));
      this.items = [...front, ...this.items.filter((item) => !known.has(item.id))];
      this.changed();
    }
  }

  /** Takes over an entry; one that is new stands at the front. */
  put(item: T, toFront = false): void {
    const at = this.items.findIndex((other) => other.id === item.id);
    if (!this.includes(item)) {
      this.remove(item.id);
    } else if (at < 0 || toFront) {
      this.items = [item, ...this.items.filter((other) => other.id !== item.id)];
    } else {
      this.items = this.items.with(at, item);
    }
    this.changed();
  }

  remove(id: string): void {
    this.items = this.items.filter((item) => item.id !== id);
    this.changed();
  }
}
