import type { AnyItem } from '../../state/reducer';

/** Items of a chunk. */
const SIZE = 10;
/** Pixels of an item that has not been shown, before there is anything to estimate from. */
const DEFAULT_HEIGHT = 120;

/** Items that follow each other, whose elements come and go together. */
export interface Chunk {
  readonly key: number;
  /** The index of its first item. */
  readonly start: number;
  readonly items: readonly AnyItem[];
}

/**
 * The items of a thread in chunks, and how high each is. Chunks keep their keys when items are added before and behind them: they
 * are counted from an item that was there first.
 */
export class Chunks {
  list: readonly Chunk[] = [];
  private items: readonly AnyItem[] = [];
  private origin: string | null = null;
  private originIndex = 0;
  private readonly heights = new Map<number, number>();
  /** Heights that are not known. They stay as they were first estimated, or the space that they take would move what is seen. */
  private readonly estimates = new Map<number, { items: number; height: number }>();

  update(items: readonly AnyItem[]): void {
    if (items === this.items) {
      return;
    }
    this.items = items;
    this.findOrigin();
    const first = Math.floor(-this.originIndex / SIZE);
    const old = new Map(this.list.map((chunk) => [chunk.key, chunk]));
    const list: Chunk[] = [];
    for (let key = first; this.originIndex + key * SIZE < items.length; key++) {
      const start = Math.max(0, this.originIndex + key * SIZE);
      const end = Math.min(items.length, this.originIndex + (key + 1) * SIZE);
      const known = old.get(key);
      list.push({ key, start, items: known && same(known.items, items, start, end) ? known.items : items.slice(start, end) });
    }
    this.list = list;
  }

  private findOrigin(): void {
    const { items } = this;
    if (this.origin !== null && items[this.originIndex]?.id === this.origin) {
      return;
    }
    const index = this.origin === null ? -1 : items.findIndex((item) => item.id === this.origin);
    if (index < 0) {
      this.origin = items[0]?.id ?? null;
      this.heights.clear();
      this.estimates.clear();
    }
    this.originIndex = Math.max(index, 0);
  }

  /** The position in the list of the chunk that has an item; -1 if none has. */
  positionOf(itemId: string): number {
    const index = this.items.findIndex((item) => item.id === itemId);
    return index < 0 ? -1 : this.list.findIndex((chunk) => index < chunk.start + chunk.items.length);
  }

  setHeight(key: number, height: number): void {
    this.heights.set(key, height);
  }

  height(chunk: Chunk): number {
    const height = this.heights.get(chunk.key);
    if (height !== undefined) {
      return height;
    }
    const items = chunk.items.length;
    let estimate = this.estimates.get(chunk.key);
    if (estimate?.items !== items) {
      estimate = { items, height: items * this.average() };
      this.estimates.set(chunk.key, estimate);
    }
    return estimate.height;
  }

  private average(): number {
    const heights = [...this.heights.values()];
    return heights.length > 0 ? heights.reduce((sum, height) => sum + height, 0) / (heights.length * SIZE) : DEFAULT_HEIGHT;
  }
}

function same(known: readonly AnyItem[], items: readonly AnyItem[], start: number, end: number): boolean {
  if (known.length !== end - start) {
    return false;
  }
  for (let i = start; i < end; i++) {
    if (known[i - start] !== items[i]) {
      return false;
    }
  }
  return true;
}
