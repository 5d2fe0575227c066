/** Signs of a paragraph above which it is not parsed, and marks of nested blocks at the beginning of a line. */
const MAX_SIGNS = 1500;
const NESTED = /^(?:\s*(?:>|[-*+]|\d{1,9}[.)])){40}/;
const SIGNS = /[*_~`[<$\\&]/g;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;
/** Lines whose parts are parsed each for itself. */
const SEPARATE = /^\s*(?:[-*+|]|\d{1,9}[.)]\s)/;

/**
 * Splits a text at the paragraphs that a parser of Markdown would take long for: it looks for the other end of each sign, so the
 * time grows with the square of their number. Almost every text is one part without risk.
 */
export function paragraphs(text: string): { source: string; risky: boolean }[] {
  const parts: { source: string; risky: boolean }[] = [];
  let begin = 0;
  let start = 0;
  let signs = 0;
  let risky = false;
  let fence = '';
  const close = (end: number) => {
    if (risky) {
      if (start > begin) {
        parts.push({ source: text.slice(begin, start), risky: false });
      }
      parts.push({ source: text.slice(start, end), risky: true });
      begin = end;
    }
    start = end;
    signs = 0;
    risky = false;
  };
  for (let at = 0; at < text.length; ) {
    const lineEnd = text.indexOf('\n', at);
    const end = lineEnd < 0 ? text.length : lineEnd + 1;
    const line = text.slice(at, end);
    const mark = FENCE.exec(line)?.[1] ?? '';
    if (fence !== '') {
      fence = mark.startsWith(fence) && line.trim() === mark ? '' : fence;
    } else if (mark !== '') {
      fence = mark;
    } else if (line.trim() === '') {
      close(end);
    } else {
      signs = (SEPARATE.test(line) ? 0 : signs) + (line.match(SIGNS)?.length ?? 0);
      risky ||= signs > MAX_SIGNS || NESTED.test(line);
    }
    at = end;
  }
  close(text.length);
  if (begin < text.length) {
    parts.push({ source: text.slice(begin), risky: false });
  }
  return parts;
}
