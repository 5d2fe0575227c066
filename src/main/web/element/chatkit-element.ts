import { adoptStyles, html, nothing, render } from 'lit';
import { restAddress } from '../protocol/client';
import { onWake } from '../protocol/wake';
import type { Action } from '../protocol/wire';
import { base } from '../styles/base';
import { direction, text } from '../texts/texts';
import { viewStyles } from '../views/styles';
import { focusEditor } from '../views/view';
import '../views/chat-view';
import { Chat } from './chat';
import { checkOptions } from './option-checks';
import type { ChatKitEvents, ChatKitOptions, ComposerValueParams, CustomApi, UserMessageParams } from './options';
import { applyTheme } from './theme';

/**
 * A chat with a ChatKit server, as a custom element. Options, methods and events are those of ChatKit.js; `src/site/markdown`
 * has the differences.
 *
 * <p>The element shows nothing until `setOptions` is called. Events do not bubble, as those of ChatKit.js.
 */
export class ChatKitElement extends HTMLElement {
  private readonly root = this.attachShadow({ mode: 'open' });
  private chat: Chat | null = null;
  private readonly warned = new Set<string>();
  /** Events that wait for `chatkit.ready`; null after it. */
  private early: (() => void)[] | null = [];
  private resolveChat!: (chat: Chat) => void;
  /** Ends what happens when the page is seen again. */
  private asleep: (() => void) | null = null;
  /** Methods that are called before `setOptions` wait for it. */
  private readonly configured = new Promise<Chat>((resolve) => (this.resolveChat = resolve));

  constructor() {
    super();
    adoptStyles(this.root, [base, ...viewStyles]);
  }

  /**
   * Applies options. They replace all earlier ones.
   *
   * @throws InvalidOptionError if there is no `api` among them
   */
  setOptions(options: ChatKitOptions): void {
    const { options: usable, complaints } = checkOptions(options);
    complaints.forEach((complaint) => this.warn(complaint));
    if ((usable.api as CustomApi).domainKey) {
      this.inform('The option api.domainKey has no effect: this element works on every domain');
    }
    const { resume, url } = usable.api as CustomApi;
    if (resume && url && !restAddress(new URL(url, document.baseURI).href, '')) {
      this.inform('The option api.resume has no effect: api.url does not end with /api/chatkit');
    }
    applyTheme(this, usable.theme, (message) => this.warn(message));
    if (this.chat) {
      this.chat.setOptions(usable);
    } else {
      const chat = new Chat(usable, (type, detail) => this.emit(type, detail));
      this.chat = chat;
      chat.subscribe(() => this.renderRoot());
      this.resolveChat(chat);
      if (usable.initialThread) {
        void chat.open(usable.initialThread);
      }
      void this.start(chat);
    }
    if (usable.locale && !this.chat.speaks(usable.locale)) {
      this.inform(`There are no texts in the language ${usable.locale}: they are English`);
    }
    this.renderRoot();
  }

  /** Frameworks add their listeners after they have set the options, some of them after the next frame: events wait for that. */
  private async start(chat: Chat): Promise<void> {
    await chat.localized;
    await this.rendered();
    await new Promise((resolve) => setTimeout(resolve));
    const early = this.early ?? [];
    this.early = null;
    this.emit('chatkit.ready', undefined);
    early.forEach((dispatch) => dispatch());
  }

  connectedCallback(): void {
    this.asleep ??= onWake(() => void this.chat?.conversation.lookForTurn());
  }

  /** The page may move the element, so only what must not go on without it ends: recording. */
  disconnectedCallback(): void {
    this.asleep?.();
    this.asleep = null;
    queueMicrotask(() => {
      if (!this.isConnected) {
        this.chat?.dictation.cancel();
      }
    });
  }

  /** Focuses the input of the composer. */
  async focusComposer(): Promise<void> {
    // at once, where it can be: what is typed next belongs there
    const focused = focusEditor(this.root);
    await this.configured;
    await this.rendered();
    if (!focused || document.activeElement === document.body) {
      focusEditor(this.root);
    }
  }

  /** Shows a thread; with null, the start screen. */
  async setThreadId(threadId: string | null): Promise<void> {
    await (await this.configured).open(threadId);
  }

  /** Shows a thread at an item, and marks it. */
  async showItem(threadId: string, itemId: string): Promise<void> {
    await (await this.configured).open(threadId, itemId);
  }

  /** Sends a message. The promise ends with the response. */
  async sendUserMessage(params: UserMessageParams): Promise<void> {
    await (await this.configured).sendMessage(params);
  }

  /** Puts content into the composer, without sending it. */
  async setComposerValue(params: ComposerValueParams): Promise<void> {
    const chat = await this.configured;
    await chat.setComposerValue(params);
    await this.rendered();
  }

  /** Sends an action to the server, for the widget of an item or without one. */
  async sendCustomAction(action: Action, itemId?: string): Promise<void> {
    if (typeof action?.type !== 'string') {
      throw new TypeError('sendCustomAction needs an action with a type');
    }
    await (await this.configured).conversation.act(action, itemId);
  }

  /** Opens the history. */
  async showHistory(): Promise<void> {
    (await this.configured).openHistory();
  }

  /** Closes the history. */
  async hideHistory(): Promise<void> {
    (await this.configured).closeHistory();
  }

  /** Takes over what has changed on the server. */
  async fetchUpdates(): Promise<void> {
    await (await this.configured).fetchUpdates();
  }

  private emit<K extends keyof ChatKitEvents>(type: K, detail: ChatKitEvents[K]): void {
    const dispatch = () => void this.dispatchEvent(new CustomEvent(type, { detail }));
    if (this.early) {
      this.early.push(dispatch);
    } else {
      dispatch();
    }
  }

  private warn(message: string): void {
    this.once(message, (text) => console.warn(text));
  }

  private inform(message: string): void {
    this.once(message, (text) => console.info(text));
  }

  private once(message: string, write: (text: string) => void): void {
    if (!this.warned.has(message)) {
      this.warned.add(message);
      write(`chatkit-ee: ${message}`);
    }
  }

  /** Waits until the views show what they know. Frames stop in a page that is not visible, so a timer is there as well. */
  private async rendered(): Promise<void> {
    await new Promise<void>((resolve) => {
      setTimeout(resolve, 250);
      requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
    });
  }

  private renderRoot(): void {
    const { chat } = this;
    if (!chat) {
      return;
    }
    this.setAttribute('role', 'region');
    this.setAttribute('aria-label', chat.options.frameTitle ?? text(chat.texts, 'chat.title'));
    render(
      html`<ck-chat .chat=${chat} lang=${chat.locale} dir=${direction(chat.locale)}></ck-chat>
        <div class="visually-hidden" role="status" aria-live="polite">${chat.announcement || nothing}</div>`,
      this.root,
    );
  }
}
