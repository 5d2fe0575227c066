import { html, nothing } from 'lit';
import type { Chat, SendObstacle } from '../element/chat';
import type { ToolOption } from '../element/options';
import { icon } from '../icons/icons';
import { acceptAttribute } from '../state/attachment-limits';
import { plain } from '../state/content';
import { Dictation } from '../state/dictation';
import { text } from '../texts/texts';
import type { TextKey } from '../texts/en';
import './menu-button-view';
import type { MenuItem } from './menu-button-view';
import type { BuiltIn } from './suggestions';
import { define, View } from './view';

/** The element that says why something is not possible. */
export const NOTE_ID = 'ck-composer-note';

/** The row of controls under the editor. The composer tells it what it needs of the conversation, which changes all the time. */
export class ComposerControlsView extends View {
  static override properties = {
    ...View.properties,
    files: { attribute: false },
    stopping: { type: Boolean },
    obstacle: {},
    toolId: {},
    modelId: {},
  };
  /** Attaches files; null if none are taken. */
  declare files: ((files: readonly File[]) => void) | null;
  /** Whether there is a response that can be stopped. */
  declare stopping: boolean;
  declare obstacle: SendObstacle;
  declare toolId: string | null;
  declare modelId: string | null;

  protected override render() {
    const { chat } = this;
    const { composer, entities } = chat.options;
    const tools = composer?.tools ?? [];
    const selected = tools.find((tool) => tool.id === this.toolId);
    const inMenu = tools.filter((tool) => !tool.pinned);
    return html`<div class="controls" role="group" aria-label=${this.t('composer.controls')}>
      <span class="row">
        ${this.files ? this.attachButton() : nothing}
        ${entities?.onTagSearch && entities.showComposerMenu ? this.iconButton('composer.mention', 'at', () => this.mention()) : nothing}
        ${inMenu.length > 0 ? this.toolMenu(inMenu, selected) : nothing}
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

  private toolMenu(tools: readonly ToolOption[], selected: ToolOption | undefined) {
    return html`<ck-menu-button
      .chat=${this.chat}
      .label=${this.t('composer.tools')}
      .text=${''}
      .icon=${'settings-slider'}
      .items=${tools.map((tool): MenuItem => ({ id: tool.id, label: tool.label, icon: tool.icon, checked: tool === selected }))}
      .choose=${(id: string) => toggleTool(this.chat, id)}
    ></ck-menu-button>`;
  }

  private toolButton(tool: ToolOption, pressed: boolean) {
    return html`<button
      type="button"
      class="pill tool"
      aria-pressed=${pressed ? 'true' : 'false'}
      aria-label=${tool.label}
      title=${tool.label}
      @click=${() => toggleTool(this.chat, tool.id)}
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
    const current = models.find((model) => model.id === this.modelId);
    return html`<ck-menu-button
      class="end"
      .chat=${chat}
      .label=${this.t('composer.model')}
      .text=${current?.label ?? this.t('composer.model')}
      .icon=${''}
      .items=${models.map(
        (model): MenuItem => ({ id: model.id, label: model.label, description: model.description, disabled: model.disabled, checked: model === current }),
      )}
      .choose=${(id: string) => {
        chat.selectModel(id);
        chat.composer.requestFocus();
      }}
    ></ck-menu-button>`;
  }

  /** One button for both, so that the focus stays where it is when a response begins or ends. */
  private sendButton() {
    const { stopping, obstacle } = this;
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

  /** Begins a search for an entity. */
  private mention(): void {
    const { composer } = this.chat;
    const { start, end } = composer.selection;
    const apart = start === 0 || /\s$/.test(plain(composer.content).slice(0, start));
    composer.insert(start, end, [{ type: 'input_text', text: apart ? '@' : ' @' }]);
    composer.requestFocus();
  }

  private readonly stop = (event: Event) => {
    event.preventDefault();
    this.chat.conversation.stop();
  };

  private readonly onFiles = (event: Event) => {
    const input = event.target as HTMLInputElement;
    this.files?.([...(input.files ?? [])]);
    // the same file can be chosen again
    input.value = '';
  };

  /** The composer has waited for the frame already. */
  protected override async scheduleUpdate(): Promise<void> {
    this.performUpdate();
  }
}

/** Turns a tool on, or off if it is on. */
export function toggleTool(chat: Chat, id: string): void {
  const on = chat.composer.toolId !== id;
  chat.selectTool(on ? id : null);
  const label = chat.options.composer?.tools?.find((tool) => tool.id === id)?.label ?? '';
  chat.announce(text(chat.texts, on ? 'composer.tool.on' : 'composer.tool.off', label));
  chat.composer.requestFocus();
}

/** The actions of the composer, as they are found among the commands. */
export function composerActions(chat: Chat, chooseFiles: (() => void) | null): BuiltIn[] {
  const { composer } = chat.options;
  const t = (key: TextKey) => text(chat.texts, key);
  const actions: BuiltIn[] = (composer?.tools ?? []).map((tool) => ({
    label: tool.label,
    icon: tool.icon,
    group: t('composer.tools'),
    run: () => toggleTool(chat, tool.id),
  }));
  const group = t('composer.actions');
  if (chooseFiles) {
    actions.push({ label: t('composer.attach'), icon: 'paperclip', group, run: chooseFiles });
  }
  if (composer?.dictation?.enabled && Dictation.supported) {
    actions.push({ label: t('composer.dictation.start'), icon: 'microphone', group, run: () => void chat.dictation.start() });
  }
  if (chat.threadId !== null) {
    actions.push({ label: t('thread.new'), icon: 'compose', group, run: () => void chat.open(null) });
  }
  return actions;
}

define('ck-composer-controls', ComposerControlsView);
