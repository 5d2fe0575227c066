export const controlStyles = `
  ck-widget .w-button {
    --z: 2.25rem;
    justify-content: center;
    min-block-size: max(1.5rem, var(--z));
    min-inline-size: 1.5rem;
    max-inline-size: 100%;
    padding: 0 calc(var(--z) * 0.4);
    border-radius: min(var(--ck-radius-control), calc(var(--z) * 0.25));
    font-size: var(--t, 0.9375em);
    font-weight: 500;
    line-height: 1.25;
    text-align: center;
    overflow-wrap: anywhere;
  }
  ck-widget :is(.w-button, .w-control).pill {
    border-radius: calc(var(--z) / 2);
  }
  ck-widget .w-button:is(.uniform, .icon-only) {
    inline-size: max(1.5rem, var(--z));
    padding: 0;
  }
  ck-widget .w-button.block {
    flex: 1;
    inline-size: 100%;
  }
  ck-widget :is(.w-button, .w-hit)[aria-disabled]:not(.loading) {
    cursor: default;
    opacity: 0.6;
  }
  ck-widget :is(.w-button, .w-control).z-3xs {
    --z: 1.375rem;
    --t: 0.75em;
  }
  ck-widget :is(.w-button, .w-control).z-2xs {
    --z: 1.5rem;
    --t: 0.8125em;
  }
  ck-widget :is(.w-button, .w-control).z-xs {
    --z: 1.625rem;
    --t: 0.8125em;
  }
  ck-widget :is(.w-button, .w-control).z-sm {
    --z: 1.75rem;
    --t: 0.875em;
  }
  ck-widget :is(.w-button, .w-control).z-md {
    --z: 2rem;
    --t: 0.875em;
  }
  ck-widget :is(.w-button, .w-control).z-xl {
    --z: 2.5rem;
    --t: 1em;
  }
  ck-widget :is(.w-button, .w-control).z-2xl {
    --z: 2.75rem;
    --t: 1em;
  }
  ck-widget :is(.w-button, .w-control).z-3xl {
    --z: 3rem;
    --t: 1.125em;
  }
  ck-widget .w-spinner {
    display: inline-flex;
    animation: w-turn 0.9s linear infinite;
  }
  @keyframes w-turn {
    to {
      rotate: 1turn;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    ck-widget .w-spinner {
      animation: none;
    }
  }

  ck-widget .w-field {
    position: relative;
    min-inline-size: 0;
    max-inline-size: 100%;
  }
  ck-widget .w-control {
    --z: 2.25rem;
    --g: 0.75rem;
    inline-size: 100%;
    min-block-size: max(1.5rem, var(--z));
    padding: 0.25rem var(--g);
    border: 1px solid var(--w-strong);
    border-radius: min(var(--ck-radius-control), 0.5rem);
    background: var(--w-elevated);
    color: var(--ck-surface-text);
    font-size: var(--t, 0.9375em);
    line-height: 1.4;
  }
  ck-widget .w-control.v-soft {
    background: var(--ck-raised);
  }
  ck-widget .w-control.v-solid {
    background: var(--w-tertiary-surface);
  }
  ck-widget .w-control.v-ghost {
    border-color: transparent;
    background: transparent;
  }
  ck-widget .w-control.v-ghost:is(:hover, :focus) {
    background: var(--ck-raised);
  }
  ck-widget .w-control:disabled {
    opacity: 0.6;
  }
  ck-widget .w-control::placeholder,
  ck-widget .w-editable::placeholder {
    color: var(--ck-muted);
    opacity: 1;
  }
  ck-widget :is(.w-control, .w-editable)[aria-invalid='true'] {
    border-color: var(--ck-danger);
  }
  ck-widget .w-control.g-2xs {
    --g: 0.25rem;
  }
  ck-widget .w-control.g-xs {
    --g: 0.375rem;
  }
  ck-widget .w-control.g-sm {
    --g: 0.5rem;
  }
  ck-widget .w-control.g-md {
    --g: 0.75rem;
  }
  ck-widget .w-control.g-lg {
    --g: 1rem;
  }
  ck-widget .w-control.g-xl {
    --g: 1.25rem;
  }
  ck-widget textarea {
    display: block;
    resize: vertical;
  }
  ck-widget :is(textarea.grows, .w-editable) {
    field-sizing: content;
    resize: none;
  }
  ck-widget textarea.w-control {
    padding-block: 0.5rem;
    /* no higher than its greatest number of rows */
    max-block-size: calc(var(--rows, 12) * 1lh + 1.25rem);
  }
  ck-widget textarea.w-control:not(.grows) {
    max-block-size: none;
  }
  ck-widget .w-editable {
    inline-size: 100%;
    margin: 0;
    padding: 0.2rem 0.4rem;
    border: 1px dashed var(--w-strong);
    border-radius: 0.4rem;
    background: transparent;
  }
  ck-widget .w-editable:focus {
    border-style: solid;
    background: var(--ck-raised);
  }
  ck-widget :is(.w-select, .w-date) {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
  }
  ck-widget :is(.w-select, .w-date) .w-control {
    flex: 1;
    inline-size: auto;
    min-inline-size: 6rem;
  }
  ck-widget :is(.w-select, .w-date):not(.block) {
    max-inline-size: 20rem;
  }
  ck-widget :is(.w-select, .w-date) .w-error {
    flex-basis: 100%;
  }
  ck-widget .w-select .w-control {
    appearance: none;
    padding-inline-end: 2rem;
    text-overflow: ellipsis;
  }
  ck-widget .w-chevron {
    inline-size: 0;
    display: inline-flex;
    justify-content: flex-end;
    translate: -0.65rem 0;
    font-size: 0.875em;
    color: var(--ck-muted);
    pointer-events: none;
  }
  ck-widget .w-chevron:dir(rtl) {
    translate: 0.65rem 0;
  }
  ck-widget .w-clear {
    min-inline-size: 1.75rem;
    min-block-size: 1.75rem;
    padding: 0.25rem;
    justify-content: center;
    color: var(--ck-muted);
  }
  ck-widget .w-choice {
    display: flex;
    align-items: flex-start;
    gap: 0.5rem;
    min-block-size: 1.5rem;
    overflow-wrap: anywhere;
    cursor: pointer;
  }
  ck-widget .w-choice:has(:disabled) {
    cursor: default;
    color: var(--ck-muted);
  }
  ck-widget .w-choice input {
    flex: none;
    inline-size: 1.1rem;
    block-size: 1.1rem;
    margin: 0.175em 0 0;
    accent-color: var(--ck-accent);
  }
  ck-widget .w-radios {
    display: flex;
    flex-wrap: wrap;
    gap: 0.375rem 1.25rem;
  }
  ck-widget .w-radios.col {
    flex-direction: column;
  }
  ck-widget .w-radios .w-error {
    flex-basis: 100%;
  }
`;
