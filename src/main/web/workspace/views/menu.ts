import { html, icon, nothing, LitElement } from '../../chatkit-ee.shared';
import { open } from './part';

export interface MenuItem {
  label: string;
  icon: string;
  danger?: boolean;
  run: () => void;
}

/** A menu at a button, above the page. It closes with a choice, with Escape, and with a click elsewhere; the focus then returns. */
export class Menu extends LitElement {
  items: MenuItem[] = [];
  anchor!: HTMLElement;
  /** What has the focus afterwards, unless the choice moves it. */
  private chosen: MenuItem | null = null;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render() {
    return html`<div class="menu" role="menu" popover="auto" @toggle=${this.toggled} @keydown=${this.keydown}>
      ${this.items.map(
        (item) =>
          html`<button role="menuitem" tabindex="-1" class=${item.danger ? 'danger' : ''} @click=${() => this.choose(item)}>
            ${icon(item.icon) ?? nothing}<span>${item.label}</span>
          </button>`,
      )}
    </div>`;
  }

  protected override firstUpdated(): void {
    const menu = this.menu;
    menu.showPopover();
    const at = this.anchor.getBoundingClientRect();
    const { width, height } = menu.getBoundingClientRect();
    const rtl = document.documentElement.dir === 'rtl';
    const left = rtl ? at.left : at.right - width;
    const below = at.bottom + height + 8 < innerHeight;
    menu.style.setProperty('left', `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`);
    menu.style.setProperty('top', `${below ? at.bottom + 4 : Math.max(8, at.top - height - 4)}px`);
    this.anchor.setAttribute('aria-expanded', 'true');
    this.buttons[0]?.focus();
  }

  private get menu(): HTMLElement {
    return this.querySelector('.menu') as HTMLElement;
  }

  private get buttons(): HTMLElement[] {
    return [...this.querySelectorAll('button')];
  }

  private choose(item: MenuItem): void {
    this.chosen = item;
    this.menu.hidePopover();
  }

  private readonly toggled = (event: Event) => {
    if ((event as ToggleEvent).newState === 'closed') {
      this.anchor.setAttribute('aria-expanded', 'false');
      if (this.contains(document.activeElement) || document.activeElement === document.body) {
        this.anchor.focus();
      }
      this.remove();
      this.chosen?.run();
    }
  };

  private readonly keydown = (event: KeyboardEvent) => {
    const { buttons } = this;
    const at = buttons.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + buttons.length, Home: 0, End: buttons.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      buttons[to % buttons.length]?.focus();
    } else if (event.key === 'Tab') {
      this.menu.hidePopover();
    } else if (event.key === 'Escape') {
      // it closes the menu only, and not what the menu is in
      event.stopPropagation();
    }
  };
}

customElements.define('ws-menu', Menu);

export function openMenu(anchor: HTMLElement, items: MenuItem[]): void {
  // in the landmark of its button, which matters to screen readers only
  open<Menu>('ws-menu', { anchor, items }, anchor.closest('nav') ?? document.body);
}
