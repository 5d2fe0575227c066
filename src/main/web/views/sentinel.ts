import { define } from './view';

/** The end of a list that is loaded as one scrolls: it reports `reached` when it becomes visible, and again when `armed` changes. */
export class Sentinel extends HTMLElement {
  private observer: IntersectionObserver | null = null;

  /** A value that changes with each page. */
  set armed(_value: unknown) {
    this.observer?.unobserve(this);
    this.observer?.observe(this);
  }

  connectedCallback(): void {
    this.observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) {
        this.dispatchEvent(new Event('reached'));
      }
    });
    this.observer.observe(this);
  }

  disconnectedCallback(): void {
    this.observer?.disconnect();
    this.observer = null;
  }
}

define('ck-sentinel', Sentinel);
