import { svg, html, nothing, type TemplateResult } from 'lit';
import './lucide-icon';
import { PATHS } from './paths';

/** Icons that point along the line of text, and so the other way where it runs from the right. */
const DIRECTED = /^(?:sidebar-.*|back-.*|(?:chevron|double-chevron|arrow|collapse|open)-(?:left|right)|external-link|list|reply|undo)$/;

/** An icon by its name; the name of one that is not known gives nothing. Icons are decoration: the control has the label. */
export function icon(name: string | null | undefined): TemplateResult | typeof nothing {
  if (typeof name !== 'string') {
    return nothing;
  }
  const lucide = /^lucide:([a-z0-9-]{1,60})$/.exec(name)?.[1];
  const path = Object.hasOwn(PATHS, lucide ?? name) ? PATHS[lucide ?? name] : undefined;
  if (!path) {
    return lucide ? html`<ck-lucide name=${lucide}></ck-lucide>` : nothing;
  }
  const filled = path.startsWith('!');
  return html`<svg class="icon ${filled ? 'filled' : ''} ${DIRECTED.test(name as string) ? 'directed' : ''}" viewBox="0 0 24 24" aria-hidden="true">${svg`<path d=${filled ? path.slice(1) : path} />`}</svg>`;
}
