export const widgetStyles = `
  ck-widget {
    display: block;
    position: relative;
    max-inline-size: 100%;
    font-size: 1em;
    line-height: 1.45;
  }
  ck-widget .w-root {
    /* nothing in a widget covers what is outside of it */
    contain: layout;
    overflow: clip;
    overflow-clip-margin: 6px;
    transition: opacity 0.15s;
  }
  ck-widget .w-root.busy {
    opacity: 0.55;
  }
  :host(:not([style*='--ck-accent:'])) ck-widget [data-scheme] {
    --ck-accent: var(--ck-surface-text);
    --ck-accent-text: var(--ck-surface);
  }
  ck-widget [data-scheme] {
    color: var(--ck-surface-text);
    background-color: var(--ck-surface);
  }
  ck-widget :where(.w-text, .w-title, .w-caption, .w-divider, .w-note, .w-legend, .w-list > ul, fieldset) {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }
  ck-widget [hidden] {
    display: none !important;
  }

  /* containers */
  ck-widget .w-card {
    --w-pad: 1rem;
    inline-size: 100%;
    max-inline-size: 27.5rem;
    border: 1px solid var(--ck-border);
    border-radius: min(var(--ck-radius), 1rem);
    background-color: var(--w-elevated);
    overflow: clip;
  }
  ck-widget .w-card.s-sm {
    max-inline-size: 22.5rem;
  }
  ck-widget .w-card.s-lg {
    max-inline-size: 35rem;
  }
  ck-widget .w-card.s-full {
    max-inline-size: none;
  }
  ck-widget .w-card-body {
    display: flex;
    flex-direction: column;
    gap: 0.75rem;
    padding: var(--w-pad);
  }
  ck-widget .w-footer {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 0.5rem;
    padding: 0 1rem 1rem;
  }
  ck-widget .w-status {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    padding: 0.6rem 1rem;
    border-block-end: 1px solid var(--w-subtle);
    font-size: 0.875em;
    color: var(--ck-muted);
    overflow-wrap: anywhere;
  }
  ck-widget .w-status img {
    inline-size: 1rem;
    block-size: 1rem;
    border-radius: 3px;
    object-fit: contain;
  }
  ck-widget .w-status img.frame {
    outline: 1px solid var(--ck-border);
  }
  ck-widget :is(.w-toggle, .w-more) {
    inline-size: 100%;
    justify-content: center;
    border-radius: 0;
    padding: 0.6rem 1rem;
    font-size: 0.875em;
    color: var(--ck-muted);
  }
  ck-widget .w-list {
    max-inline-size: 35rem;
    border: 1px solid var(--ck-border);
    border-radius: min(var(--ck-radius), 1rem);
    background-color: var(--w-elevated);
    overflow: clip;
  }
  ck-widget .w-list > ul {
    list-style: none;
    padding: 0.375rem;
  }
  ck-widget .w-entry {
    position: relative;
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-block-size: 2.5rem;
    padding: 0.5rem 0.625rem;
    border-radius: min(var(--ck-radius), 0.625rem);
  }
  ck-widget .w-entry > .w-row {
    flex: 1;
    min-inline-size: 0;
  }
  ck-widget .w-entry.clickable:hover {
    background: var(--ck-raised);
  }
  ck-widget .w-hit,
  ck-widget .w-hit:hover {
    position: absolute;
    inset: 0;
    padding: 0;
    border-radius: inherit;
    background: transparent;
  }
  ck-widget .w-hit[aria-disabled] {
    cursor: default;
  }
  ck-widget .w-entry.clickable > .w-row {
    pointer-events: none;
  }
  ck-widget .w-entry.clickable > .w-row :is(a, button, input, textarea, select, label, .w-table, .w-drawing) {
    position: relative;
    pointer-events: auto;
  }

  /* layout */
  ck-widget :is(.w-row, .w-col, .w-box, .w-basic) {
    display: flex;
    min-inline-size: 0;
    max-inline-size: 100%;
  }
  ck-widget :is(.w-row, .w-col, .w-basic) {
    gap: 0.5rem;
  }
  ck-widget .w-row {
    align-items: center;
  }
  ck-widget :is(.w-col, .w-box, .w-basic.w-col) {
    flex-direction: column;
    align-items: stretch;
  }
  ck-widget .w-row > * {
    min-inline-size: 0;
    flex-shrink: 1;
  }
  ck-widget .w-row > :is(.w-text, .w-title, .w-caption, ck-markdown) {
    flex: 0 1 auto;
  }
  ck-widget .w-row > :is(.w-field, .w-chart, ck-chart) {
    flex: 1 1 auto;
  }
  ck-widget .w-row > :is(.w-icon, .w-badge, .w-button, .w-unknown):not(.block) {
    flex-shrink: 0;
  }
  ck-widget :is(.w-col, .w-box) > :is(.w-badge, .w-icon, .w-button:not(.block)) {
    align-self: flex-start;
  }
  ck-widget :is(.w-col, .w-box, .w-row)[style*='align-items'] > :is(.w-badge, .w-icon, .w-button:not(.block)) {
    align-self: auto;
  }
  ck-widget .w-card-body > :is(.w-badge, .w-icon, .w-button:not(.block)) {
    align-self: flex-start;
  }
  ck-widget .w-spacer {
    flex: 1 1 0;
  }
  ck-widget .w-divider {
    block-size: 0;
    border-block-start: 1px solid var(--ck-border);
    align-self: stretch;
  }
  ck-widget .w-row > .w-divider {
    flex: 1;
  }
  ck-widget :is(.w-divider, .w-image).flush {
    margin-inline: calc(-1 * var(--w-pad, 0rem));
    inline-size: auto;
    max-inline-size: none;
    align-self: stretch;
  }
  ck-widget .w-card-body > .w-image.flush:first-child {
    margin-block-start: calc(-1 * var(--w-pad, 0rem));
  }
  ck-widget .w-transition > * {
    animation: w-appear 0.25s ease-out;
  }
  @keyframes w-appear {
    from {
      opacity: 0;
      translate: 0 0.25rem;
    }
  }

  /* texts */
  ck-widget :is(.w-text, .w-title, .w-caption, .w-label) {
    overflow-wrap: anywhere;
    white-space: pre-wrap;
    /* a text has the direction of its language, which may not be that of the page */
    unicode-bidi: plaintext;
  }
  ck-widget .truncate {
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  ck-widget .clamp {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    overflow: hidden;
  }
  ck-widget :is(.w-text, .w-label).xs {
    font-size: 0.75em;
  }
  ck-widget :is(.w-text, .w-label).sm {
    font-size: 0.875em;
  }
  ck-widget :is(.w-text, .w-label).lg {
    font-size: 1.125em;
  }
  ck-widget :is(.w-text, .w-label).xl {
    font-size: 1.25em;
  }
  ck-widget .w-label {
    display: block;
    font-weight: 500;
  }
  ck-widget .w-caption {
    font-size: 0.8125em;
    color: var(--ck-muted);
  }
  ck-widget .w-caption.s-sm {
    font-size: 0.75em;
  }
  ck-widget .w-caption.s-lg {
    font-size: 0.875em;
  }
  ck-widget .w-title {
    font-weight: 600;
    line-height: 1.25;
    font-size: 1.125em;
  }
  ck-widget .w-title.s-sm {
    font-size: 1em;
  }
  ck-widget .w-title.s-lg {
    font-size: 1.25em;
  }
  ck-widget .w-title.s-xl {
    font-size: 1.5em;
  }
  ck-widget .w-title.s-2xl {
    font-size: 1.75em;
  }
  ck-widget .w-title.s-3xl {
    font-size: 2em;
  }
  ck-widget .w-title.s-4xl {
    font-size: 2.5em;
  }
  ck-widget .w-title.s-5xl {
    font-size: 3em;
  }
  ck-widget :is(.w-unknown, .w-note) {
    font-size: 0.8125em;
    font-style: italic;
    color: var(--ck-muted);
  }
  ck-widget .w-badge {
    display: inline-flex;
    align-items: center;
    max-inline-size: 100%;
    padding: 0.125em 0.5em;
    border-radius: 0.35em;
    font-size: 0.75em;
    font-weight: 500;
    line-height: 1.5;
    overflow-wrap: anywhere;
  }
  ck-widget .w-badge.pill {
    border-radius: 1em;
  }
  ck-widget .w-badge.s-md {
    font-size: 0.8125em;
  }
  ck-widget .w-badge.s-lg {
    font-size: 0.9375em;
  }
  ck-widget .w-icon {
    display: inline-flex;
    flex: none;
    --i: 1rem;
  }
  ck-widget .w-icon .icon {
    inline-size: var(--i);
    block-size: var(--i);
  }
  ck-widget .w-icon.s-control {
    --i: 1.15em;
  }
  ck-widget .w-icon.s-xs {
    --i: 0.75rem;
  }
  ck-widget .w-icon.s-sm {
    --i: 0.875rem;
  }
  ck-widget .w-icon.s-lg {
    --i: 1.25rem;
  }
  ck-widget .w-icon.s-xl {
    --i: 1.5rem;
  }
  ck-widget .w-icon.s-2xl {
    --i: 2rem;
  }
  ck-widget .w-icon.s-3xl {
    --i: 2.5rem;
  }
  ck-widget .w-image {
    display: inline-flex;
    flex: none;
    max-inline-size: 100%;
    overflow: hidden;
    align-self: flex-start;
  }
  ck-widget .w-row > .w-image {
    align-self: auto;
  }
  ck-widget .w-image.frame {
    box-shadow: 0 0 0 1px var(--ck-border);
  }
  ck-widget .w-image img {
    inline-size: 100%;
    block-size: 100%;
    min-inline-size: 0;
    object-fit: cover;
  }
  ck-widget .w-missing {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 0.4em;
    inline-size: 100%;
    padding: 0.35rem;
    font-size: 0.8125em;
    color: var(--ck-muted);
    background: var(--ck-raised);
    overflow: hidden;
  }

  /* tables and charts */
  ck-widget .w-table {
    max-inline-size: 100%;
    overflow-x: auto;
  }
  ck-widget .w-table table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: 0.9375em;
  }
  ck-widget .w-table :is(th, td) {
    padding: 0.4rem 0.6rem;
    text-align: start;
    font-weight: inherit;
    border-block-end: 1px solid var(--w-subtle);
  }
  ck-widget .w-table th {
    font-weight: 600;
    color: var(--ck-muted);
  }
  ck-widget .w-table tbody tr:last-child > * {
    border-block-end: 0;
  }
  ck-widget .w-cell {
    display: flow-root;
  }
  ck-chart {
    display: block;
    min-inline-size: 0;
    inline-size: 100%;
  }
  ck-widget .w-chart {
    position: relative;
    min-inline-size: min(8rem, 100%);
    max-inline-size: 100%;
    direction: ltr;
  }
  ck-widget .w-plot {
    position: relative;
  }
  ck-widget .w-drawing {
    display: block;
    max-inline-size: 100%;
    font-size: 0.75rem;
  }
  ck-widget .w-drawing text {
    fill: var(--ck-muted);
  }
  ck-widget .w-drawing .grid {
    stroke: var(--w-subtle);
  }
  ck-widget .w-drawing .zero {
    stroke: var(--ck-border);
  }
  ck-widget .w-drawing .line {
    fill: none;
    stroke-width: 2;
    stroke-linejoin: round;
    stroke-linecap: round;
  }
  ck-widget .w-drawing .area {
    opacity: 0.25;
  }
  ck-widget .w-drawing .dim {
    opacity: 0.45;
  }
  ck-widget .w-legend {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 0.25rem 1rem;
    padding-block-start: 0.5rem;
    list-style: none;
    font-size: 0.8125rem;
  }
  ck-widget .w-legend li,
  ck-widget .w-tooltip div {
    display: flex;
    align-items: center;
    gap: 0.4em;
  }
  ck-widget .mark {
    inline-size: 0.625rem;
    block-size: 0.625rem;
    border-radius: 2px;
    forced-color-adjust: none;
  }
  ck-widget .w-tooltip {
    position: absolute;
    inset-block-start: 0;
    max-inline-size: 100%;
    padding: 0.35rem 0.6rem;
    border: 1px solid var(--ck-border);
    border-radius: 0.4rem;
    background: var(--w-elevated);
    font-size: 0.8125rem;
    pointer-events: none;
  }

  /* what went wrong */
  ck-widget .w-error {
    display: block;
    padding-block-start: 0.2rem;
    font-size: 0.8125rem;
    color: var(--ck-danger);
  }
  ck-widget .w-failure {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
    padding-block-start: 0.5rem;
    font-size: 0.875em;
    color: var(--ck-danger);
  }
  ck-widget .w-failure span {
    flex: 1 1 10rem;
    overflow-wrap: anywhere;
  }
  ck-widget .w-failure button:not(.icon-only) {
    border: 1px solid currentColor;
  }
`;
