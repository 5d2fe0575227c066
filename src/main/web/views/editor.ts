import type { InputTag, UserContent } from '../protocol/wire';
import type { Selection } from '../state/composer';
import { checkedContent, joined, lengthOf, readable, replaceRange, slice, textContent } from '../state/content';
import { EditHistory } from './edit-history';
import { caretFromPoint, selectedBoundaries, type Boundary } from './selection';

/** The clipboard's type of content with tags. */
const CLIPBOARD_TYPE = 'application/x-chatkit-content';

/** What browsers may do by themselves; everything else is prevented, or done here. */
const NATIVE = /^(insertText|insertReplacementText|insertTranspose|insertCompositionText|insertFromComposition|delete\w+)$/;

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
 *
 * <p>The element has text nodes, tags, and at its end a line break without a meaning where browsers need one to show the caret.
 */
export class Editor {
  private content: UserContent[] = [];
  private selection: Selection = { start: 0, end: 0 };
  private readonly tags = new WeakMap<Node, InputTag>();
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
      default:
        if (!NATIVE.test(event.inputType)) {
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
    this.content = this.read();
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
    const parts = this.dragged ? slice(this.content, this.dragged.start, this.dragged.end) : contentOf(data, data.getData('text/plain'));
    const boundary = caretFromPoint(this.element, event.clientX, event.clientY);
    let position = boundary ? this.positionOf(boundary) : lengthOf(this.content);
    if (this.dragged && position > this.dragged.start && position < this.dragged.end) {
      return;
    }
    if (this.dragged && !event.ctrlKey && !event.altKey) {
      const { start, end } = this.dragged;
      this.edit([], this.dragged);
      position -= position >= end ? end - start : 0;
    }
    this.dragged = null;
    this.edit(parts, { start: position, end: position });
    this.focus();
  }

  /** Replaces a range. */
  private edit(parts: readonly UserContent[], range: Selection = this.readSelection()): void {
    this.history.record('replace', this.content, range);
    this.content = replaceRange(this.content, range.start, range.end, parts);
    const position = range.start + lengthOf(parts);
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

  // between the element and the content

  private render(): void {
    const nodes: Node[] = this.content.map((part) => (part.type === 'input_text' ? document.createTextNode(part.text) : this.chip(part)));
    this.element.replaceChildren(...nodes);
    this.addFiller();
  }

  private chip(tag: InputTag): HTMLElement {
    const chip = document.createElement('span');
    chip.className = 'tag';
    chip.contentEditable = 'false';
    chip.textContent = tag.text;
    this.tags.set(chip, tag);
    return chip;
  }

  /** Makes the element canonical after a change by the browser, if it is not. */
  private tidy(): void {
    const canonical = [...this.element.childNodes].every(
      (node, index, all) => node instanceof Text || this.tags.has(node) || (node.nodeName === 'BR' && index === all.length - 1 && index > 0),
    );
    if (!canonical || this.content.length === 0) {
      this.render();
      this.applySelection();
    } else {
      this.addFiller();
    }
  }

  private addFiller(): void {
    const last = this.content.at(-1);
    const needed = last && (last.type === 'input_tag' || last.text.endsWith('\n'));
    if (needed && this.element.lastChild?.nodeName !== 'BR') {
      this.element.append(document.createElement('br'));
    }
  }

  private read(): UserContent[] {
    const parts: UserContent[] = [];
    for (const { part } of this.walk(this.element)) {
      parts.push(part);
    }
    return joined(parts);
  }

  /** The nodes that are content, in order. */
  private *walk(parent: Node): Generator<{ node: Node; part: UserContent }> {
    for (const node of parent.childNodes) {
      const tag = this.tags.get(node);
      if (tag) {
        yield { node, part: tag };
      } else if (node instanceof Text) {
        yield { node, part: { type: 'input_text', text: node.data } };
      } else if (node.nodeName === 'BR') {
        if (node !== this.element.lastChild) {
          yield { node, part: { type: 'input_text', text: '\n' } };
        }
      } else {
        yield* this.walk(node);
      }
    }
  }

  private readSelection(): Selection {
    const boundaries = selectedBoundaries(this.element);
    return boundaries ? { start: this.positionOf(boundaries[0]), end: this.positionOf(boundaries[1]) } : this.selection;
  }

  /** Some keys take the caret into a tag, where nothing can be typed. */
  private leaveTag(): void {
    const [start, end] = selectedBoundaries(this.element) ?? [];
    if (start && start[0] === end?.[0] && start[1] === end[1] && start[0] !== this.element && start[0].parentNode !== this.element) {
      this.selection = this.readSelection();
      this.applySelection();
    }
  }

  private positionOf([container, offset]: Boundary): number {
    const range = document.createRange();
    range.setStart(container, offset);
    let position = 0;
    for (const { node, part } of this.walk(this.element)) {
      if (node === container && node instanceof Text) {
        return position + offset;
      }
      if (node.contains(container)) {
        return offset === 0 ? position : position + 1;
      }
      if (range.comparePoint(node.parentNode!, [...node.parentNode!.childNodes].indexOf(node as ChildNode)) >= 0) {
        return position;
      }
      position += lengthOf([part]);
    }
    return position;
  }

  private boundaryOf(position: number): Boundary {
    let rest = position;
    const nodes = [...this.element.childNodes];
    for (const [index, node] of nodes.entries()) {
      const length = node instanceof Text ? node.length : this.tags.has(node) ? 1 : 0;
      const next = nodes[index + 1];
      if (node instanceof Text && (rest < length || (rest === length && !(next instanceof Text)))) {
        return [node, rest];
      }
      if (rest === 0) {
        return [this.element, index];
      }
      rest -= length;
    }
    return [this.element, nodes.at(-1)?.nodeName === 'BR' ? nodes.length - 1 : nodes.length];
  }

  private applySelection(): void {
    const start = this.boundaryOf(this.selection.start);
    const end = this.boundaryOf(this.selection.end);
    document.getSelection()?.setBaseAndExtent(...start, ...end);
    this.scrollToCaret(end);
  }

  private scrollToCaret(boundary: Boundary): void {
    const { element } = this;
    if (this.selection.end >= lengthOf(this.content)) {
      element.scrollTop = element.scrollHeight;
      return;
    }
    const range = document.createRange();
    range.setStart(...boundary);
    const caret = range.getBoundingClientRect();
    const box = element.getBoundingClientRect();
    if (caret.height > 0 && (caret.top < box.top || caret.bottom > box.bottom)) {
      element.scrollTop += caret.top < box.top ? caret.top - box.top : caret.bottom - box.bottom;
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
