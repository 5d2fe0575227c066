import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { icon } from '../icons/icons';
import type { Conversation } from '../state/conversation';
import type { AnyItem } from '../state/reducer';
import { failureText } from '../texts/failures';
import { day, instant, sameDay } from './format';
import { visible } from './item-view';
import { responseOf, responseText } from './items/response-actions';
import { Chunks, type Chunk } from './thread/chunks';
import { pendingMessage, threadStatus, turnStatus } from './thread/footer';
import { Scroller, type ScrollerHost } from './thread/scroller';
import { plainText } from './thread/plain-text';
import { loadMarkdown } from './markdown-view';
import { define, styles, View } from './view';

/** Screens before and behind the view whose items are drawn, those whose items are dropped, and before which older ones are loaded. */
const DRAWN = 1;
const DROPPED = 2.5;
const LOADED = 3;
/** The longest text that is announced. */
const MAX_ANNOUNCED = 2000;
/** Milliseconds that an item that was searched for is marked. */
const MARK_TIME = 4000;

/**
 * The items of a thread, the message that is being sent, and what went wrong. Only the items near to what is seen have elements;
 * the others are empty space of their height.
 */
export class ThreadView extends View implements ScrollerHost {
  private readonly chunks = new Chunks();
  private readonly drawn = new Set<number>();
  private scroller: Scroller | null = null;
  private shown: Conversation | null = null;
  private wasRunning = false;
  private sentKey: string | null = null;
  private marked: string | null = null;
  private searching = false;
  /** Whether items are being drawn to be shown, which are not near to what is seen before they are. */
  private showing = false;
  private jump = false;
  private readonly measure = new ResizeObserver((entries) => this.measured(entries));
  private readonly observedChunks = new Set<Element>();

  get following(): boolean {
    return this.chat.options.thread?.autoScroll === true;
  }

  get running(): boolean {
    return this.chat.conversation.running;
  }

  protected override watched() {
    return [this.chat.conversation];
  }

  protected override willUpdate(): void {
    super.willUpdate();
    const { conversation } = this.chat;
    if (conversation !== this.shown) {
      this.shown = conversation;
      this.drawn.clear();
      this.wasRunning = conversation.running;
      this.sentKey = conversation.pending?.key ?? null;
      this.scroller?.reset();
    }
    this.chunks.update(conversation.items);
    if (this.drawn.size === 0) {
      this.chunks.list.slice(-2).forEach((chunk) => this.drawn.add(chunk.key));
    }
    const last = this.chunks.list.at(-1);
    if (last && this.drawn.has(last.key - 1)) {
      // what is being added
      this.drawn.add(last.key);
    }
  }

  protected override render() {
    const { conversation } = this.chat;
    const label = this.t('thread.label');
    return html`
      <div class="scroller" role="log" aria-live="off" aria-label=${label} aria-busy=${conversation.running} tabindex="0">
        <div class="content">
          ${this.beginning()} ${repeat(this.segments(), (segment) => segment.key, (segment) => segment.content)}
          ${conversation.pending ? pendingMessage(this.chat, this.text, conversation.pending) : nothing} ${turnStatus(this.chat, this.text)}
          ${threadStatus(this.chat, this.text)}
        </div>
        <div class="rest"></div>
      </div>
      ${this.jump
        ? html`<button type="button" class="jump" aria-label=${this.t('thread.newest')} title=${this.t('thread.newest')} @click=${this.toNewest}>${icon('arrow-down')}</button>`
        : nothing}
    `;
  }

  private readonly text: ThreadView['t'] = (key, ...values) => this.t(key, ...values);

  /** What stands before the items: that there are older ones, or why there are none. */
  private beginning() {
    const { conversation } = this.chat;
    const { loadFailure } = conversation;
    if (loadFailure) {
      const whole = conversation.items.length === 0;
      return html`<div class="failure" role="alert">
        ${icon('error')}
        <span>${this.t(whole ? 'thread.failed' : 'thread.older.failed')} ${failureText(this.chat.texts, loadFailure)}</span>
        <span class="failure-actions">
          <button type="button" @click=${() => void (whole ? conversation.load() : conversation.loadOlder())}>${this.t('retry')}</button>
        </span>
      </div>`;
    }
    if (conversation.loading === 'thread' && conversation.items.length === 0) {
      return html`<div class="skeleton" role="status"><span class="visually-hidden">${this.t('loading')}</span><i></i><i></i><i></i><i></i></div>`;
    }
    return conversation.hasOlder
      ? html`<div class="older">${conversation.loading === 'older' ? html`<span class="spinner"></span><span>${this.t(this.searching ? 'thread.searching' : 'thread.older')}</span>` : nothing}</div>`
      : nothing;
  }

  /** Chunks that are drawn, and the space of those between them. */
  private segments(): { key: string; content: unknown }[] {
    const segments: { key: string; content: unknown }[] = [];
    let space = 0;
    let spaceKey = '';
    const addSpace = () => {
      if (space > 0) {
        segments.push({ key: spaceKey, content: html`<div class="space" ${styles({ 'block-size': `${space}px` })}></div>` });
      }
      space = 0;
    };
    for (const chunk of this.chunks.list) {
      if (this.drawn.has(chunk.key)) {
        addSpace();
        segments.push({ key: String(chunk.key), content: this.chunk(chunk) });
      } else {
        if (space === 0) {
          spaceKey = `space ${chunk.key}`;
        }
        space += this.chunks.height(chunk);
      }
    }
    addSpace();
    return segments;
  }

  private chunk(chunk: Chunk) {
    return html`<div class="chunk" data-chunk=${chunk.key}>
      ${repeat(
        chunk.items,
        (item) => item.id,
        (item, index) => this.item(item, chunk.start + index),
      )}
    </div>`;
  }

  private item(item: AnyItem, index: number) {
    const { conversation } = this.chat;
    const { items } = conversation;
    const own = item.type === 'user_message';
    const before = previousVisible(items, index);
    const speaker = own ? 'user' : !before || before.type === 'user_message' ? 'assistant' : null;
    return html`${this.date(item, items[index - 1])}<ck-item
        class=${`item${own ? ' own' : ''}${visible(item) ? '' : ' hidden'}${item.id === this.marked ? ' marked' : ''}`}
        data-item=${item.id}
        tabindex="-1"
        .chat=${this.chat}
        .item=${item}
        ?streaming=${conversation.streaming.has(item.id)}
        ?busy=${conversation.running}
        .speaker=${visible(item) ? speaker : null}
        .end=${own || !visible(item) ? null : this.end(items, index)}
        .feedback=${conversation.feedback.get(item.id)}
      ></ck-item>`;
  }

  /** Whether a response ends with an item. */
  private end(items: readonly AnyItem[], index: number): 'earlier' | 'latest' | null {
    let next = index + 1;
    while (next < items.length && !visible(items[next] as AnyItem)) {
      next++;
    }
    if (next < items.length) {
      return items[next]?.type === 'user_message' ? 'earlier' : null;
    }
    return this.chat.conversation.running && !this.chat.conversation.pending ? null : this.chat.conversation.pending ? 'earlier' : 'latest';
  }

  private date(item: AnyItem, before: AnyItem | undefined) {
    const date = instant(item.created_at);
    const other = before ? instant(before.created_at) : null;
    if (!date || (before ? !other || sameDay(date, other) : this.chat.conversation.hasOlder || sameDay(date, new Date()))) {
      return nothing;
    }
    const label = day(this.chat, date);
    return html`<div class="date" role="separator" aria-label=${label}><span>${label}</span></div>`;
  }

  protected override updated(): void {
    const { conversation } = this.chat;
    if (!this.scroller) {
      const [box, content, rest] = ['.scroller', '.content', '.rest'].map((selector) => this.querySelector<HTMLElement>(`:scope ${selector}`));
      this.scroller = new Scroller(this, box as HTMLElement, content as HTMLElement, rest as HTMLElement);
    }
    this.observeChunks();
    this.followSent();
    if (conversation.running !== this.wasRunning) {
      this.wasRunning = conversation.running;
      if (!conversation.running) {
        this.announceResponse();
      } else if (!conversation.pending) {
        this.scroller.responseStarted();
      }
    }
    if (this.chat.target !== null && conversation.loading === null && !this.searching) {
      void this.showTarget(conversation, this.chat.target);
    }
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void loadMarkdown();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.scroller?.close();
    this.scroller = null;
    this.measure.disconnect();
    this.observedChunks.clear();
  }

  /** Scrolls to a message that is being sent, and knows it again when it is an item. */
  private followSent(): void {
    const { pending } = this.chat.conversation;
    if (pending && !pending.failure && pending.key !== this.sentKey) {
      this.sentKey = pending.key;
      this.scroller?.messageSent(this.querySelector('.item.pending'));
    } else if (!pending && this.scroller?.hasSent) {
      const own = this.querySelectorAll('.chunk > .own');
      const last = own[own.length - 1];
      if (last) {
        this.scroller.replaceSent(last);
      }
    }
  }

  private announceResponse(): void {
    const { items, error, pending } = this.chat.conversation;
    const last = items.at(-1);
    if (!last || last.type === 'user_message' || error || pending) {
      return;
    }
    const response = responseText(responseOf(items, last.id));
    const text = plainText(response.slice(0, MAX_ANNOUNCED));
    this.chat.announce(text === '' ? this.t('response.complete') : response.length > MAX_ANNOUNCED ? `${text}…` : text);
  }

  private async showTarget(conversation: Conversation, target: string): Promise<void> {
    if (conversation.items.length === 0 && conversation.loadFailure) {
      return;
    }
    this.searching = true;
    const found = await conversation.loadUntil(target);
    this.searching = false;
    if (this.chat.target !== target || conversation !== this.chat.conversation) {
      this.requestUpdate();
      return;
    }
    this.chat.target = null;
    if (!found) {
      this.chat.announce(this.t('thread.not-found'));
      return;
    }
    await this.showItem(target);
  }

  private async showItem(itemId: string): Promise<void> {
    this.chunks.update(this.chat.conversation.items);
    const position = this.chunks.positionOf(itemId);
    this.chunks.list.slice(Math.max(0, position - 1), position + 2).forEach((chunk) => this.drawn.add(chunk.key));
    this.marked = itemId;
    this.showing = true;
    this.requestUpdate();
    await this.updateComplete;
    await Promise.resolve();
    const element = this.querySelector<HTMLElement>(`[data-item="${CSS.escape(itemId)}"]`);
    if (element && this.scroller) {
      this.scroller.show(element, this.scroller.box.clientHeight / 4);
      element.focus({ preventScroll: true });
    }
    this.showing = false;
    setTimeout(() => {
      this.marked = null;
      this.requestUpdate();
    }, MARK_TIME);
  }

  *anchors(): Iterable<Element> {
    for (const chunk of this.querySelectorAll('.chunk')) {
      if (chunk.getBoundingClientRect().bottom > (this.scroller?.box.getBoundingClientRect().top ?? 0)) {
        yield* chunk.querySelectorAll(':scope > .item');
      }
    }
    yield* this.querySelectorAll('.content > .space, .content > .pending');
  }

  moved(): void {
    const { scroller } = this;
    if (!scroller) {
      return;
    }
    const { box } = scroller;
    const jump = scroller.below > box.clientHeight / 2;
    if (this.choose(box) || jump !== this.jump) {
      this.jump = jump;
      this.requestUpdate();
    }
    const { conversation } = this.chat;
    if (conversation.hasOlder && conversation.loading === null && !conversation.loadFailure && box.scrollTop < LOADED * box.clientHeight) {
      void conversation.loadOlder();
    }
  }

  /** Chooses the chunks to draw by where they are. What is seen is drawn at once, one more at a time. @returns whether others are */
  private choose(box: HTMLElement): boolean {
    const height = box.clientHeight;
    const top = box.scrollTop;
    const focused = (this.getRootNode() as ShadowRoot).activeElement?.closest<HTMLElement>('.chunk')?.dataset['chunk'];
    let position = (this.querySelector<HTMLElement>('.content > :is(.chunk, .space)')?.offsetTop ?? 0) - box.offsetTop;
    let changed = false;
    let added = false;
    for (const chunk of this.chunks.list) {
      const end = position + this.chunks.height(chunk);
      const near = (screens: number) => end > top - screens * height && position < top + (1 + screens) * height;
      if (this.drawn.has(chunk.key)) {
        if (!near(DROPPED) && !this.showing && String(chunk.key) !== focused) {
          this.drawn.delete(chunk.key);
          changed = true;
        }
      } else if (near(0) || (near(DRAWN) && !added)) {
        added ||= !near(0);
        this.drawn.add(chunk.key);
        changed = true;
      }
      position = end;
    }
    return changed;
  }

  private observeChunks(): void {
    const present = new Set<Element>(this.querySelectorAll('.chunk'));
    for (const element of this.observedChunks) {
      if (!present.has(element)) {
        this.measure.unobserve(element);
        this.observedChunks.delete(element);
      }
    }
    for (const element of present) {
      if (!this.observedChunks.has(element)) {
        this.observedChunks.add(element);
        this.measure.observe(element);
      }
    }
  }

  private measured(entries: ResizeObserverEntry[]): void {
    for (const { target, borderBoxSize } of entries) {
      const height = borderBoxSize[0]?.blockSize ?? 0;
      if (target.isConnected && height > 0) {
        this.chunks.setHeight(Number((target as HTMLElement).dataset['chunk']), height);
      }
    }
  }

  private readonly toNewest = () => {
    const { scroller } = this;
    if (scroller) {
      scroller.toEnd(scroller.below < 3 * scroller.box.clientHeight);
      scroller.box.focus({ preventScroll: true });
    }
  };
}

function previousVisible(items: readonly AnyItem[], index: number): AnyItem | undefined {
  for (let i = index - 1; i >= 0; i--) {
    const item = items[i];
    if (item && visible(item)) {
      return item;
    }
  }
  return undefined;
}

define('ck-thread', ThreadView);
