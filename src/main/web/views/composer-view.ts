import { html, nothing, type TemplateResult } from 'lit';
import type { SendObstacle } from '../element/chat';
import type { ToolOption } from '../element/options';
import { icon } from '../icons/icons';
import { acceptAttribute } from '../state/attachment-limits';
import { plain } from '../state/content';
import type { Conversation } from '../state/conversation';
import { Dictation } from '../state/dictation';
import type { TextKey } from '../texts/en';
import './attachments-view';
import './dictation-view';
import { FileDrop } from './file-drop';
import './editor-view';
import './menu-button-view';
import type { MenuItem } from './menu-button-view';
import './quote-view';
import { Suggestions, type BuiltIn } from './suggestions';
import './suggestions-view';
import { define, View } from './view';

const NOTE_ID = 'ck-composer-note';

/** Where messages are written. */
export class ComposerView extends View {
  static override properties = { ...View.properties, dropping: { state: true }, explained: { state: true } };
  /** Whether files are dragged over the chat. */
  declare dropping: boolean;
  /** The obstacle that a person has met by trying to send. */
  declare explained: SendObstacle;

  private suggestions!: Suggestions;
  private conversation: Conversation | null = null;
  private endSubscription: (() => void) | undefined;
  private readonly drop = new FileDrop({
    accepts: () => this.takesFiles,
    hint: (shown) => (this.dropping = shown),
    dropped: (files, folders) => this.attach(files, folders),
  });

  protected override watched() {
    return [this.chat.conversation, this.chat.composer, this.chat.dictation];
  }

  private get takesFiles(): boolean {
    return this.chat.options.composer?.attachments?.enabled === true && !this.closed;
  }

  private get closed(): boolean {
    return (this.chat.conversation.thread?.status?.type ?? 'active') !== 'active';
  }

  protected override willUpdate(): void {
    this.suggestions ??= new Suggestions(this.chat, () => this.builtIns());
    super.willUpdate();
    const { obstacle } = this.chat;
    if (this.explained !== obstacle) {
      this.explained = null;
    }
  }

  protected override render() {
    const { chat } = this;
    const { composer } = chat;
    const tool = this.tool(composer.toolId);
    const note = this.note();
    return html`
      <ck-quote .chat=${chat}></ck-quote>
      <div class="composer">
        <ck-suggestions .chat=${chat} .suggestions=${this.suggestions}></ck-suggestions>
        <form class=${this.closed ? 'surface closed' : 'surface'} ?hidden=${this.closed && composer.empty && !composer.quotedText} @submit=${this.onSubmit} @pointerdown=${this.onPointerDown}>
          ${composer.quotedText ? this.quotation(composer.quotedText) : nothing}
          <ck-attachments .chat=${chat}></ck-attachments>
          <ck-editor
            .chat=${chat}
            .suggestions=${this.suggestions}
            .placeholder=${tool?.placeholderOverride ?? chat.options.composer?.placeholder ?? this.t('composer.placeholder')}
            .disabled=${this.closed}
            .describedBy=${note ? NOTE_ID : ''}
            .submit=${() => this.send()}
            .files=${this.takesFiles ? (files: readonly File[]) => this.attach(files) : null}
          ></ck-editor>
          ${this.closed ? nothing : chat.dictation.status === 'idle' ? this.controls(tool) : html`<div class="controls"><ck-dictation .chat=${chat}></ck-dictation></div>`}
        </form>
        <div id=${NOTE_ID} class="note" role="status">${note}</div>
      </div>
      ${this.dropping ? html`<div class="drop-hint">${icon('upload')}<span>${this.t('composer.drop')}</span></div>` : nothing}
    `;
  }

  private quotation(text: string) {
    return html`<div class="quotation">
      ${icon('reply')}
      <blockquote aria-label=${this.t('composer.quotation')}>${text}</blockquote>
      <button
        type="button"
        class="icon-only"
        aria-label=${this.t('composer.quotation.remove')}
        title=${this.t('composer.remove')}
        @click=${() => {
          this.chat.composer.replace({ quotedText: null });
          this.chat.composer.requestFocus();
        }}
      >
        ${icon('close')}
      </button>
    </div>`;
  }

  private controls(selected: ToolOption | undefined) {
    const { chat } = this;
    const { composer, entities } = chat.options;
    const tools = composer?.tools ?? [];
    const inMenu = tools.filter((tool) => !tool.pinned);
    return html`<div class="controls" role="group" aria-label=${this.t('composer.controls')}>
      <span class="row">
        ${this.takesFiles ? this.attachButton() : nothing}
        ${entities?.onTagSearch && entities.showComposerMenu ? this.iconButton('composer.mention', 'at', () => this.mention()) : nothing}
        ${inMenu.length > 0
          ? html`<ck-menu-button
              .chat=${chat}
              .label=${this.t('composer.tools')}
              .text=${''}
              .icon=${'settings-slider'}
              .items=${inMenu.map((tool): MenuItem => ({ id: tool.id, label: tool.label, icon: tool.icon, checked: tool === selected }))}
              .choose=${(id: string) => this.toggleTool(id)}
            ></ck-menu-button>`
          : nothing}
        ${tools.filter((tool) => tool.pinned || tool === selected).map((tool) => this.toolButton(tool, tool === selected))}
      </span>
      <span class="row end">
        ${this.models()}
        ${composer?.dictation?.enabled && Dictation.supported
          ? this.iconButton('composer.dictation.start', 'microphone', () => void chat.dictation.start())
          : nothing}
        ${this.sendButton()}
      </span>
    </div>`;
  }

  private attachButton() {
    const { accept } = this.chat.options.composer?.attachments ?? {};
    return html`${this.iconButton('composer.attach', 'plus', () => this.querySelector<HTMLInputElement>('input[type="file"]')?.click())}
      <input
        type="file"
        class="visually-hidden"
        multiple
        tabindex="-1"
        aria-hidden="true"
        aria-label=${this.t('composer.attach')}
        accept=${acceptAttribute(accept) || nothing}
        @change=${this.onFiles}
      />`;
  }

  private iconButton(key: TextKey, name: string, action: () => void) {
    return html`<button type="button" class="icon-only" aria-label=${this.t(key)} title=${this.t(key)} @click=${action}>${icon(name)}</button>`;
  }

  private toolButton(tool: ToolOption, pressed: boolean) {
    return html`<button
      type="button"
      class="pill tool"
      aria-pressed=${pressed ? 'true' : 'false'}
      aria-label=${tool.label}
      title=${tool.label}
      @click=${() => this.toggleTool(tool.id)}
    >
      ${icon(tool.icon)}<span>${pressed ? (tool.shortLabel ?? tool.label) : tool.label}</span>${pressed ? icon('close') : nothing}
    </button>`;
  }

  private models() {
    const { chat } = this;
    const models = chat.options.composer?.models ?? [];
    if (models.length === 0) {
      return nothing;
    }
    const current = models.find((model) => model.id === chat.composer.modelId);
    return html`<ck-menu-button
      class="end"
      .chat=${chat}
      .label=${this.t('composer.model')}
      .text=${current?.label ?? this.t('composer.model')}
      .icon=${''}
      .items=${models.map(
        (model): MenuItem => ({ id: model.id, label: model.label, description: model.description, disabled: model.disabled, checked: model.id === chat.composer.modelId }),
      )}
      .choose=${(id: string) => {
        chat.selectModel(id);
        chat.composer.requestFocus();
      }}
    ></ck-menu-button>`;
  }

  /** One button for both, so that the focus stays where it is when a response begins or ends. */
  private sendButton() {
    const { conversation, obstacle } = this.chat;
    const stopping = conversation.running && conversation.cancellable;
    const label = this.t(stopping ? 'composer.stop' : 'composer.send');
    return html`<button
      type=${stopping ? 'button' : 'submit'}
      class="primary icon-only send"
      aria-label=${label}
      title=${label}
      aria-disabled=${!stopping && obstacle ? 'true' : nothing}
      aria-describedby=${obstacle && !stopping ? NOTE_ID : nothing}
      @click=${stopping ? this.stop : nothing}
    >
      ${icon(stopping ? 'stop' : 'arrow-up')}
    </button>`;
  }

  /** Why something is not possible, in words. */
  private note(): TemplateResult | typeof nothing {
    const { chat } = this;
    const { status } = chat.conversation.thread ?? {};
    if (this.closed) {
      return html`<span>${status?.reason ?? this.t(status?.type === 'locked' ? 'composer.locked' : 'composer.closed')}</span>
        <button type="button" @click=${() => void chat.open(null)}>${this.t('thread.new')}</button>`;
    }
    if (chat.dictation.failure) {
      return html`<span class="problem">${chat.dictation.detail ?? this.t(`composer.dictation.${chat.dictation.failure}`)}</span>
        <button type="button" class="icon-only" aria-label=${this.t('composer.dismiss')} @click=${() => chat.dictation.dismissFailure()}>${icon('close')}</button>`;
    }
    if (this.explained === 'running' && !chat.conversation.cancellable) {
      return html`<span>${this.t('composer.obstacle.waiting')}</span>`;
    }
    switch (this.explained) {
      case 'uploading':
      case 'upload-failed':
      case 'running':
      case 'loading':
      case 'unsent':
      case 'recording':
        return html`<span>${this.t(`composer.obstacle.${this.explained}`)}</span>`;
      default:
        return nothing;
    }
  }

  private tool(id: string | null): ToolOption | undefined {
    return this.chat.options.composer?.tools?.find((tool) => tool.id === id);
  }

  private toggleTool(id: string): void {
    const { chat } = this;
    chat.selectTool(chat.composer.toolId === id ? null : id);
    const tool = this.tool(id);
    chat.announce(this.t(chat.composer.toolId === id ? 'composer.tool.on' : 'composer.tool.off', tool?.label ?? ''));
    chat.composer.requestFocus();
  }

  /** Begins a search for an entity. */
  private mention(): void {
    const { composer } = this.chat;
    const { start, end } = composer.selection;
    const apart = start === 0 || /\s$/.test(plain(composer.content).slice(0, start));
    composer.insert(start, end, [{ type: 'input_text', text: apart ? '@' : ' @' }]);
    composer.requestFocus();
  }

  /** The actions of the composer, as they are found among the commands. */
  private builtIns(): BuiltIn[] {
    const { chat } = this;
    const { composer } = chat.options;
    const group = this.t('composer.actions');
    const actions: BuiltIn[] = (composer?.tools ?? []).map((tool) => ({ label: tool.label, icon: tool.icon, group: this.t('composer.tools'), run: () => this.toggleTool(tool.id) }));
    if (this.takesFiles) {
      actions.push({ label: this.t('composer.attach'), icon: 'paperclip', group, run: () => this.querySelector<HTMLInputElement>('input[type="file"]')?.click() });
    }
    if (composer?.dictation?.enabled && Dictation.supported) {
      actions.push({ label: this.t('composer.dictation.start'), icon: 'microphone', group, run: () => void chat.dictation.start() });
    }
    if (chat.threadId !== null) {
      actions.push({ label: this.t('thread.new'), icon: 'compose', group, run: () => void chat.open(null) });
    }
    return actions;
  }

  private attach(files: readonly File[], folders: readonly string[] = []): void {
    const { chat } = this;
    chat.attach(files);
    if (folders.length > 0) {
      chat.composer.setRefusals([...chat.composer.refusals, ...folders.map((name) => ({ name, reason: 'folder' as const, limit: 0 }))]);
    }
    chat.composer.requestFocus();
  }

  private send(): void {
    const { obstacle } = this.chat;
    if (obstacle) {
      this.explained = this.chat.composer.empty ? null : obstacle;
    } else {
      void this.chat.sendComposer();
    }
    this.chat.composer.requestFocus();
  }

  private readonly onSubmit = (event: Event) => {
    event.preventDefault();
    this.send();
  };

  private readonly stop = (event: Event) => {
    event.preventDefault();
    this.chat.conversation.stop();
  };

  private readonly onFiles = (event: Event) => {
    const input = event.target as HTMLInputElement;
    this.attach([...(input.files ?? [])]);
    // the same file can be chosen again
    input.value = '';
  };

  /** A press beside the controls goes to the editor, as if the whole surface were it. */
  private readonly onPointerDown = (event: Event) => {
    if (event.target === event.currentTarget || (event.target as Element).matches('.controls, .row')) {
      event.preventDefault();
      this.chat.composer.requestFocus();
    }
  };

  private readonly onKeyDown = (event: Event) => {
    const { key, isComposing, defaultPrevented } = event as KeyboardEvent;
    const { chat } = this;
    if (key !== 'Escape' || isComposing || defaultPrevented || chat.historyOpen) {
      return;
    }
    if (chat.dictation.status !== 'idle') {
      event.preventDefault();
      chat.dictation.cancel();
      chat.composer.requestFocus();
    } else if (chat.conversation.running && chat.conversation.cancellable) {
      event.preventDefault();
      chat.conversation.stop();
    }
  };

  /** A new conversation begins in the editor, if the focus was in the chat. It must be asked before views have changed. */
  private readonly onChat = () => {
    const { conversation, composer } = this.chat;
    if (this.conversation !== conversation) {
      const known = this.conversation !== null;
      this.conversation = conversation;
      if (known && conversation.threadId === null && (this.getRootNode() as ShadowRoot).activeElement) {
        composer.requestFocus();
      }
    }
  };

  override connectedCallback(): void {
    super.connectedCallback();
    this.conversation = this.chat.conversation;
    this.endSubscription = this.chat.subscribe(this.onChat);
    const root = this.getRootNode();
    root.addEventListener('keydown', this.onKeyDown);
    this.drop.listen(root);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.endSubscription?.();
    this.drop.end();
  }
}

define('ck-composer', ComposerView);
