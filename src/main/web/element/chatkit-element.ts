import { adoptStyles, html, nothing, render } from 'lit';
import type { Action } from '../protocol/wire';
import { base } from '../styles/base';
import { direction, text } from '../texts/texts';
import { viewStyles } from '../views/styles';
import '../views/chat-view';
import { Chat } from './chat';
import { checkOptions, type ChatKitEvents, type ChatKitOptions, type ComposerValueParams, type UserMessageParams } from './options';
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
  private warned = new Set<string>();
  private ready = false;
  private resolveChat!: (chat: Chat) => void;
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
    checkOptions(options).forEach((name) => this.warn(`The option ${name} is not known`));
    applyTheme(this, options.theme);
    if (this.chat) {
      this.chat.setOptions(options);
    } else {
      this.chat = new Chat(options, (type, detail) => this.emit(type, detail));
      this.chat.subscribe(() => this.renderRoot());
      this.resolveChat(this.chat);
      void this.chat.open(options.initialThread ?? null);
    }
    this.renderRoot();
    if (!this.ready) {
      this.ready = true;
      queueMicrotask(() => this.emit('chatkit.ready', undefined));
    }
  }

  /** Focuses the input of the composer. */
  async focusComposer(): Promise<void> {
    await this.configured;
    await this.rendered();
    this.root.querySelector<HTMLElement>('[data-composer-input]')?.focus();
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
    const chat = await this.configured;
    await chat.conversation.refresh();
  }

  private emit<K extends keyof ChatKitEvents>(type: K, detail: ChatKitEvents[K]): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  private warn(message: string): void {
    if (!this.warned.has(message)) {
      this.warned.add(message);
      console.warn(`chatkit-ee: ${message}`);
    }
  }

  private async rendered(): Promise<void> {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
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
