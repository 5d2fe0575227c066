import type { Links, Tokens } from 'marked';
import { morph } from './morph';
import { OpenCode } from './open-code';
import { parse, splitList, type Block } from './parser';

/** Characters of a last block from which the items of a list are done, and those of code appended, one by one. */
const LONG = 3000;
/** Characters of a last block from which it is shown as it is: it is no text that a person has structured. */
const TOO_LONG = 24_000;
const IMAGE_DATA = /\(\s*<?data:image\//;

/**
 * A Markdown text that grows, in an element. Each update parses the last block and what has come since; the blocks before it are
 * done and not touched again.
 */
export class MarkdownStream {
  private done = '';
  private links: Links = {};
  /** The nodes of the last block. */
  private readonly tail = document.createElement('div');
  private code: OpenCode | null = null;

  constructor(
    private readonly root: HTMLElement,
    private readonly nodes: (blocks: readonly Block[]) => DocumentFragment,
  ) {
    this.tail.className = 'tail';
  }

  reset(): void {
    this.done = '';
    this.links = {};
    this.code = null;
    this.tail.replaceChildren();
    this.root.replaceChildren();
  }

  /** Whether a text goes on from what has been shown. */
  continues(text: string): boolean {
    return text.startsWith(this.done);
  }

  update(text: string, complete: boolean): void {
    const rest = text.slice(this.done.length);
    if (this.code) {
      if (!complete && this.code.update(rest)) {
        return;
      }
      this.closeCode(rest);
    }
    this.show(text.slice(this.done.length), complete);
    if (complete && Object.keys(this.links).length > 0 && !this.single) {
      // definitions of links may have come after what uses them
      this.reset();
      this.single = true;
      this.show(text, true);
    }
  }

  /** Whether the whole has been parsed at once. */
  private single = false;

  private show(text: string, complete: boolean): void {
    this.single = this.done === '' && complete;
    const blocks = parse(text, this.links);
    const open = complete ? [] : this.openBlocks(blocks);
    if (blocks.length > 0) {
      this.freeze(blocks, complete);
    }
    if (open.length === 0) {
      this.tail.remove();
      return;
    }
    morph(this.tail, this.nodes(open));
    if (this.tail.parentNode !== this.root) {
      this.root.append(this.tail);
    }
    const [first] = open;
    if (first && open.length === 1 && isCode(first) && first.raw.length > LONG) {
      this.openCode(first.raw);
    }
  }

  /** Takes those blocks from a list that may still change. */
  private openBlocks(blocks: Block[]): Block[] {
    const last = blocks.pop();
    if (last && last.raw.length > LONG) {
      const parts = splitList(last) ?? (last.raw.length > TOO_LONG ? cut(last) : null);
      if (parts) {
        blocks.push(parts[0]);
        return [parts[1]];
      }
    }
    // a line that is not complete may become the next item of the list before it
    const before = last && !last.raw.includes('\n') ? blocks.pop() : undefined;
    return [before, last].filter((block) => block !== undefined);
  }

  private freeze(blocks: readonly Block[], all: boolean): void {
    const fragment = this.nodes(blocks);
    if (this.tail.parentNode !== this.root) {
      this.root.append(fragment);
    } else if (all) {
      morph(this.tail, fragment);
      this.tail.replaceWith(...this.tail.childNodes);
    } else {
      this.tail.before(fragment);
      this.tail.replaceChildren();
    }
    this.done += blocks.map((block) => block.raw).join('');
  }

  private openCode(raw: string): void {
    this.code = OpenCode.of(this.tail.querySelector<HTMLElement>('pre > code'), raw);
    if (this.code && !this.code.update(raw)) {
      // it has ended already
      this.code = null;
      this.tail.replaceChildren();
      morph(this.tail, this.nodes(parse(raw, this.links)));
    }
  }

  /** The end of the code has come: its nodes stay. */
  private closeCode(rest: string): void {
    const block = parse(rest, this.links)[0];
    if (block && isCode(block)) {
      this.code?.finish(`${(block.tokens?.[0] as Tokens.Code).text}\n`);
      this.tail.replaceWith(...this.tail.childNodes);
      this.done += block.raw;
    }
    this.code = null;
  }
}

function isCode(block: Block): boolean {
  return block.tokens?.length === 1 && block.tokens[0]?.type === 'code';
}

/** A block in two, the first of which is done. */
function cut(block: Block): [Block, Block] | null {
  if (isCode(block) || IMAGE_DATA.test(block.raw)) {
    return null;
  }
  const at = Math.max(block.raw.lastIndexOf('\n'), block.raw.lastIndexOf(' ')) + 1 || block.raw.length;
  return [
    { raw: block.raw.slice(0, at), tokens: null },
    { raw: block.raw.slice(at), tokens: null },
  ];
}
