import { html, nothing } from 'lit';
import { icon } from '../icons/icons';
import { define, View } from './view';

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly description?: string | undefined;
  readonly icon?: string | undefined;
  readonly disabled?: boolean | undefined;
  /** Whether it is the one of the menu that is chosen; undefined for an action. */
  readonly checked?: boolean | undefined;
}

/** A button that opens a menu above itself. Keyboard as in the menu button pattern of ARIA. */
export class MenuButtonView extends View {
  static override properties = {
    ...View.properties,
    label: {},
    text: {},
    icon: {},
    items: { attribute: false },
    choose: { attribute: false },
    open: { state: true },
  };
  declare label: string;
  /** What the button shows besides its icon; empty for nothing. */
  declare text: string;
  declare icon: string;
  declare items: readonly MenuItem[];
  declare choose: (id: string) => void;
  declare open: boolean;
  private typed = '';
  private typedAt = 0;

  protected override render() {
    const name = this.text ? `${this.label}: ${this.text}` : this.label;
    return html`<button
        type="button"
        class=${this.text ? 'pill' : 'icon-only'}
        aria-label=${name}
        title=${this.label}
        aria-haspopup="menu"
        aria-expanded=${this.open ? 'true' : 'false'}
        @click=${() => (this.open ? this.close() : this.show(0))}
        @keydown=${this.onButtonKey}
      >
        ${this.icon ? icon(this.icon) : nothing}${this.text ? html`<span>${this.text}</span>${icon('chevron-down')}` : nothing}
      </button>
      ${this.open
        ? html`<div class="popup" role="menu" aria-label=${this.label} @keydown=${this.onMenuKey}>${this.items.map((item) => this.item(item))}</div>`
        : nothing}`;
  }

  private item(item: MenuItem) {
    const checkable = item.checked !== undefined;
    return html`<div
      role=${checkable ? 'menuitemradio' : 'menuitem'}
      aria-checked=${checkable ? String(item.checked) : nothing}
      aria-disabled=${item.disabled ? 'true' : nothing}
      tabindex="-1"
      @pointermove=${(event: Event) => (event.currentTarget as HTMLElement).focus({ preventScroll: true })}
      @click=${() => this.chosen(item)}
    >
      ${item.icon ? icon(item.icon) : nothing}
      <span class="label">${item.label}</span>
      ${item.checked ? icon('check') : nothing}
      ${item.description ? html`<span class="description">${item.description}</span>` : nothing}
    </div>`;
  }

  private chosen(item: MenuItem): void {
    if (!item.disabled) {
      this.close();
      this.choose(item.id);
    }
  }

  private async show(index: number): Promise<void> {
    this.open = true;
    document.addEventListener('pointerdown', this.onPointerDown, true);
    await this.updateComplete;
    const checked = this.rows().findIndex((row) => row.getAttribute('aria-checked') === 'true');
    this.rows()
      .at(index < 0 ? -1 : Math.max(checked, 0))
      ?.focus();
  }

  private close(): void {
    this.open = false;
    document.removeEventListener('pointerdown', this.onPointerDown, true);
    this.querySelector('button')?.focus();
  }

  private rows(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>('[role^="menuitem"]')];
  }

  private readonly onPointerDown = (event: Event) => {
    if (!event.composedPath().includes(this)) {
      this.open = false;
      document.removeEventListener('pointerdown', this.onPointerDown, true);
    }
  };

  private readonly onButtonKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      void this.show(event.key === 'ArrowUp' ? -1 : 0);
    }
  };

  private readonly onMenuKey = (event: KeyboardEvent) => {
    const rows = this.rows();
    const index = rows.indexOf(event.target as HTMLElement);
    const focus = (to: number) => rows.at(to % rows.length)?.focus();
    switch (event.key) {
      case 'ArrowDown':
        focus(index + 1);
        break;
      case 'ArrowUp':
        focus(index - 1);
        break;
      case 'Home':
        focus(0);
        break;
      case 'End':
        focus(-1);
        break;
      case 'Enter':
      case ' ':
        rows[index]?.click();
        break;
      case 'Escape':
        this.close();
        break;
      case 'Tab':
        this.close();
        return;
      default:
        if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) {
          return;
        }
        this.typeAhead(event.key, rows, index);
    }
    event.preventDefault();
    event.stopPropagation();
  };

  /** Focuses the next item whose label begins with what is typed. */
  private typeAhead(key: string, rows: HTMLElement[], index: number): void {
    const now = Date.now();
    this.typed = now - this.typedAt < 700 ? this.typed + key.toLowerCase() : key.toLowerCase();
    this.typedAt = now;
    const from = this.typed.length > 1 ? index : index + 1;
    [...rows.slice(from), ...rows.slice(0, from)].find((row) => row.querySelector('.label')?.textContent?.toLowerCase().startsWith(this.typed))?.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('pointerdown', this.onPointerDown, true);
  }
}

define('ck-menu-button', MenuButtonView);
