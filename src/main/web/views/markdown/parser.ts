import { Lexer, Marked, Tokenizer, type Links, type RendererObject, type Token, type TokenizerAndRendererExtension, type TokenizerObject, type Tokens } from 'marked';
import { paragraphs } from './risk';

/** Tags that stand in a Markdown text as themselves, without attributes. */
const KEPT = 'br|sub|sup|kbd|b|strong|i|em|u|s|del|mark|small';
/** Tags of layout, which are left out; what is in them stays. All other tags are shown as the text that they are. */
const LEFT_OUT = 'p|div|span|center|font|details|summary|section';
const KEPT_TAG = new RegExp(`&lt;(/?)(${KEPT})\\s*/?&gt;`, 'gi');
const LEFT_OUT_TAG = new RegExp(`</?(?:${LEFT_OUT})(?:\\s[^<>]*)?>`, 'gi');

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** HTML in a Markdown text. Nothing of it but some tags without attributes is taken as HTML. */
function rawHtml(source: string): string {
  const text = source.replace(/<!--[\s\S]*?(?:-->|$)/g, '').replace(LEFT_OUT_TAG, '');
  const escaped = text.replace(/&(?!#?\w+;)/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return escaped.replace(KEPT_TAG, '<$1$2>');
}

/** LaTeX is left as it is written: its signs mean something else in Markdown. */
const math = (name: string, level: 'block' | 'inline', pattern: RegExp, start: RegExp): TokenizerAndRendererExtension => ({
  name,
  level,
  start: (source) => {
    const index = source.search(start);
    return index < 0 ? undefined : index;
  },
  tokenizer(source) {
    const match = pattern.exec(source);
    return match ? { type: name, raw: match[0], text: match[0] } : undefined;
  },
  renderer: (token) => (level === 'block' ? `<p class="math">${escapeHtml(token['text'].trim())}</p>` : `<span class="math">${escapeHtml(token['text'])}</span>`),
});

const MATH = [
  math('mathBlock', 'block', /^ {0,3}(?:\$\$(?!\$)(?:(?!\n[ \t]*\n)[\s\S])*?\$\$|\\\[(?:(?!\n[ \t]*\n)[\s\S])*?\\\])[ \t]*(?:\n|$)/, /\n {0,3}(?:\$\$|\\\[)/),
  math('mathDisplay', 'inline', /^(?:\$\$(?!\$)[^$]+?\$\$|\\\[[\s\S]+?\\\]|\\\([\s\S]+?\\\))/, /\$\$|\\\[|\\\(/),
  // a price is no formula: something in it must be a sign of LaTeX, or it is one letter
  math('math', 'inline', /^\$(?:[A-Za-z]|(?=[^$\n]*[\\^_{}=])[^\s$](?:[^$\n]*[^\s$\\])?)\$(?!\d)/, /\$/),
];

/** How far headings are moved down: the title of the thread is one of the second level, who speaks one of the third. */
const HEADING_OFFSET = 3;

const RENDERER: RendererObject = {
  html: (token: Tokens.HTML | Tokens.Tag) => rawHtml(token.text),
  heading(token) {
    const level = Math.min(token.depth + HEADING_OFFSET, 6);
    return `<h${level} class="h${token.depth}">${this.parser.parseInline(token.tokens)}</h${level}>\n`;
  },
  code(token) {
    const language = /^[^\s,{]*/.exec(token.lang ?? '')?.[0] ?? '';
    return `<pre><code class="language-${escapeHtml(language.slice(0, 40))}">${escapeHtml(token.text)}\n</code></pre>\n`;
  },
  checkbox: ({ checked }) => (checked ? '<span class="box">☑</span> ' : '<span class="box">☐</span> '),
  table(token) {
    const row = (cells: Tokens.TableCell[]) =>
      `<tr>${cells
        .map((cell) => {
          const tag = cell.header ? 'th' : 'td';
          return `<${tag}${cell.align ? ` class="${cell.align}"` : ''}>${this.parser.parseInline(cell.tokens)}</${tag}>`;
        })
        .join('')}</tr>`;
    return `<div class="table"><table><thead>${row(token.header)}</thead><tbody>${token.rows.map(row).join('')}</tbody></table></div>\n`;
  },
};

/** The longest link, other than an image that is its own data. */
const MAX_LINK = 3000;

/** The pattern for links takes the third power of the time for what only begins like one. */
const TOKENIZER: TokenizerObject = {
  link(source) {
    const data = /^!\[[^\]]{0,500}\]\(\s*<?data:image\//.test(source);
    const end = source.indexOf(')');
    if (end < 0 || (!data && end >= MAX_LINK)) {
      return undefined;
    }
    return Tokenizer.prototype.link.call(this as unknown as Tokenizer, data ? source.slice(0, end + 1) : source.slice(0, MAX_LINK));
  },
};

const marked = new Marked({ gfm: true, breaks: true, async: false }, { renderer: RENDERER, extensions: MATH, tokenizer: TOKENIZER });

export interface Block {
  /** The source of the block, with the space after it. */
  readonly raw: string;
  /** What it is, one token almost always; null for a text that is shown as it is. */
  readonly tokens: readonly Token[] | null;
}

/**
 * Splits a text into its top-level blocks. Paragraphs that would take long, because they are full of signs that might be Markdown,
 * are left as they are.
 *
 * @param links the definitions of links that are known, to which those of the text are added
 */
export function parse(text: string, links: Links): Block[] {
  return paragraphs(text).flatMap(({ source, risky }) => (risky ? [{ raw: source, tokens: null }] : lex(source, links)));
}

function lex(text: string, links: Links): Block[] {
  const lexer = new Lexer(marked.defaults);
  lexer.tokens.links = links;
  const blocks: { raw: string; tokens: Token[] }[] = [];
  try {
    for (const token of lexer.lex(text)) {
      const last = blocks.at(-1);
      if (token.type === 'space' && last) {
        last.raw += token.raw;
      } else {
        blocks.push({ raw: token.raw, tokens: [token] });
      }
    }
  } catch {
    // nested too deeply, for example
    return [{ raw: text, tokens: null }];
  }
  const length = blocks.reduce((sum, block) => sum + block.raw.length, 0);
  return length === text.length ? blocks : [{ raw: text, tokens: [...lexer.tokens] }];
}

/** Splits the items of a long list off, other than the last one, which is still being written. */
export function splitList(block: Block): [Block, Block] | null {
  const list = block.tokens?.[0] as Tokens.List | undefined;
  if (list?.type !== 'list' || list.items.length < 2) {
    return null;
  }
  const items = list.items.slice(0, -1);
  const raw = items.map((item) => item.raw).join('');
  const rest = block.raw.slice(raw.length);
  if (!block.raw.startsWith(raw) || !/^\S/.test(rest)) {
    return null;
  }
  return [
    { raw, tokens: [{ ...list, items, raw }] },
    { raw: rest, tokens: [{ ...list, items: list.items.slice(-1), raw: rest, start: list.ordered ? Number(list.start) + items.length : '' } as Tokens.List] },
  ];
}

/** The HTML of blocks, not yet sanitised. */
export function toHtml(blocks: readonly Block[]): string {
  return blocks.map(({ raw, tokens }) => (tokens ? marked.parser([...tokens]) : `<p class="plain">${escapeHtml(raw.trimEnd())}</p>`)).join('');
}
