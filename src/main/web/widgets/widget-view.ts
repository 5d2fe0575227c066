import { html, nothing, type PropertyValues } from 'lit';
import { icon } from '../icons/icons';
import type { WidgetNode } from '../protocol/wire';
import { define, Part } from '../views/view';
import '../views/markdown-view';
import { MAX_WEIGHT, weigh } from './budget';
import './chart-view';
import type { WidgetHost } from './context';
import { connectLabels, nameEntries, restoreEntries, saveEntries } from './fields';
import { renderNode } from './render';
import { isObject } from './values';
import { WidgetState } from './widget-state';

/** A widget of an item, or of a preview if there is no item. */
export class WidgetView extends Part {
  static override properties = { ...Part.properties, widget: { attribute: false }, itemId: { attribute: false } };
  declare widget: WidgetNode;
  declare itemId: string | null;

  private state: WidgetState | null = null;
  private stateOf: string | null | undefined;
  private revision = 0;
  private seen: unknown[] = [];
  /** What had the focus before the widget had to wait. */
  private focused: HTMLElement | null = null;
  private waiting = false;

  protected override watched() {
    return [this.chat.conversation, this.current()];
  }

  private current(): WidgetState {
    const itemId = this.itemId ?? null;
    if (!this.state || this.stateOf !== itemId) {
      this.state = WidgetState.of(this.chat, itemId);
      this.stateOf = itemId;
    }
    return this.state;
  }

  /** The conversation changes with each piece of a text. Hardly any change matters to a widget. */
  protected override shouldUpdate(changed: PropertyValues): boolean {
    const { conversation, texts } = this.chat;
    const state = this.current();
    this.waiting = conversation.running || conversation.loading === 'thread';
    if (!this.waiting) {
      queueMicrotask(() => state.flush());
    }
    const seen = [state, state.revision, this.waiting, texts, conversation, conversation.thread?.allowed_image_domains];
    if (seen.some((value, index) => value !== this.seen[index])) {
      this.seen = seen;
      this.revision++;
      return true;
    }
    return changed.size > 0;
  }

  protected override willUpdate(): void {
    super.willUpdate();
    const active = (this.getRootNode() as ShadowRoot).activeElement;
    if (this.current().busy && active instanceof HTMLElement && this.contains(active)) {
      this.focused = active;
    }
  }

  protected content() {
    const state = this.current();
    const context = { host: this.host(state), path: '', depth: 0, budget: { left: MAX_WEIGHT }, revision: this.revision };
    const root = isObject(this.widget) ? this.widget : null;
    return html`<div class="w-root ${state.busy ? 'busy' : ''}" ?inert=${state.busy} aria-busy=${state.busy ? 'true' : nothing}>${renderNode(root, context)}</div>
      ${weigh(root) > MAX_WEIGHT ? html`<p class="w-note">${this.t('widget.truncated')}</p>` : nothing}
      ${state.failure
        ? html`<div class="w-failure" role="alert">
            ${icon('warning')}<span>${this.t('widget.failed')} ${state.failure.detail ?? nothing}</span>
            <button type="button" @click=${state.failure.retry}>${this.t('retry')}</button>
            <button type="button" class="icon-only" aria-label=${this.t('widget.dismiss')} @click=${() => state.dismiss()}>${icon('close')}</button>
          </div>`
        : nothing}`;
  }

  private host(state: WidgetState): WidgetHost {
    return {
      root: this.widget,
      thread: this.chat.conversation.thread,
      waiting: this.waiting,
      t: (key, ...values) => this.t(key, ...values),
      markdown: (value, streaming) => html`<ck-markdown .chat=${this.chat} .text=${value} ?streaming=${streaming}></ck-markdown>`,
      chart: (node) => html`<ck-chart .chat=${this.chat} .node=${node}></ck-chart>`,
      trigger: (trigger) => state.trigger(trigger),
      loading: (path) => state.loading(path),
      isOpen: (path) => state.isOpen(path),
      setOpen: (path, open) => state.setOpen(path, open),
    };
  }

  protected override firstUpdated(): void {
    const { entries } = this.current();
    if (entries) {
      restoreEntries(this, entries);
    } else {
      this.focusFirst();
    }
  }

  protected override updated(): void {
    connectLabels(this);
    nameEntries(this);
    if (this.focused && !this.current().busy) {
      const { focused } = this;
      this.focused = null;
      if (focused.isConnected && !(this.getRootNode() as ShadowRoot).activeElement) {
        focused.focus({ preventScroll: true });
      }
    }
  }

  /** Gives the focus to a field that wants it, in a widget that has just come and unless a person is writing. */
  private focusFirst(): void {
    const field = this.querySelector<HTMLInputElement | HTMLTextAreaElement>('[data-autofocus]:not(:disabled)');
    const active = (this.getRootNode() as ShadowRoot).activeElement as Partial<HTMLTextAreaElement> | null;
    const writing = Boolean(active?.value || (active?.isContentEditable && active.textContent));
    if (field && !writing && this.itemId !== null && this.chat.conversation.items.at(-1)?.id === this.itemId) {
      field.focus();
      if (field.matches('[data-autoselect]')) {
        field.select();
      }
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.seen = [];
    if (this.state && this.hasUpdated) {
      const entries = saveEntries(this);
      this.state.entries = entries.size > 0 ? entries : null;
    }
  }
}

define('ck-widget', WidgetView);
