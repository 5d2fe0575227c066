/** Pixels from the end that still count as being there. */
const NEAR = 40;
/** The part of the view by which a response grows before it is no longer followed, if the page has not asked for that. */
const FOLLOWED = 0.6;

interface Anchor {
  readonly element: Element;
  /** Pixels below the upper edge of the view. */
  readonly offset: number;
}

/** What a scroller asks the view that has it. */
export interface ScrollerHost {
  /** Whether responses are followed as they grow. */
  readonly following: boolean;
  readonly running: boolean;
  /** The elements among which one is kept where it is, in their order. */
  anchors(): Iterable<Element>;
  /** The view has been moved or what it has in it has changed. */
  moved(): void;
}

/**
 * The scroll position of a thread. What a person looks at stays where it is, whatever is loaded, drawn or changes its height before
 * or behind it; at the end of the thread, the end stays in view.
 *
 * <p>It does not use the anchors of the browser, which not every browser has and none has while what it is anchored to is
 * replaced. Heights change before the observer is called and that is before anything is painted, so nothing is seen to jump.
 */
export class Scroller {
  /** Whether the end is kept in view. */
  private end = true;
  private kept: Anchor[] = [];
  /** The element that was sent, which stays at the top, and the space below the thread that lets it. */
  private sent: Element | null = null;
  private lastTop = 0;
  private limit = Infinity;
  private readonly observer = new ResizeObserver(() => this.settle());

  constructor(
    private readonly host: ScrollerHost,
    readonly box: HTMLElement,
    private readonly content: HTMLElement,
    private readonly rest: HTMLElement,
  ) {
    box.addEventListener('scroll', this.scrolled, { passive: true });
    this.observer.observe(box);
    this.observer.observe(content);
  }

  close(): void {
    this.box.removeEventListener('scroll', this.scrolled);
    this.observer.disconnect();
  }

  /** Pixels of the thread below the view. */
  get below(): number {
    return this.content.getBoundingClientRect().bottom - this.box.getBoundingClientRect().bottom;
  }

  /** Begins at the end of another thread. */
  reset(): void {
    this.end = true;
    this.kept = [];
    this.limit = Infinity;
    this.setSent(null);
  }

  toEnd(smoothly: boolean): void {
    this.setSent(null);
    this.limit = Infinity;
    if (smoothly && !matchMedia('(prefers-reduced-motion: reduce)').matches) {
      this.kept = [];
      this.box.scrollTo({ top: this.box.scrollHeight, behavior: 'smooth' });
    } else {
      this.end = true;
      this.settle();
    }
  }

  /** A message has been sent: it comes into view, and its response has the room below it. */
  messageSent(element: Element | null): void {
    if (this.host.following || !element) {
      this.toEnd(false);
    } else {
      this.end = false;
      this.setSent(element);
      this.settle();
      this.keep([{ element, offset: this.padding }]);
    }
  }

  /** The element of the message that was sent is another one. */
  replaceSent(element: Element): void {
    if (this.sent && this.sent !== element) {
      const kept = this.kept.find((anchor) => anchor.element === this.sent || this.sent?.contains(anchor.element));
      this.sent = element;
      if (kept) {
        this.keep([{ element, offset: this.padding }]);
      }
      this.settle();
    }
  }

  get hasSent(): boolean {
    return this.sent !== null;
  }

  /** A response begins that no message was sent for. */
  responseStarted(): void {
    if (this.end && !this.host.following) {
      this.limit = this.content.offsetHeight + this.box.clientHeight * FOLLOWED;
    }
  }

  /** Moves an element to a place in the view, and keeps it there. */
  show(element: Element, offset: number): void {
    this.end = false;
    this.keep([{ element, offset }]);
    this.settle();
  }

  private get padding(): number {
    return 16;
  }

  private setSent(element: Element | null): void {
    this.sent = element;
    if (!element) {
      this.setRest(0);
    }
  }

  private setRest(height: number): void {
    this.rest.style.setProperty('block-size', `${height}px`);
  }

  /** Brings the position in order after something has changed its height. */
  settle(): void {
    const view = this.box.getBoundingClientRect();
    if (view.height === 0) {
      return;
    }
    if (this.sent?.isConnected) {
      const needed = view.height - (this.content.getBoundingClientRect().bottom - this.sent.getBoundingClientRect().top) - this.padding;
      this.setRest(Math.max(0, Math.ceil(needed)));
    }
    if (this.end && this.content.offsetHeight > this.limit) {
      this.end = false;
      this.remember();
    }
    if (this.end) {
      this.setTop(this.box.scrollHeight);
    } else {
      this.restore(view);
    }
    this.host.moved();
  }

  private restore(view: DOMRect): void {
    const anchor = this.kept.find(({ element }) => element.isConnected);
    if (anchor) {
      const difference = anchor.element.getBoundingClientRect().top - view.top - anchor.offset;
      if (Math.abs(difference) > 0.5) {
        this.setTop(this.box.scrollTop + difference);
      }
    }
    this.remember();
  }

  private setTop(top: number): void {
    this.box.scrollTop = top;
    this.lastTop = this.box.scrollTop;
  }

  private keep(anchors: Anchor[]): void {
    this.kept = anchors;
  }

  private readonly scrolled = () => {
    const top = this.box.scrollTop;
    if (top !== this.lastTop) {
      const up = top < this.lastTop - 1;
      this.lastTop = top;
      const near = this.below <= NEAR;
      if (this.end) {
        this.end = near || !up;
      } else {
        this.end = near && !up && this.rest.offsetHeight === 0 && (this.host.following || !this.host.running);
      }
      this.limit = Infinity;
      if (!this.end) {
        this.remember();
      }
    }
    this.host.moved();
  };

  /** Finds what is at the upper edge of the view: an item, and in a high one the block of it. */
  private remember(): void {
    const { top } = this.box.getBoundingClientRect();
    const found: Anchor[] = [];
    let candidates: Iterable<Element> = this.host.anchors();
    for (let depth = 0; depth < 5; depth++) {
      const next = firstBelow(candidates, top);
      if (!next) {
        break;
      }
      found.unshift({ element: next.element, offset: next.box.top - top });
      if (next.box.top >= top) {
        break;
      }
      candidates = next.element.children;
    }
    this.kept = found.filter(({ element }) => !element.classList.contains('tail'));
  }
}

function firstBelow(elements: Iterable<Element>, top: number): { element: Element; box: DOMRect } | null {
  for (const element of elements) {
    const box = element.getBoundingClientRect();
    if (box.height > 0 && box.bottom > top + 1) {
      return { element, box };
    }
  }
  return null;
}
