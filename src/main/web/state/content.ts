import type { InputTag, UserContent } from '../protocol/wire';

/**
 * The content of the composer as a sequence: each UTF-16 unit of a text is one position, and so is each tag. The functions
 * return new content, with neighbouring texts joined and without empty ones.
 */
export type Content = readonly UserContent[];

/** Stands for a tag in {@link plain}, where positions have to agree with those of the content. */
const OBJECT = '\ufffc';

export function lengthOf(content: Content): number {
  return content.reduce((sum, part) => sum + partLength(part), 0);
}

function partLength(part: UserContent): number {
  return part.type === 'input_text' ? part.text.length : 1;
}

export function slice(content: Content, start: number, end = Infinity): UserContent[] {
  const result: UserContent[] = [];
  let position = 0;
  for (const part of content) {
    const from = Math.max(start - position, 0);
    const to = Math.min(end - position, partLength(part));
    if (from < to) {
      result.push(part.type === 'input_text' ? { type: 'input_text', text: part.text.slice(from, to) } : part);
    }
    position += partLength(part);
  }
  return joined(result);
}

export function replaceRange(content: Content, start: number, end: number, replacement: Content): UserContent[] {
  return joined([...slice(content, 0, start), ...replacement, ...slice(content, end)]);
}

export function joined(content: Content): UserContent[] {
  const result: UserContent[] = [];
  for (const part of content) {
    const last = result.at(-1);
    if (part.type === 'input_text' && last?.type === 'input_text') {
      result[result.length - 1] = { type: 'input_text', text: last.text + part.text };
    } else if (part.type !== 'input_text' || part.text !== '') {
      result.push(part);
    }
  }
  return result;
}

/** A text with as many characters as the content has positions. */
export function plain(content: Content): string {
  return content.map((part) => (part.type === 'input_text' ? part.text : OBJECT)).join('');
}

/** The content as a person reads it. */
export function readable(content: Content): string {
  return content.map((part) => part.text).join('');
}

export function isBlank(content: Content): boolean {
  return content.every((part) => part.type === 'input_text' && part.text.trim() === '');
}

/** Content without the white space around it. */
export function trimmed(content: Content): UserContent[] {
  const text = plain(content);
  const start = text.length - text.trimStart().length;
  return slice(content, start, text.trimEnd().length);
}

export function textContent(text: string): UserContent[] {
  return text === '' ? [] : [{ type: 'input_text', text: text.replace(/\r\n?/g, '\n') }];
}

/** Takes over content from outside: from a page, the clipboard or a stored draft. What is no content is left out. */
export function checkedContent(value: unknown): UserContent[] {
  return Array.isArray(value) ? joined(value.flatMap(checkedPart)) : [];
}

function checkedPart(value: unknown): UserContent[] {
  const part = value as { type?: unknown; id?: unknown; text?: unknown; group?: unknown; data?: unknown; interactive?: unknown } | null;
  if (!part || typeof part !== 'object' || typeof part.text !== 'string') {
    return [];
  }
  if (part.type === 'input_text') {
    return textContent(part.text);
  }
  return part.type === 'input_tag' && typeof part.id === 'string' ? [tag(part.id, part.text, part)] : [];
}

/** A tag of an entity or of a part from outside. */
export function tag(id: string, text: string, from: { group?: unknown; data?: unknown; interactive?: unknown }): InputTag {
  return {
    type: 'input_tag',
    id,
    text,
    data: typeof from.data === 'object' && from.data !== null ? (from.data as NonNullable<InputTag['data']>) : {},
    ...(typeof from.group === 'string' ? { group: from.group } : {}),
    interactive: from.interactive === true,
  };
}
