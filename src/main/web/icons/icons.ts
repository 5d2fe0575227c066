import { svg, html, nothing, type TemplateResult } from 'lit';
import { PATHS } from './paths';

/** An icon by its name; the name of one that is not known gives nothing. Icons are decoration: the control has the label. */
export function icon(name: string | null | undefined): TemplateResult | typeof nothing {
  const path = typeof name === 'string' && Object.hasOwn(PATHS, name) ? PATHS[name] : undefined;
  if (!path) {
    return nothing;
  }
  const filled = path.startsWith('!');
  return html`<svg class="icon ${filled ? 'filled' : ''}" viewBox="0 0 24 24" aria-hidden="true">${svg`<path d=${filled ? path.slice(1) : path} />`}</svg>`;
}
