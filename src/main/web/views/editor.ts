import type { UserContent } from '../protocol/wire';
import type { Selection } from '../state/composer';
import { checkedContent, lengthOf, readable, replaceRange, slice, textContent } from '../state/content';
import { EditHistory } from './edit-history';
import { EditorText } from './editor-text';
import { caretFromPoint } from './selection';

/** The clipboard's type of content with tags. */
const CLIPBOARD_TYPE = 'application/x-chatkit-content';

/** What browsers may not do: a message has no formats, and no objects other than tags. */
const PREVENTED = /^(format|insert(Link|OrderedList|UnorderedList|HorizontalRule))/;

export interface EditorHost {
  changed(content: readonly UserContent[], selection: Selection): void;
  submit(): void;
  /** @returns whether the key has been dealt with */
  key(event: KeyboardEvent): boolean;
  files(files: readonly File[]): void;
}

/**
 * Text with tags in an editable element. The browser edits text by itself, so that input methods, spelling corrections and the
 * keyboards of phones work; after each change the element is read. Lines, tags, the clipboard and undo are done here, on the
 * content, which is then shown again.
 */
export class Editor {
  private content: UserContent[] = [];
  private selection: Selection = { start: 0, end: 0 };
  private readonly text: EditorText;
  private readonly history = new EditHistory();
  private composing = false;
  /** The last key belonged to an input method. */
  private keyOfComposition = false;
  private pointing = false;
  /** What is being dragged out of this editor. */
  private dragged: Selection | null = null;

  constructor(
    private readonly element: HTMLElement,
    private readonly host: EditorHost,
  ) {
    this.text = new EditorText(element);
    element.addEventListener('keydown', (event) => this.onKey(event));
    element.addEventListener('beforeinput', (event) => this.onBeforeInput(event));
    element.addEventListener('input', () => this.onInput());
    element.addEventListener('compositionstart', () => (this.composing = true));
    element.addEventListener('compositionend', () => {
      this.composing = false;
      this.onInput();
    });
    element.addEventListener('paste', (event) => this.onPaste(event));
    element.addEventListener('copy', (event) => this.onCopy(event, false));
    element.addEventListener('cut', (event) => this.onCopy(event, true));
    element.addEventListener('dragstart', () => (this.dragged = this.selection));
    element.addEventListener('dragend', () => (this.dragged = null));
    element.addEventListener('drop', (event) => this.onDrop(event));
    element.addEventListener('pointerdown', () => {
      this.pointing = true;
      setTimeout(() => (this.pointing = false), 500);
    });
    element.addEventListener('focus', () => this.pointing || this.applySelection());
  }

  /** Shows other content. @param fresh whether it has nothing to do with what was there, so that it cannot be undone */
  show(content: readonly UserContent[], selection: Selection, fresh: boolean): void {
    if (fresh) {
      this.history.clear();
    } else {
      this.history.record('replace', this.content, this.selection);
    }
    this.content = [...content];
    this.selection = selection;
    this.render();
    if (this.focused) {
      this.applySelection();
    }
  }

  focus(): void {
    this.element.focus({ preventScroll: true });
    this.applySelection();
  }

  get focused(): boolean {
    return (this.element.getRootNode() as ShadowRoot | Document).activeElement === this.element;
  }

  /** The selection has changed; called for that of the page. */
  readonly onSelectionChange = () => {
    if (this.focused && !this.composing) {
      const selection = this.readSelection();
      this.leaveTag();
      if (selection.start !== this.selection.start || selection.end !== this.selection.end) {
        this.selection = selection;
        this.host.changed(this.content, selection);
      }
    }
  };

  private onKey(event: KeyboardEvent): void {
    // Safari reports the Enter that ends a composition after its end; only the code tells
    this.keyOfComposition = event.isComposing || event.keyCode === 229;
    if (this.keyOfComposition || event.defaultPrevented || this.host.key(event)) {
      return;
    }
    this.leaveTag();
    const command = event.ctrlKey || event.metaKey;
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      this.host.submit();
    } else if (command && !event.altKey && event.key.toLowerCase() === 'z') {
      event.preventDefault();
      this.travel(event.shiftKey);
    } else if (event.ctrlKey && !event.altKey && event.key.toLowerCase() === 'y') {
      event.preventDefault();
      this.travel(true);
    }
  }

  private onBeforeInput(event: InputEvent): void {
    if (this.composing || event.isComposing) {
      return;
    }
    switch (event.inputType) {
      case 'insertParagraph':
      case 'insertLineBreak':
        event.preventDefault();
        if (!this.keyOfComposition) {
          this.edit([{ type: 'input_text', text: '\n' }]);
        }
        return;
      case 'historyUndo':
      case 'historyRedo':
        event.preventDefault();
        this.travel(event.inputType === 'historyRedo');
        return;
      case 'deleteContentBackward':
      case 'deleteContentForward':
        this.deleteTag(event);
        return;
      case 'insertText':
        this.insertOverTags(event);
        return;
      case 'insertFromPaste':
      case 'insertFromDrop':
        event.preventDefault();
        this.edit(contentOf(event.dataTransfer, event.dataTransfer?.getData('text/plain') ?? event.data ?? ''));
        return;
      default:
        if (PREVENTED.test(event.inputType)) {
          event.preventDefault();
        }
    }
  }

  /** Browsers disagree on how a tag is deleted. */
  private deleteTag(event: InputEvent): void {
    const { start, end } = (this.selection = this.readSelection());
    const from = start < end ? start : event.inputType === 'deleteContentBackward' ? start - 1 : start;
    const deleted = slice(this.content, from, start < end ? end : from + 1);
    if (from >= 0 && deleted.some((part) => part.type === 'input_tag')) {
      event.preventDefault();
      this.edit([], { start: from, end: Math.max(end, from + 1) });
    }
  }

  private insertOverTags(event: InputEvent): void {
    const { start, end } = (this.selection = this.readSelection());
    if (event.data !== null && slice(this.content, start, end).some((part) => part.type === 'input_tag')) {
      event.preventDefault();
      this.edit(textContent(event.data));
    }
  }

  private onInput(): void {
    const before = this.content;
    const selectionBefore = this.selection;
    this.content = this.text.read();
    this.selection = this.readSelection();
    if (!this.composing) {
      this.history.record('type', before, selectionBefore);
      this.tidy();
    }
    this.host.changed(this.content, this.selection);
  }

  private onPaste(event: ClipboardEvent): void {
    event.preventDefault();
    const data = event.clipboardData;
    const text = data?.getData('text/plain') ?? '';
    // an image from a text processor comes with its text, which is meant
    if (data && data.files.length > 0 && text === '') {
      this.host.files([...data.files]);
    } else {
      this.edit(contentOf(data, text));
    }
  }

  private onCopy(event: ClipboardEvent, cut: boolean): void {
    const { start, end } = (this.selection = this.readSelection());
    if (start === end || !event.clipboardData) {
      return;
    }
    event.preventDefault();
    const part = slice(this.content, start, end);
    event.clipboardData.setData('text/plain', readable(part));
    event.clipboardData.setData(CLIPBOARD_TYPE, JSON.stringify(part));
    if (cut) {
      this.edit([]);
    }
  }

  private onDrop(event: DragEvent): void {
    const data = event.dataTransfer;
    if (!data || data.files.length > 0) {
      return;
    }
    event.preventDefault();
    const boundary = caretFromPoint(this.element, event.clientX, event.clientY);
    const position = boundary ? this.text.positionOf(boundary) : lengthOf(this.content);
    const { dragged } = this;
    this.dragged = null;
    if (!dragged) {
      this.edit(contentOf(data, data.getData('text/plain')), { start: position, end: position });
    } else if (position <= dragged.start || position >= dragged.end) {
      this.move(dragged, position, event.ctrlKey || event.altKey);
    }
    this.focus();
  }

  /** Moves, or copies, a part of the content. */
  private move({ start, end }: Selection, position: number, copy: boolean): void {
    const part = slice(this.content, start, end);
    const rest = copy ? this.content : replaceRange(this.content, start, end, []);
    const target = !copy && position >= end ? position - (end - start) : position;
    this.replace(replaceRange(rest, target, target, part), target + lengthOf(part));
  }

  /** Replaces a range. */
  private edit(parts: readonly UserContent[], range: Selection = this.readSelection()): void {
    this.replace(replaceRange(this.content, range.start, range.end, parts), range.start + lengthOf(parts), range);
  }

  private replace(content: UserContent[], position: number, before: Selection = this.selection): void {
    this.history.record('replace', this.content, before);
    this.content = content;
    this.selection = { start: position, end: position };
    this.render();
    this.applySelection();
    this.host.changed(this.content, this.selection);
  }

  private travel(forward: boolean): void {
    const state = this.history.travel(forward, this.content, this.selection);
    if (state) {
      this.content = [...state.content];
      this.selection = state.selection;
      this.render();
      this.applySelection();
      this.host.changed(this.content, this.selection);
    }
  }

  private render(): void {
    this.text.render(this.content);
  }

  /** Makes the element canonical after a change by the browser, if it is not. */
  private tidy(): void {
    if (!this.text.canonical || this.content.length === 0) {
      this.render();
      this.applySelection();
    } else {
      this.text.addFiller(this.content);
    }
  }

  private readSelection(): Selection {
    return this.text.selection() ?? this.selection;
  }

  /** Some keys take the caret into a tag, where nothing can be typed. */
  private leaveTag(): void {
    if (this.text.caretInTag()) {
      this.selection = this.readSelection();
      this.applySelection();
    }
  }

  private applySelection(): void {
    this.text.select(this.selection);
    if (this.selection.end >= lengthOf(this.content)) {
      this.element.scrollTop = this.element.scrollHeight;
    } else {
      this.text.scrollTo(this.selection.end);
    }
  }
}

function contentOf(data: DataTransfer | null, text: string): UserContent[] {
  try {
    const content = checkedContent(JSON.parse(data?.getData(CLIPBOARD_TYPE) || 'null'));
    return content.length > 0 ? content : textContent(text);
  } catch {
    return textContent(text);
  }
}
