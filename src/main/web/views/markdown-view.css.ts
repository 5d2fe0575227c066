import { css } from 'lit';

export const markdownStyles = css`
  ck-markdown {
    display: flow-root;
    overflow-wrap: anywhere;
  }
  ck-markdown .tail {
    display: contents;
  }
  ck-markdown > :first-child:not(.tail),
  ck-markdown > .tail:first-child > :first-child {
    margin-block-start: 0;
  }
  ck-markdown > :last-child:not(.tail),
  ck-markdown > .tail:last-child > :last-child {
    margin-block-end: 0;
  }
  ck-markdown :is(p, ul, ol, blockquote, .table, .code) {
    margin-block: 0.75em;
  }
  ck-markdown :is(h4, h5, h6) {
    margin-block: 1.4em 0.5em;
    font-size: 1em;
    font-weight: 650;
    line-height: 1.3;
  }
  ck-markdown .h1 {
    font-size: 1.4em;
  }
  ck-markdown .h2 {
    font-size: 1.22em;
  }
  ck-markdown .h3 {
    font-size: 1.08em;
  }
  ck-markdown :is(ul, ol) {
    padding-inline-start: 1.6em;
  }
  ck-markdown li > :is(p, ul, ol) {
    margin-block: 0.25em;
  }
  ck-markdown :is(li, blockquote) > :last-child {
    margin-block-end: 0;
  }
  ck-markdown blockquote > :first-child {
    margin-block-start: 0;
  }
  ck-markdown li {
    margin-block: 0.25em;
  }
  ck-markdown li::marker {
    color: var(--ck-muted);
  }
  ck-markdown li:has(> .box, > p > .box) {
    list-style: none;
    margin-inline-start: -1.35em;
  }
  ck-markdown a[href] {
    color: inherit;
    text-decoration-color: var(--ck-muted);
    text-underline-offset: 0.2em;
  }
  ck-markdown a:hover {
    text-decoration-thickness: 2px;
  }
  ck-markdown blockquote {
    margin-inline: 0;
    padding-inline-start: 1em;
    border-inline-start: 3px solid var(--ck-border);
    color: var(--ck-muted);
  }
  ck-markdown hr {
    border: 0;
    border-block-start: 1px solid var(--ck-border);
    margin-block: 1.5em;
  }
  ck-markdown img {
    max-inline-size: 100%;
    max-block-size: 30rem;
    border-radius: calc(var(--ck-radius) / 2);
  }
  ck-markdown code,
  ck-markdown kbd {
    font-family: var(--ck-font-mono);
    font-size: 0.875em;
  }
  ck-markdown :not(pre) > code,
  ck-markdown kbd {
    padding: 0.12em 0.35em;
    border-radius: 0.35em;
    background: var(--ck-raised);
  }
  ck-markdown kbd {
    border: 1px solid var(--ck-border);
  }
  ck-markdown .math {
    font-family: var(--ck-font-mono);
    font-size: 0.9em;
    white-space: pre-wrap;
  }
  ck-markdown .code {
    border: 1px solid var(--ck-border);
    border-radius: min(var(--ck-radius), 0.75rem);
    overflow: hidden;
  }
  ck-markdown .code-head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    min-block-size: 2.1rem;
    padding-inline: 0.9rem 0.3rem;
    background: var(--ck-raised);
    color: var(--ck-muted);
    font-size: 0.8em;
  }
  ck-markdown .copy-code {
    min-block-size: 24px;
    padding: 0.25em 0.7em;
  }
  ck-markdown pre {
    margin: 0;
    padding: 0.8rem 0.9rem;
    overflow-x: auto;
    line-height: 1.5;
    tab-size: 4;
    direction: ltr;
    text-align: start;
  }
  ck-markdown pre:focus-visible {
    outline-offset: -2px;
  }
  ck-markdown pre code {
    overflow-wrap: normal;
    white-space: pre;
  }
  .code-part {
    display: block;
  }
  ck-markdown .plain {
    white-space: pre-wrap;
  }
  ck-markdown .table {
    overflow-x: auto;
  }
  ck-markdown table {
    border-collapse: collapse;
    font-size: 0.95em;
    font-variant-numeric: tabular-nums;
    overflow-wrap: normal;
  }
  ck-markdown :is(th, td) {
    padding: 0.45em 0.9em;
    border-block-end: 1px solid var(--ck-border);
    text-align: start;
    vertical-align: top;
    min-inline-size: 5ch;
  }
  ck-markdown :is(th, td):first-child {
    padding-inline-start: 0.2em;
  }
  ck-markdown th {
    font-weight: 650;
    border-block-end-width: 2px;
    white-space: nowrap;
  }
  ck-markdown tbody tr:last-child td {
    border-block-end: 0;
  }
  ck-markdown .center {
    text-align: center;
  }
  ck-markdown .right {
    text-align: end;
  }
  ck-markdown .hljs-comment,
  ck-markdown .hljs-quote,
  ck-markdown .hljs-meta {
    color: var(--ck-muted);
  }
  ck-markdown :is(.hljs-keyword, .hljs-selector-tag, .hljs-literal, .hljs-type, .hljs-name, .hljs-tag) {
    color: var(--ck-code-keyword);
  }
  ck-markdown :is(.hljs-string, .hljs-regexp, .hljs-addition, .hljs-symbol, .hljs-template-variable) {
    color: var(--ck-code-string);
  }
  ck-markdown :is(.hljs-number, .hljs-bullet, .hljs-link, .hljs-variable, .hljs-deletion) {
    color: var(--ck-code-number);
  }
  ck-markdown :is(.hljs-title, .hljs-section, .hljs-attr, .hljs-attribute, .hljs-property, .hljs-built_in, .hljs-selector-class, .hljs-selector-id) {
    color: var(--ck-code-title);
  }
  .hljs-strong {
    font-weight: 650;
  }
  .hljs-emphasis {
    font-style: italic;
  }
  :host {
    --ck-code-keyword: oklch(0.48 0.18 320);
    --ck-code-string: oklch(0.47 0.12 150);
    --ck-code-number: oklch(0.5 0.14 45);
    --ck-code-title: oklch(0.47 0.15 255);
  }
  :host([data-color-scheme='dark']) {
    --ck-code-keyword: oklch(0.8 0.12 320);
    --ck-code-string: oklch(0.82 0.11 150);
    --ck-code-number: oklch(0.82 0.1 60);
    --ck-code-title: oklch(0.82 0.09 250);
  }
`;
