import { Observable, type RequestError } from '../../chatkit-ee.shared';
import { asRequestError, type Page } from './rest';

/** What a list has: one list of the API, or several, one after the other. */
export interface ListContent<T> {
  /** The path of the list, without parameters. */
  path: string;
  /** The parameters of each list of the API, besides those of the page; one without parameters if there are none. */
  parts?: readonly Record<string, string>[];
  /** Which entries belong to it. */
  includes?: (item: T) => boolean;
  /** The part that an entry belongs to. */
  partOf?: (item: T) => number;
}

/** A list of the API as far as it is loaded. */
export class PagedList<T extends { id: string }> extends Observable {
  items: readonly T[] = [];
  loading = false;
  hasMore = true;
  failure: RequestError | null = null;
  private cursor: string | undefined;
  /** Counts resets, so that the answer to an earlier request is not taken for this list. */
  private generation = 0;

  /** The part that the cursor is in. */
  private part = 0;

  constructor(
    private readonly read: (path: string) => Promise<Page<T>>,
    private content: ListContent<T>,
    private readonly pageSize = 40,
  ) {
    super();
  }

  /** Becomes another list. */
  async show(content: ListContent<T>): Promise<void> {
    this.content = content;
    this.items = [];
    await this.reload();
  }

  private get parts(): readonly Record<string, string>[] {
    return this.content.parts ?? [{}];
  }

  private includes(item: T): boolean {
    return this.content.includes?.(item) ?? true;
  }

  private address(part: number, after?: string): string {
    const parameters = new URLSearchParams({ limit: String(this.pageSize), ...this.parts[part], ...(after === undefined ? {} : { after }) });
    return `${this.content.path}?${parameters.toString()}`;
  }

  /** Loads the first page again; what is shown stays until it is there. */
  async reload(): Promise<void> {
    this.generation++;
    this.loading = false;
    this.hasMore = true;
    this.cursor = undefined;
    this.part = 0;
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
        const page = await this.read(this.address(this.part, this.cursor));
        if (generation !== this.generation) {
          return;
        }
        found = [...found, ...page.data.filter((item) => this.includes(item))];
        this.cursor = page.has_more ? page.after : undefined;
        this.hasMore = this.cursor !== undefined || this.part + 1 < this.parts.length;
        this.part += this.cursor === undefined && this.hasMore ? 1 : 0;
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
    const pages = await Promise.all(this.parts.map((_, part) => this.read(this.address(part)))).catch(() => null);
    if (pages && generation === this.generation && !this.loading) {
      const fronts = pages.map((page) => page.data.filter((item) => this.includes(item)));
      const known = new Set(fronts.flat().map((item) => item.id));
      const others = this.items.filter((item) => !known.has(item.id));
      this.items = fronts.flatMap((front, part) => [...front, ...others.filter((item) => this.partOf(item) === part)]);
      this.changed();
    }
  }

  private partOf(item: T): number {
    return this.content.partOf?.(item) ?? 0;
  }

  /** Takes over an entry; one that is new stands at the front of its part. */
  put(item: T, toFront = false): void {
    const at = this.items.findIndex((other) => other.id === item.id);
    const before = this.items[at];
    if (!this.includes(item)) {
      this.remove(item.id);
    } else if (before && !toFront && this.partOf(before) === this.partOf(item)) {
      this.items = this.items.with(at, item);
    } else {
      const others = this.items.filter((other) => other.id !== item.id);
      const place = others.findIndex((other) => this.partOf(other) >= this.partOf(item));
      this.items = place < 0 ? [...others, item] : others.toSpliced(place, 0, item);
    }
    this.changed();
  }

  remove(id: string): void {
    this.items = this.items.filter((item) => item.id !== id);
    this.changed();
  }
}
