import { css } from 'lit';

/**
 * Texts of people and servers have a direction of their own, which need not be that of the texts around them: it decides the order
 * of their words and punctuation, but not the side that they are on.
 */
export const directionStyles = css`
  :is(ck-header, .inner, ck-attachments, ck-history, ck-undo, ck-sources) :is(.title, h2, .prompts span, .source-title, .muted, .source-group, .name),
  :is(.quoted, .attachment-file, .workflow-head, .answers dd, .choice, .failure, .quiet-line) > span:not(.visually-hidden, .spinner, .dots, .failure-actions),
  :is(.questions legend, .question > label, .question > .muted, .answers dt, .task-title, .chip > span, .chip > a, .quotation blockquote) {
    unicode-bidi: plaintext;
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  :is(ck-task, .notice) ck-markdown [dir='auto'] {
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .code,
  .code pre {
    direction: ltr;
  }
  .icon.directed:dir(rtl) {
    scale: -1 1;
  }
`;
