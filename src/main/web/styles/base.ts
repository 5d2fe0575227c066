import { css } from 'lit';

/** Between surface and text, whatever these are: a theme may set both. */
const derivedColors = css`
  --ck-raised: color-mix(in oklab, var(--ck-accent) calc(var(--ck-accent-level) * 4%), color-mix(in oklab, var(--ck-surface-text) 6%, var(--ck-surface)));
  --ck-border: color-mix(in oklab, var(--ck-surface-text) 17%, var(--ck-surface));
  --ck-muted: color-mix(in oklab, var(--ck-surface-text) 72%, var(--ck-surface));
`;

/** The colours that depend on the scheme, light. They are derived where they are declared, so a part with another scheme declares them again. */
const lightColors = css`
  /* white without a tint of the theme's own: colours near it are hardly there in sRGB */
  --ck-surface: oklch(calc(1 + var(--ck-gray-shade) * 0.01 - max(0, var(--ck-gray-tint) - 2) * 0.004) calc(max(0, var(--ck-gray-tint) - 2) * 0.002) var(--ck-gray-hue));
  --ck-surface-text: oklch(0.2 var(--ck-gray-chroma) var(--ck-gray-hue));
  ${derivedColors}
  --ck-danger: oklch(0.52 0.2 27);
  --ck-warning: oklch(0.52 0.12 75);
  --ck-success: oklch(0.5 0.13 150);
  --ck-info: oklch(0.52 0.15 255);
  --ck-focus: oklch(0.55 0.2 260);
`;

/** The same, dark. */
const darkColors = css`
  --ck-surface: oklch(calc(0.2 + var(--ck-gray-shade) * 0.01) var(--ck-gray-chroma) var(--ck-gray-hue));
  --ck-surface-text: oklch(0.95 var(--ck-gray-chroma) var(--ck-gray-hue));
  ${derivedColors}
  --ck-danger: oklch(0.75 0.15 25);
  --ck-warning: oklch(0.82 0.13 80);
  --ck-success: oklch(0.78 0.15 150);
  --ck-info: oklch(0.78 0.11 250);
  --ck-focus: oklch(0.75 0.15 260);
`;

/** The properties that themes set, with their defaults, and what all views have in common. */
export const base = css`
  :host {
    --ck-font: system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', sans-serif;
    --ck-font-mono: ui-monospace, 'SFMono-Regular', Menlo, Consolas, 'Liberation Mono', monospace;
    --ck-font-size: 1rem;
    --ck-gray-hue: 250;
    --ck-gray-tint: 2;
    --ck-gray-shade: 0;
    --ck-gray-chroma: calc(var(--ck-gray-tint) * 0.004);
    --ck-radius: 1.25rem;
    --ck-radius-control: 999px;
    --ck-space: 1rem;
    --ck-accent: var(--ck-surface-text);
    --ck-accent-level: 0;
    --ck-accent-text: oklch(from var(--ck-accent) clamp(0, (0.62 - l) * 1000, 1) 0 h);
    ${lightColors}
    display: block;
    position: relative;
    box-sizing: border-box;
    inline-size: 100%;
    block-size: 100%;
    min-block-size: 0;
    overflow: hidden;
    color: var(--ck-surface-text);
    background: var(--ck-surface);
    /* one by one: a family that is no valid name must not take the size along */
    font-family: var(--ck-font);
    font-size: var(--ck-font-size);
    line-height: 1.5;
    color-scheme: light;
  }
  :host([hidden]) {
    display: none;
  }
  :host([data-color-scheme='dark']) {
    color-scheme: dark;
    ${darkColors}
  }
  /* a widget with a scheme of its own */
  :host([data-color-scheme='dark']) [data-scheme='light'] {
    color-scheme: light;
    ${lightColors}
  }
  :host(:not([data-color-scheme='dark'])) [data-scheme='dark'] {
    color-scheme: dark;
    ${darkColors}
  }
  :host([data-radius='round']) {
    --ck-radius: 1rem;
    --ck-radius-control: 0.75rem;
  }
  :host([data-radius='soft']) {
    --ck-radius: 0.6rem;
    --ck-radius-control: 0.4rem;
  }
  :host([data-radius='sharp']) {
    --ck-radius: 0;
    --ck-radius-control: 0;
  }
  :host([data-density='compact']) {
    --ck-space: 0.7rem;
  }
  :host([data-density='spacious']) {
    --ck-space: 1.35rem;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  button,
  input,
  textarea,
  select {
    font: inherit;
    color: inherit;
  }
  button {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    border: 0;
    padding: 0.4em 0.7em;
    border-radius: var(--ck-radius-control);
    background: transparent;
    cursor: pointer;
  }
  button:hover:not(:disabled) {
    background: var(--ck-raised);
  }
  button:disabled {
    cursor: default;
    opacity: 0.5;
  }
  button.primary {
    background: var(--ck-accent);
    color: var(--ck-accent-text);
  }
  button.icon-only {
    padding: 0.45em;
  }
  :focus-visible {
    outline: 2px solid var(--ck-focus);
    outline-offset: 2px;
  }
  .icon {
    inline-size: 1.2em;
    block-size: 1.2em;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  ck-lucide {
    display: inline-flex;
    flex: none;
    min-inline-size: 1.2em;
  }
  .icon.filled {
    fill: currentColor;
    fill-rule: evenodd;
    stroke: none;
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .muted {
    color: var(--ck-muted);
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      animation-duration: 0s !important;
      transition-duration: 0s !important;
      scroll-behavior: auto !important;
    }
  }
  @media (prefers-contrast: more) {
    :host {
      --ck-border: var(--ck-surface-text);
      --ck-muted: var(--ck-surface-text);
    }
  }
`;
