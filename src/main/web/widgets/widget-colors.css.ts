/**
 * The colours of buttons and badges. Each family has a full colour with what is written on it, and a colour for texts, which is
 * also thinned for soft areas. All pairs have a contrast of at least 4.5 on each surface, light and dark; a test computes them.
 */
export const widgetColors = `
  ck-widget,
  ck-chart {
    --w-tertiary: light-dark(oklch(0.5 0.01 250), oklch(0.71 0.01 250));
    --w-tertiary-surface: light-dark(oklch(0.94 0.008 250), oklch(0.31 0.008 250));
    --w-elevated: light-dark(oklch(1 0 0), oklch(0.24 0.008 250));
    --w-subtle: light-dark(oklch(0.93 0.008 250), oklch(0.3 0.008 250));
    --w-strong: light-dark(oklch(0.62 0.012 250), oklch(0.58 0.012 250));
    --w-blue: light-dark(oklch(0.55 0.19 257), oklch(0.68 0.15 257));
    --w-purple: light-dark(oklch(0.55 0.21 300), oklch(0.7 0.16 300));
    --w-orange: light-dark(oklch(0.64 0.17 50), oklch(0.75 0.15 55));
    --w-green: light-dark(oklch(0.58 0.15 150), oklch(0.74 0.16 150));
    --w-red: light-dark(oklch(0.57 0.21 27), oklch(0.68 0.18 25));
    --w-yellow: light-dark(oklch(0.65 0.14 85), oklch(0.84 0.15 92));
    --w-pink: light-dark(oklch(0.6 0.2 355), oklch(0.74 0.16 355));
  }
  ck-widget .c-primary {
    --c-solid: var(--ck-accent);
    --c-on: var(--ck-accent-text);
    --c-text: var(--ck-surface-text);
    --c-shift: var(--ck-surface);
  }
  ck-widget .c-secondary {
    --c-solid: light-dark(oklch(0.45 0.02 250), oklch(0.8 0.02 250));
    --c-on: light-dark(white, oklch(0.22 0.03 250));
    --c-text: light-dark(oklch(0.36 0.02 250), oklch(0.88 0.02 250));
    --c-shift: light-dark(black, white);
  }
  ck-widget .c-info {
    --c-solid: light-dark(oklch(0.5 0.16 255), oklch(0.55 0.16 255));
    --c-on: white;
    --c-text: light-dark(oklch(0.46 0.13 255), oklch(0.84 0.12 255));
    --c-shift: black;
  }
  ck-widget .c-discovery {
    --c-solid: light-dark(oklch(0.5 0.18 300), oklch(0.55 0.18 300));
    --c-on: white;
    --c-text: light-dark(oklch(0.46 0.13 300), oklch(0.84 0.12 300));
    --c-shift: black;
  }
  ck-widget .c-success {
    --c-solid: oklch(0.5 0.13 150);
    --c-on: white;
    --c-text: light-dark(oklch(0.46 0.13 150), oklch(0.84 0.12 150));
    --c-shift: black;
  }
  ck-widget .c-caution {
    --c-solid: oklch(0.86 0.12 90);
    --c-on: oklch(0.22 0.03 90);
    --c-text: light-dark(oklch(0.46 0.12 90), oklch(0.84 0.12 90));
    --c-shift: white;
  }
  ck-widget .c-warning {
    --c-solid: oklch(0.78 0.13 60);
    --c-on: oklch(0.22 0.03 60);
    --c-text: light-dark(oklch(0.46 0.13 60), oklch(0.84 0.12 60));
    --c-shift: white;
  }
  ck-widget .c-danger {
    --c-solid: light-dark(oklch(0.53 0.19 27), oklch(0.55 0.19 27));
    --c-on: white;
    --c-text: light-dark(oklch(0.46 0.13 27), oklch(0.84 0.12 27));
    --c-shift: black;
  }
  ck-widget .v-solid:is(.w-button, .w-badge) {
    color: var(--c-on);
    background: var(--c-solid);
  }
  ck-widget .v-soft:is(.w-button, .w-badge) {
    color: var(--c-text);
    background: color-mix(in srgb, var(--c-text) 12%, transparent);
  }
  ck-widget .v-outline:is(.w-button, .w-badge) {
    color: var(--c-text);
    background: transparent;
    box-shadow: inset 0 0 0 1px color-mix(in srgb, var(--c-text) 45%, transparent);
  }
  ck-widget .v-ghost.w-button {
    color: var(--c-text);
    background: transparent;
  }
  ck-widget .w-button.v-solid:hover:not(:disabled, [aria-disabled]) {
    background: color-mix(in oklab, var(--c-solid) 90%, var(--c-shift));
  }
  ck-widget .w-button:not(.v-solid):hover:not(:disabled, [aria-disabled]) {
    background: color-mix(in srgb, var(--c-text) 16%, transparent);
  }
  @media (forced-colors: active) {
    ck-widget :is(.w-button, .w-badge) {
      border: 1px solid;
    }
    ck-widget :is(.w-button, .w-badge).v-solid {
      color: HighlightText;
      background: Highlight;
      forced-color-adjust: none;
    }
  }
`;
