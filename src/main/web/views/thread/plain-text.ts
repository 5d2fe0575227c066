/** A Markdown text as it is spoken: without the signs of its layout. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/```[^\n]*\n|```|~~~/g, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^[ \t]*(?:#{1,6}|>|[-*+])[ \t]+/gm, '')
    .replace(/^[ \t|:-]*\|[ \t|:-]*$/gm, '')
    .replace(/[*_`|]+/g, ' ')
    .replace(/[ \t]+/g, ' ')
    .replace(/\n{2,}/g, '\n')
    .trim();
}
