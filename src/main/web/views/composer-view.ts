import { html, nothing, type TemplateResult } from 'lit';
import type { SendObstacle } from '../element/chat';
import { icon } from '../icons/icons';
import type { Conversation } from '../state/conversation';
import './attachments-view';
import { composerActions, NOTE_ID } from './composer-controls-view';
import './dictation-view';
import './editor-view';
import { FileDrop } from './file-drop';
import './quote-view';
import { Suggestions } from './suggestions';
import './suggestions-view';
import { define, View } from './view';

/** Where messages are written. */
export class ComposerView extends View {
  static override properties = { ...View.properties, dropping: { state: true }, explained: { state: true } };
  /** Whether files are dragged over the chat. */
  declare dropping: boolean;
  /** The obstacle that a person has met by trying to send. */
  declare explained: SendObstacle;

  private suggestions!: Suggestions;
  private shown: unknown[] = [];
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
    this.suggestions ??= new Suggestions(this.chat, () => composerActions(this.chat, this.takesFiles ? () => this.chooseFiles() : null));
    super.willUpdate();
    const { obstacle } = this.chat;
    if (this.explained !== obstacle) {
      this.explained = null;
    }
  }

  /** While a response streams, the conversation changes all the time; most of it is none of the composer's business. */
  protected override shouldUpdate(changes: Map<PropertyKey, unknown>): boolean {
    const { chat } = this;
    const { composer, conversation, dictation } = chat;
    const { running, cancellable, loading, pending, thread } = conversation;
    const state = [chat.version, composer.version, dictation.version, conversation, running, cancellable, loading === 'thread', pending?.failure, pending === null, thread];
    const changed = changes.size > 0 || state.some((value, index) => value !== this.shown[index]);
    this.shown = state;
    return changed;
  }

  protected override render() {
    const { chat } = this;
    const { composer } = chat;
    const tool = chat.options.composer?.tools?.find((option) => option.id === composer.toolId);
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
            .files=${this.takesFiles ? this.onFiles : null}
          ></ck-editor>
          ${this.closed ? nothing : this.controls()}
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

  private controls() {
    const { chat } = this;
    const { composer, conversation } = chat;
    return chat.dictation.status === 'idle'
      ? html`<ck-composer-controls
          .chat=${chat}
          .files=${this.takesFiles ? this.onFiles : null}
          .stopping=${conversation.running && conversation.cancellable}
          .obstacle=${chat.obstacle}
          .toolId=${composer.toolId}
          .modelId=${composer.modelId}
        ></ck-composer-controls>`
      : html`<div class="controls"><ck-dictation .chat=${chat}></ck-dictation></div>`;
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

  private chooseFiles(): void {
    this.querySelector<HTMLInputElement>('input[type="file"]')?.click();
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

  private readonly onFiles = (files: readonly File[]) => this.attach(files);

  private readonly onSubmit = (event: Event) => {
    event.preventDefault();
    this.send();
  };

  /** A press beside the controls goes to the editor, as if the whole surface were it. */
  private readonly onPointerDown = (event: Event) => {
    if (event.target === event.currentTarget || (event.target as Element).matches('ck-composer-controls, .controls, .row')) {
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
    this.getRootNode().removeEventListener('keydown', this.onKeyDown);
    // there would be no control to end the recording
    this.chat.dictation.cancel();
  }
}

define('ck-composer', ComposerView);
