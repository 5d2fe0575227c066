// What makes elements of Markdown, loaded with the first thread: a page that only offers a conversation does not need it.
export { frameCode, highlightCode } from '../views/markdown/code';
export { toHtml } from '../views/markdown/parser';
export { sanitize } from '../views/markdown/sanitize';
export { MarkdownStream } from '../views/markdown/stream';
