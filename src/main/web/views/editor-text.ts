import type { InputTag, UserContent } from '../protocol/wire';
import type { Selection } from '../state/composer';
import { joined, lengthOf } from '../state/content';
import { selectedBoundaries, type Boundary } from './selection';

/**
 * The nodes of an editable element, as content with positions (`content.ts`): text nodes, tags, and at the end a line break
 * without a meaning where browsers need one to show the caret.
 */
export class EditorText {
  private readonly tags = new WeakMap<Node, InputTag>();

  constructor(private readonly element: HTMLElement) {}

  render(content: readonly UserContent[]): void {
    const nodes: Node[] = content.map((part) => (part.type === 'input_text' ? document.createTextNode(part.text) : this.chip(part)));
    this.element.replaceChildren(...nodes);
    this.addFiller(content);
  }

  private chip(tag: InputTag): HTMLElement {
    const chip = document.createElement('span');
    chip.className = 'tag';
    chip.contentEditable = 'false';
    chip.textContent = tag.text;
    this.tags.set(chip, tag);
    return chip;
  }

  /** Whether the element is as `render` makes it. */
  get canonical(): boolean {
    return [...this.element.childNodes].every(
      (node, index, all) => node instanceof Text || this.tags.has(node) || (node.nodeName === 'BR' && index === all.length - 1 && index > 0),
    );
  }

  addFiller(content: readonly UserContent[]): void {
    const last = content.at(-1);
    const needed = last && (last.type === 'input_tag' || last.text.endsWith('\n'));
    if (needed && this.element.lastChild?.nodeName !== 'BR') {
      this.element.append(document.createElement('br'));
    }
  }

  read(): UserContent[] {
    return joined([...this.walk(this.element)].map(({ part }) => part));
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

  /** What is selected; null if the selection is elsewhere. */
  selection(): Selection | null {
    const boundaries = selectedBoundaries(this.element);
    return boundaries && { start: this.positionOf(boundaries[0]), end: this.positionOf(boundaries[1]) };
  }

  select({ start, end }: Selection): void {
    document.getSelection()?.setBaseAndExtent(...this.boundaryOf(start), ...this.boundaryOf(end));
  }

  caretInTag(): boolean {
    const [start, end] = selectedBoundaries(this.element) ?? [];
    return start !== undefined && start[0] === end?.[0] && start[1] === end[1] && start[0] !== this.element && start[0].parentNode !== this.element;
  }

  positionOf([container, offset]: Boundary): number {
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
      const parent = node.parentNode!;
      if (range.comparePoint(parent, [...parent.childNodes].indexOf(node as ChildNode)) >= 0) {
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
      if (node instanceof Text && (rest < length || (rest === length && !(nodes[index + 1] instanceof Text)))) {
        return [node, rest];
      }
      if (rest === 0) {
        return [this.element, index];
      }
      rest -= length;
    }
    return [this.element, nodes.at(-1)?.nodeName === 'BR' ? nodes.length - 1 : nodes.length];
  }

  scrollTo(position: number): void {
    const range = document.createRange();
    range.setStart(...this.boundaryOf(position));
    const caret = range.getBoundingClientRect();
    const box = this.element.getBoundingClientRect();
    if (caret.height > 0 && (caret.top < box.top || caret.bottom > box.bottom)) {
      this.element.scrollTop += caret.top < box.top ? caret.top - box.top : caret.bottom - box.bottom;
    }
  }
}
