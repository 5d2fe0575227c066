import type { UserContent } from '../protocol/wire';
import type { Selection } from '../state/composer';

/** Milliseconds: typing without a longer pause is undone as one. */
const PAUSE = 1000;
const MAX_STATES = 200;

interface State {
  readonly content: readonly UserContent[];
  readonly selection: Selection;
}

/** What an editor can return to. */
export class EditHistory {
  private past: State[] = [];
  private future: State[] = [];
  private typedAt = 0;

  clear(): void {
    this.past = [];
    this.future = [];
    this.typedAt = 0;
  }

  /** Keeps what was there before a change. */
  record(kind: 'type' | 'replace', content: readonly UserContent[], selection: Selection): void {
    const now = Date.now();
    const continued = kind === 'type' && now - this.typedAt < PAUSE;
    this.typedAt = kind === 'type' ? now : 0;
    this.future = [];
    if (!continued) {
      this.past = [...this.past, { content, selection }].slice(-MAX_STATES);
    }
  }

  /** Goes back, or forward again. @returns the state there; null if there is none */
  travel(forward: boolean, content: readonly UserContent[], selection: Selection): State | null {
    const state = (forward ? this.future : this.past).pop() ?? null;
    if (state) {
      (forward ? this.past : this.future).push({ content, selection });
      this.typedAt = 0;
    }
    return state;
  }
}
