import type { HistoryView } from '../views/history-view';
import type { HistoryKit } from './kit';

export interface RowAction {
  readonly id: string;
  readonly label: string;
  readonly icon: string;
  readonly run: () => void;
}

/** The menu of a thread, above everything else: the list that it belongs to scrolls. Keyboard as in the menu button pattern of ARIA. */
export class RowMenu {
  private threadId: string | null = null;
  private actions: readonly RowAction[] = [];

  constructor(
    private readonly view: HistoryView,
    private readonly kit: HistoryKit,
  ) {}

  button(threadId: string, label: string, actions: () => readonly RowAction[]) {
    const { html, icon } = this.kit;
    return html`<button
      class="icon-only action"
      data-actions
      aria-label=${label}
      aria-haspopup="menu"
      aria-expanded=${String(this.threadId === threadId)}
      @click=${() => this.open(threadId, actions())}
    >
      ${icon('dots-horizontal')}
    </button>`;
  }

  private open(threadId: string, actions: readonly RowAction[]): void {
    this.threadId = threadId;
    this.actions = actions;
    this.view.requestUpdate();
  }

  render() {
    const { html, icon, nothing } = this.kit;
    return this.threadId === null
      ? nothing
      : html`<div class="row-menu" role="menu" popover="auto" aria-label=${this.view.say('header.menu')} @toggle=${this.toggled}>
          ${this.actions.map(
            (action) =>
              html`<button role="menuitem" tabindex="-1" data-action=${action.id} @click=${() => this.choose(action)}>${icon(action.icon)}<span>${action.label}</span></button>`,
          )}
        </div>`;
  }

  /** Shows the menu when it has been rendered. */
  updated(): void {
    const { element, anchor } = this;
    if (!element || element.matches(':popover-open')) {
      return;
    }
    if (!anchor) {
      this.close();
      return;
    }
    element.showPopover();
    const at = anchor.getBoundingClientRect();
    const { width, height } = element.getBoundingClientRect();
    const left = getComputedStyle(anchor).direction === 'rtl' ? at.left : at.right - width;
    element.style.setProperty('left', `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`);
    element.style.setProperty('top', `${at.bottom + height + 8 < innerHeight ? at.bottom + 4 : Math.max(8, at.top - height - 4)}px`);
    this.buttons[0]?.focus();
  }

  close(): void {
    if (this.threadId !== null) {
      this.threadId = null;
      this.element?.hidePopover();
      this.view.requestUpdate();
    }
  }

  /** Focuses the button of a thread, which may have got another place. */
  focusButton(threadId: string): void {
    requestAnimationFrame(() => requestAnimationFrame(() => this.buttonOf(threadId)?.focus()));
  }

  /** @returns whether the key is dealt with */
  keydown(event: KeyboardEvent): boolean {
    const { buttons } = this;
    const index = buttons.indexOf(event.target as HTMLElement);
    if (this.threadId === null || index < 0) {
      return false;
    }
    const to = { ArrowDown: index + 1, ArrowUp: index - 1 + buttons.length, Home: 0, End: buttons.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      buttons[to % buttons.length]?.focus();
    } else if (event.key === 'Tab' || event.key === 'Escape') {
      event.preventDefault();
      this.anchor?.focus();
      this.close();
    }
    return true;
  }

  private choose(action: RowAction): void {
    this.anchor?.focus();
    this.close();
    action.run();
  }

  private get element(): HTMLElement | null {
    return this.view.querySelector('.row-menu');
  }

  private get buttons(): HTMLElement[] {
    return [...(this.element?.querySelectorAll('button') ?? [])];
  }

  private get anchor(): HTMLElement | null {
    return this.threadId === null ? null : this.buttonOf(this.threadId);
  }

  private buttonOf(threadId: string): HTMLElement | null {
    return this.view.querySelector(`[data-thread-id="${CSS.escape(threadId)}"] [data-actions]`);
  }

  /** A click elsewhere has closed it. */
  private readonly toggled = (event: Event) => {
    if ((event as ToggleEvent).newState === 'closed' && this.threadId !== null) {
      this.threadId = null;
      this.view.requestUpdate();
    }
  };
}
