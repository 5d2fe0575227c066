import { MAX_WEIGHT, weigh } from './budget';
import type { WidgetHost } from './context';
import { connectLabels, nameEntries, restoreEntries, saveEntries } from './fields';
import { html, icon, nothing } from './kit';
import { renderNode } from './render';
import { isObject } from './values';
import { WidgetState } from './widget-state';
import type { WidgetView } from './widget-view';

/** How much of a widget is shown at first, and by how much more each time, so that no rendering holds the page up. */
const SLICE = 200;
/** Milliseconds between two slices, in which the page lays out what has come and answers. */
const SLICE_PAUSE = 20;

/** What a view of a widget does, besides being on the page. */
export class WidgetController {
  private state: WidgetState | null = null;
  private stateOf: string | null = null;
  private revision = 0;
  private seen: unknown[] = [];
  private shown = false;
  /** How much may be shown by now, and what that was at the last rendering. */
  private room = SLICE;
  private drawn = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** What had the focus before the widget had to wait. */
  private focused: HTMLElement | null = null;
  private waiting = false;

  constructor(private readonly view: WidgetView) {}

  watched() {
    return [this.current().changes];
  }

  private current(): WidgetState {
    const itemId = this.view.itemId ?? null;
    if (!this.state || this.stateOf !== itemId) {
      this.state = WidgetState.of(this.view.chat, itemId);
      this.stateOf = itemId;
    }
    return this.state;
  }

  private get activeElement(): Element | null {
    return (this.view.getRootNode() as ShadowRoot | Document).activeElement;
  }

  /** The conversation changes with each piece of a text. Hardly any change matters to a widget. */
  shouldUpdate(changed: boolean): boolean {
    const { conversation, texts } = this.view.chat;
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
    return changed || this.drawn !== this.room;
  }

  willUpdate(): void {
    const active = this.activeElement;
    if (this.current().busy && active instanceof HTMLElement && this.view.contains(active)) {
      this.focused = active;
    }
  }

  private get root() {
    return isObject(this.view.widget) ? this.view.widget : null;
  }

  /** Whether all is shown that ever will be. */
  private get complete(): boolean {
    return this.room >= Math.min(weigh(this.root), MAX_WEIGHT);
  }

  content() {
    const state = this.current();
    const { failure } = state;
    const host = this.host(state);
    const { complete, root } = this;
    this.drawn = this.room;
    const context = { host, path: '', depth: 0, budget: { left: MAX_WEIGHT, slice: this.room }, revision: this.revision };
    return html`<div class="w-root ${state.busy ? 'busy' : ''}" ?inert=${state.busy} aria-busy=${state.busy || !complete ? 'true' : nothing}>${renderNode(root, context)}</div>
      ${complete && weigh(root) > MAX_WEIGHT ? html`<p class="w-note">${host.t('widget.truncated')}</p>` : nothing}
      ${failure
        ? html`<div class="w-failure" role="alert">
            ${icon('warning')}<span>${host.t('widget.failed')} ${failure.detail ?? nothing}</span>
            <button type="button" @click=${failure.retry}>${host.t('retry')}</button>
            <button type="button" class="icon-only" aria-label=${host.t('widget.dismiss')} @click=${() => state.dismiss()}>${icon('close')}</button>
          </div>`
        : nothing}`;
  }

  private host(state: WidgetState): WidgetHost {
    const { chat } = this.view;
    return {
      thread: chat.conversation.thread,
      waiting: this.waiting,
      t: (key, ...values) => this.view.say(key, ...values),
      markdown: (value, streaming) => html`<ck-markdown .chat=${chat} .text=${value} ?streaming=${streaming}></ck-markdown>`,
      chart: (node) => html`<ck-chart .chat=${chat} .node=${node}></ck-chart>`,
      trigger: (trigger) => state.trigger(trigger),
      loading: (path) => state.loading(path),
      isOpen: (path) => state.isOpen(path),
      setOpen: (path, open) => state.setOpen(path, open),
    };
  }

  updated(): void {
    const { view } = this;
    if (!this.complete) {
      this.timer ??= setTimeout(() => {
        this.timer = undefined;
        this.room += SLICE;
        view.requestUpdate();
      }, SLICE_PAUSE);
    } else if (!this.shown) {
      this.shown = true;
      const { entries } = this.current();
      if (entries) {
        restoreEntries(view, entries);
      } else {
        this.focusFirst();
      }
    }
    connectLabels(view);
    nameEntries(view);
    if (this.focused && !this.current().busy) {
      const { focused } = this;
      this.focused = null;
      if (focused.isConnected && !this.activeElement) {
        focused.focus({ preventScroll: true });
      }
    }
  }

  /** Gives the focus to a field that wants it, in a widget that has just come and unless a person is writing. */
  private focusFirst(): void {
    const { view } = this;
    const field = view.querySelector<HTMLInputElement | HTMLTextAreaElement>('[data-autofocus]:not(:disabled)');
    const active = this.activeElement as Partial<HTMLTextAreaElement> | null;
    const writing = Boolean(active?.value || (active?.isContentEditable && active.textContent));
    if (field && !writing && view.itemId !== null && view.chat.conversation.items.at(-1)?.id === view.itemId) {
      field.focus();
      if (field.matches('[data-autoselect]')) {
        field.select();
      }
    }
  }

  disconnected(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.seen = [];
    if (this.state && this.shown) {
      const entries = saveEntries(this.view);
      this.state.entries = entries.size > 0 ? entries : null;
    }
  }
}
