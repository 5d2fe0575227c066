import { ChatKitClient, type Connection } from '../protocol/client';
import type { JsonObject, Thread, UserContent } from '../protocol/wire';
import { ComposerState, uploaded, type ComposerAttachment, type Obstacle } from '../state/composer';
import { checkedContent, textContent } from '../state/content';
import { Conversation, type ConversationHost, type UnsentMessage } from '../state/conversation';
import { Dictation } from '../state/dictation';
import { Drafts } from '../state/drafts';
import { ThreadHistory } from '../state/history';
import { Observable, Signal } from '../state/observable';
import { Uploads, type UploadHost } from '../state/uploads';
import { chooseLocale, loadTexts, type Texts } from '../texts/texts';
import { english } from '../texts/en';
import type { ChatKitEvents, ChatKitOptions, ComposerValueParams, CustomApi, HostedApi, UserMessageParams } from './options';

/** Why a message cannot be sent now. */
export type SendObstacle = Obstacle | 'running' | 'loading' | 'locked' | 'closed' | 'unsent';

/** What the page of the element is told. */
export type Emit = <K extends keyof ChatKitEvents>(type: K, detail: ChatKitEvents[K]) => void;

/** Milliseconds that an announcement stays: long enough to be found by a screen reader that is still speaking. */
const ANNOUNCEMENT_TIME = 10_000;

/** The directory of this module, where its lazily loaded parts and, in the WAR, the API are. */
export const moduleDirectory = new URL('.', import.meta.url);

/**
 * Everything behind one element: its options, the connection, the conversation that is shown, those whose turns are still
 * running, the history and the composer. Views watch it and call it; it knows no view.
 */
export class Chat extends Observable implements ConversationHost, UploadHost {
  texts: Texts = english;
  locale = 'en';
  client: ChatKitClient;
  conversation: Conversation;
  historyOpen = false;
  /** The options and texts, which parts of a thread watch: they have nothing else to do with the chat. */
  readonly settings = new Signal();
  readonly history: ThreadHistory;
  readonly composer = new ComposerState();
  readonly uploads = new Uploads(this);
  readonly dictation = new Dictation(this);
  /** What a screen reader says next. */
  announcement = '';
  /** The item to scroll to and to mark, once. */
  target: string | null = null;

  /** When the first texts are there. */
  readonly localized: Promise<void>;

  private clientSecret: string | null = null;
  private renewal: Promise<string> | null = null;
  private readonly running = new Map<string, Conversation>();
  private announced: ReturnType<typeof setTimeout> | undefined;
  private drafts: Drafts;

  constructor(
    public options: ChatKitOptions,
    private readonly emit: Emit,
  ) {
    super();
    this.client = this.connect();
    this.history = new ThreadHistory(
      () => this.client,
      (error) => this.failed(error),
    );
    this.drafts = new Drafts(this.client.connection.url);
    this.conversation = this.newConversation(null);
    this.composer.replace({ ...this.drafts.get(null), modelId: this.defaultModel() });
    this.composer.subscribe(() => this.drafts.set(this.threadId, this.composer));
    this.localized = this.applyLocale();
  }

  /** Takes over other options; the conversation stays. */
  setOptions(options: ChatKitOptions): void {
    const model = this.defaultModel();
    this.options = options;
    this.client = this.connect();
    if (this.drafts.address !== this.client.connection.url) {
      this.drafts = new Drafts(this.client.connection.url);
    }
    const { composer } = this;
    if (composer.modelId === model || !this.options.composer?.models?.some((option) => option.id === composer.modelId)) {
      composer.replace({ modelId: this.defaultModel() });
    }
    if (composer.toolId !== null && !this.options.composer?.tools?.some((option) => option.id === composer.toolId)) {
      this.selectTool(null);
    }
    void this.applyLocale();
    this.settings.emit();
    this.changed();
  }

  get threadId(): string | null {
    return this.conversation.threadId;
  }

  get onClientTool(): ConversationHost['onClientTool'] {
    return this.options.onClientTool;
  }

  /** Shows a thread, or with null the start screen. */
  async open(threadId: string | null, itemId: string | null = null): Promise<void> {
    this.target = itemId;
    this.closeHistory();
    const { conversation } = this;
    if (threadId === conversation.threadId && (threadId !== null || (conversation.items.length === 0 && !conversation.pending && !conversation.running))) {
      this.changed();
      return;
    }
    await this.show(threadId);
  }

  /** Whether there are texts in the language of a locale. */
  speaks(locale: string): boolean {
    return chooseLocale([locale, 'en']).locale.startsWith(locale.toLowerCase().split(/[-_]/)[0] ?? '');
  }

  private async show(threadId: string | null): Promise<void> {
    this.dictation.cancel();
    this.conversation = (threadId && this.running.get(threadId)) || this.newConversation(threadId);
    const conversation = this.conversation;
    this.composer.replace(this.drafts.get(threadId));
    this.composer.setRefusals([]);
    this.changed();
    this.emit('chatkit.thread.change', { threadId });
    if (threadId && !conversation.running) {
      this.emit('chatkit.thread.load.start', { threadId });
      await conversation.load();
      this.emit('chatkit.thread.load.end', { threadId });
    }
  }

  /** Sends what `sendUserMessage` or a prompt names. */
  async sendMessage(params: UserMessageParams): Promise<void> {
    if (params.newThread && this.threadId !== null) {
      await this.open(null);
    }
    const content: UserContent[] = params.content ? checkedContent(params.content) : textContent(params.text ?? '');
    if (content.length === 0 && !params.attachments?.length) {
      throw new TypeError('A message needs text, content or attachments');
    }
    await this.conversation.loaded();
    await this.conversation.send({
      content,
      attachments: params.attachments ?? [],
      quotedText: params.reply || null,
      inference: {
        ...(params.toolChoice ? { tool_choice: params.toolChoice } : {}),
        ...(params.model ? { model: params.model } : this.composer.modelId ? { model: this.composer.modelId } : {}),
      },
    });
  }

  /** Takes over what has changed on the server: the thread that is shown, and the history. */
  async fetchUpdates(): Promise<void> {
    try {
      await Promise.all([this.conversation.refresh(), ...(this.historyOpen ? [this.history.reload()] : [])]);
    } catch (error) {
      this.failed(error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
  }

  /** Why what stands in the composer cannot be sent now; null if it can. */
  get obstacle(): SendObstacle {
    const { conversation, composer } = this;
    const status = conversation.thread?.status?.type ?? 'active';
    if (status !== 'active') {
      return status;
    }
    if (conversation.running) {
      return 'running';
    }
    return conversation.loading === 'thread' ? 'loading' : (composer.obstacle ?? (conversation.pending ? 'unsent' : null));
  }

  /** Sends what stands in the composer. @returns whether it is being sent; `obstacle` says why not */
  async sendComposer(): Promise<boolean> {
    const { composer } = this;
    if (this.obstacle) {
      return false;
    }
    const sent = this.conversation.send(composer.draft());
    const tool = this.options.composer?.tools?.find((option) => option.id === composer.toolId);
    composer.attachments.forEach((file) => this.uploads.forget(file.key));
    composer.replace({ content: [], attachments: [], quotedText: null });
    composer.setRefusals([]);
    if (tool && !tool.persistent) {
      this.selectTool(null);
    }
    await sent;
    return true;
  }

  /** Puts the message that was not sent into the composer again, before what is there. */
  editUnsent(): void {
    const draft = this.conversation.takeBack();
    if (draft) {
      const { composer } = this;
      composer.prepend(draft.content);
      composer.replace({
        quotedText: composer.quotedText ?? draft.quotedText,
        attachments: [...draft.attachments.map((attachment) => uploaded(attachment, true)), ...composer.attachments],
        ...(draft.inference.model ? { modelId: draft.inference.model } : {}),
      });
      if (draft.inference.tool_choice) {
        this.selectTool(draft.inference.tool_choice.id);
      }
      composer.requestFocus();
    }
  }

  /** Puts content into the composer. */
  async setComposerValue(params: ComposerValueParams): Promise<void> {
    const { composer } = this;
    if (params.selectedToolId !== undefined) {
      this.selectTool(params.selectedToolId);
    }
    if (params.attachments) {
      composer.attachments.forEach((file) => this.uploads.discard(file));
    }
    composer.replace({
      ...(params.content ? { content: checkedContent(params.content) } : params.text === undefined ? {} : { content: textContent(params.text) }),
      ...(params.reply === undefined ? {} : { quotedText: params.reply || null }),
      ...(params.attachments ? { attachments: params.attachments.map((attachment) => uploaded(attachment)) } : {}),
      ...(params.selectedModelId === undefined ? {} : { modelId: params.selectedModelId }),
    });
    if (params.files?.length) {
      this.attach(params.files);
    }
  }

  /** Uploads files and attaches them to the message that is being written. */
  attach(files: readonly File[]): void {
    const { composer } = this;
    const { added, refused } = this.uploads.add(files, this.options.composer?.attachments ?? { enabled: true }, composer.attachments.length);
    composer.replace({ attachments: [...composer.attachments, ...added] });
    composer.setRefusals(refused);
  }

  /** Removes a file; its upload ends. */
  detach(file: ComposerAttachment): void {
    this.uploads.discard(file);
    this.composer.replace({ attachments: this.composer.attachments.filter((other) => other.key !== file.key) });
  }

  get uploadUrl(): string | null {
    const strategy = (this.options.api as CustomApi).uploadStrategy;
    return strategy?.type === 'direct' ? strategy.uploadUrl : null;
  }

  updateAttachment(key: string, change: Partial<ComposerAttachment>): void {
    if (!this.composer.updateAttachment(key, change)) {
      this.drafts.updateAttachment(key, change);
    }
  }

  selectTool(toolId: string | null): void {
    if (toolId !== null && !this.options.composer?.tools?.some((tool) => tool.id === toolId)) {
      this.log('unknown.tool', { toolId });
    } else if (this.composer.toolId !== toolId) {
      this.composer.replace({ toolId });
      this.emit('chatkit.tool.change', { toolId });
    }
  }

  selectModel(modelId: string): void {
    this.composer.replace({ modelId });
  }

  openHistory(): void {
    if (!this.historyOpen) {
      this.historyOpen = true;
      this.changed();
      this.emit('chatkit.history.open', undefined);
      const { history } = this.options;
      void this.history.opened(history?.showSearch !== false || history?.showOrganize !== false);
    }
  }

  /** Deletions can no longer be undone then. */
  closeHistory(): void {
    if (this.historyOpen) {
      this.historyOpen = false;
      this.history.deletions.flush();
      this.changed();
      this.emit('chatkit.history.close', undefined);
    }
  }

  /** Deletes a thread, which the history offers to undo. If it is shown, the start screen takes its place. */
  deleteThread(thread: Thread): void {
    const shown = thread.id === this.threadId;
    this.running.get(thread.id)?.stop();
    if (shown) {
      void this.show(null);
    }
    this.history.delete(thread, () => {
      if (shown && this.threadId === null && !this.conversation.pending) {
        void this.show(thread.id);
      }
    });
  }

  async renameThread(thread: Thread, title: string): Promise<boolean> {
    const renamed = await this.history.rename(thread, title);
    if (renamed && this.threadId === thread.id) {
      this.conversation.retitle(title);
    }
    return renamed;
  }

  deeplink(name: string, data: JsonObject): void {
    this.emit('chatkit.deeplink', { name, data });
  }

  announce(text: string): void {
    this.announcement = text;
    clearTimeout(this.announced);
    // the same text is announced again only when it was gone in between
    if (text !== '') {
      this.announced = setTimeout(() => this.announce(''), ANNOUNCEMENT_TIME);
    }
    this.changed();
  }

  // what a conversation reports

  threadCreated(conversation: Conversation): void {
    if (conversation.threadId) {
      this.running.set(conversation.threadId, conversation);
      if (conversation.thread) {
        this.history.touch(conversation.thread);
      }
    }
    if (conversation === this.conversation) {
      // what was written since belongs to the thread
      this.drafts.set(null, { content: [], quotedText: null, attachments: [] });
      this.drafts.set(this.threadId, this.composer);
      this.changed();
      this.emit('chatkit.thread.change', { threadId: conversation.threadId });
    }
  }

  threadChanged(thread: Thread): void {
    this.history.update(thread);
    this.changed();
  }

  turnStarted(conversation: Conversation): void {
    if (conversation.threadId) {
      this.running.set(conversation.threadId, conversation);
    }
    if (conversation.thread) {
      this.history.touch(conversation.thread);
    }
    this.emit('chatkit.response.start', undefined);
  }

  turnEnded(conversation: Conversation): void {
    if (conversation.threadId) {
      this.running.delete(conversation.threadId);
    }
    this.emit('chatkit.response.end', undefined);
  }

  messageSending(message: UnsentMessage): void {
    this.drafts.keepUnsent(message);
  }

  messageFailed(message: UnsentMessage): void {
    this.drafts.release(message);
  }

  messageSettled(message: UnsentMessage): void {
    this.drafts.forgetUnsent(message.key);
  }

  clientEffect(name: string, data: JsonObject): void {
    this.emit('chatkit.effect', { name, data });
  }

  failed(error: Error): void {
    this.emit('chatkit.error', { error });
  }

  log(name: string, data: JsonObject = {}): void {
    this.emit('chatkit.log', { name, data });
  }

  private newConversation(threadId: string | null): Conversation {
    return new Conversation(this, threadId, this.drafts.unsentOf(threadId));
  }

  private defaultModel(): string | null {
    const models = this.options.composer?.models ?? [];
    return (models.find((model) => model.default && !model.disabled) ?? models.find((model) => !model.disabled))?.id ?? null;
  }

  private async applyLocale(): Promise<void> {
    const wanted = this.options.locale;
    const { texts, locale } = await loadTexts(wanted ? [wanted] : navigator.languages);
    if (wanted !== this.options.locale) {
      // other options have come meanwhile
      return;
    }
    this.texts = texts;
    this.locale = locale;
    this.settings.emit();
    this.changed();
  }

  private connect(): ChatKitClient {
    return new ChatKitClient(this.connection(), this.options.locale ?? navigator.language);
  }

  private connection(): Connection {
    const { resume } = this.options.api;
    if (typeof (this.options.api as HostedApi).getClientSecret === 'function') {
      const url = new URL('api/chatkit', moduleDirectory);
      return {
        url: url.href,
        customFetch: false,
        fetch: (input, init) => window.fetch(input, init),
        renewable: true,
        headers: async (renew) => ({ Authorization: `Bearer ${await this.secret(renew)}` }),
        idempotencyKeys: true,
        resume: resume ?? url.origin === location.origin,
        rest: true,
      };
    }
    const api = this.options.api as CustomApi;
    const url = new URL(api.url, document.baseURI);
    return {
      url: url.href,
      customFetch: api.fetch !== undefined,
      fetch: api.fetch ?? ((input, init) => window.fetch(input, init)),
      renewable: false,
      headers: async () => ({}),
      idempotencyKeys: url.origin === location.origin || url.origin === moduleDirectory.origin,
      // a server, or a proxy before it, that does not allow the header to other origins would get no message at all
      resume: resume ?? url.origin === location.origin,
      rest: resume === true || url.origin === location.origin || url.origin === moduleDirectory.origin,
    };
  }

  /** The secret, which outlives the options: pages set those often. Requests at the same time ask for it once. */
  private async secret(renew: boolean): Promise<string> {
    if (this.clientSecret === null || renew) {
      const { getClientSecret } = this.options.api as HostedApi;
      this.renewal ??= Promise.resolve(getClientSecret(this.clientSecret)).finally(() => (this.renewal = null));
      this.clientSecret = await this.renewal;
    }
    return this.clientSecret;
  }
}
