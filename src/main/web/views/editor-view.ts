import { html, nothing } from 'lit';
import type { Conversation } from '../state/conversation';
import { Editor } from './editor';
import type { Suggestions } from './suggestions';
import { LISTBOX_ID, optionId } from './suggestions-view';
import { define, View } from './view';

/** The editable text of the composer. */
export class EditorView extends View {
  static override properties = {
    ...View.properties,
    suggestions: { attribute: false },
    submit: { attribute: false },
    files: { attribute: false },
    placeholder: {},
    disabled: { type: Boolean },
    describedBy: {},
  };
  declare suggestions: Suggestions;
  declare submit: () => void;
  declare files: ((files: readonly File[]) => void) | null;
  declare placeholder: string;
  declare disabled: boolean;
  declare describedBy: string;

  private editor: Editor | null = null;
  private shown = -1;
  private shownIn: Conversation | null = null;
  private focusRequests = 0;

  protected override watched() {
    return [this.chat.composer, this.suggestions];
  }

  protected override render() {
    const { suggestions } = this;
    const searching = this.chat.options.entities?.onTagSearch || this.chat.options.commands?.enabled;
    return html`<div
      class="input ${this.chat.composer.content.length === 0 ? 'blank' : ''}"
      data-composer-input
      data-placeholder=${this.placeholder}
      role="textbox"
      aria-multiline="true"
      aria-label=${this.t('composer.label')}
      aria-placeholder=${this.placeholder}
      aria-describedby=${this.describedBy || nothing}
      aria-disabled=${this.disabled ? 'true' : nothing}
      aria-autocomplete=${searching ? 'list' : nothing}
      aria-controls=${suggestions.open && suggestions.activeOption ? LISTBOX_ID : nothing}
      aria-activedescendant=${suggestions.open && suggestions.activeOption ? optionId(suggestions.active) : nothing}
      tabindex="0"
      enterkeyhint="send"
      dir=${this.chat.composer.content.length === 0 ? nothing : 'auto'}
      spellcheck="true"
    ></div>`;
  }

  protected override updated(): void {
    const { composer, conversation } = this.chat;
    const element = this.querySelector<HTMLElement>('.input')!;
    makeEditable(element, !this.disabled);
    this.editor ??= new Editor(element, {
      changed: (content, selection) => {
        composer.edited(content, selection);
        this.suggestions.update(content, selection);
      },
      submit: () => this.submit(),
      key: (event) => this.onKey(event),
      files: (files) => this.files?.(files),
    });
    if (this.shown !== composer.revision) {
      this.shown = composer.revision;
      this.editor.show(composer.content, composer.selection, this.shownIn !== conversation);
      this.shownIn = conversation;
      this.suggestions.update(composer.content, composer.selection);
    }
    if (this.focusRequests !== composer.focusRequests) {
      this.focusRequests = composer.focusRequests;
      this.editor.focus();
    }
  }

  /** Moves the focus here, to where the last change was made; browsers begin at the start. */
  focusInput(): void {
    this.editor?.focus();
  }

  private onKey(event: KeyboardEvent): boolean {
    const { suggestions } = this;
    if (!suggestions.open || event.ctrlKey || event.metaKey || event.altKey) {
      return false;
    }
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        suggestions.move(event.key === 'ArrowDown' ? 1 : -1);
        break;
      case 'Enter':
      case 'Tab':
        if (event.shiftKey || !suggestions.confirm()) {
          return false;
        }
        break;
      case 'Escape':
        suggestions.dismiss();
        break;
      default:
        return false;
    }
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  private readonly onSelectionChange = () => this.editor?.onSelectionChange();

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('selectionchange', this.onSelectionChange);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('selectionchange', this.onSelectionChange);
  }
}

/** Text only, where browsers know that; the editor prevents formatting in any case. */
function makeEditable(element: HTMLElement, editable: boolean): void {
  const value = editable ? 'plaintext-only' : 'false';
  if (element.contentEditable !== value && !(editable && element.contentEditable === 'true')) {
    try {
      element.contentEditable = value;
    } catch {
      element.contentEditable = 'true';
    }
  }
}

define('ck-editor', EditorView);
