import { svg, html, nothing, type TemplateResult } from 'lit';

/** Paths on a grid of 24 by 24, drawn as lines of width 2. */
const PATHS: Record<string, string> = {
  send: 'M12 19V5M6 11l6-6 6 6',
  stop: 'M7 7h10v10H7z',
  plus: 'M12 5v14M5 12h14',
  close: 'M6 6l12 12M18 6L6 18',
  history: 'M12 7v5l3 2M4 12a8 8 0 1 0 2.5-5.8M4 4v4h4',
  compose: 'M12 20h8M16.5 4.5a2.1 2.1 0 0 1 3 3L8 19l-4 1 1-4z',
};

/** An icon by its name; the name of one that is not known gives nothing. Icons are decoration: the control has the label. */
export function icon(name: string): TemplateResult | typeof nothing {
  const path = PATHS[name];
  return path ? html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${svg`<path d=${path} />`}</svg>` : nothing;
}
