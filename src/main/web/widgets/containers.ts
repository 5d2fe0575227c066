import type { TemplateResult } from 'lit';
import { readAction } from './actions';
import { take, type Context } from './context';
import { actionButton } from './controls';
import { html, icon, imageAllowed, nothing, styles } from './kit';
import { submits } from './layout';
import { renderChildren, renderList } from './render';
import { bool, borders, children, color, isObject, layout, number, oneOf, sides, text, whole, type Css, type Node } from './values';

/** Entries of a list that chooses the limit itself. */
const AUTOMATIC_LIMIT = 10;

function scheme(node: Node): string | typeof nothing {
  return oneOf(node['theme'], ['light', 'dark']) ?? nothing;
}

export function basic(node: Node, context: Context): TemplateResult {
  const direction = oneOf(node['direction'], ['row', 'col']) === 'row' ? 'w-row' : 'w-col';
  return html`<div class="w-basic ${direction}" data-scheme=${scheme(node)} ${styles(layout(node))}>${renderChildren(node, context)}</div>`;
}

/** The line above a card or list: an icon or a small image, and a text. */
function status(value: unknown, context: Context): TemplateResult | typeof nothing {
  const label = isObject(value) ? text(value['text']) : null;
  if (!isObject(value) || !label) {
    return nothing;
  }
  const favicon = text(value['favicon']);
  const drawing = text(value['icon']);
  return html`<div class="w-status">
    ${favicon && imageAllowed(favicon, context.host.thread)
      ? html`<img class=${bool(value['frame']) ? 'frame' : ''} src=${favicon} alt="" referrerpolicy="no-referrer" @error=${hide} />`
      : drawing
        ? icon(drawing)
        : nothing}
    <span>${label}</span>
  </div>`;
}

function hide(event: Event): void {
  (event.currentTarget as HTMLElement).hidden = true;
}

export function card(node: Node, context: Context): TemplateResult {
  const { host, path } = context;
  const inset = sides(node['padding'], 'padding');
  const css: Css = { 'background-color': color(node['background'], 'background'), ...borders(node['border']) };
  const openPath = `${path}#open`;
  const collapsed = bool(node['collapsed']);
  const open = !collapsed || host.isOpen(openPath);
  const body = html`<div class="w-card-body" ${styles(inset)} ?hidden=${!open}>${renderChildren(node, context)}</div>
    ${open ? footer(node, context) : nothing}`;
  const asForm = bool(node['asForm']);
  const confirm = isObject(node['confirm']) ? node['confirm']['action'] : undefined;
  return html`<div
    class="w-card s-${oneOf(node['size'], ['sm', 'md', 'lg', 'full']) ?? 'md'}"
    data-scheme=${scheme(node)}
    ${styles({ ...css, '--w-pad': number(node['padding'], 0, 100) === null ? null : `${Number(node['padding']) / 4}rem` })}
  >
    ${status(node['status'], context)}
    ${collapsed
      ? html`<button type="button" class="w-toggle" aria-expanded=${open} @click=${() => host.setOpen(openPath, !open)}>
          ${icon(open ? 'chevron-up' : 'chevron-down')}${host.t(open ? 'widget.hide' : 'widget.show')}
        </button>`
      : nothing}
    ${asForm ? html`<form class="w-form" novalidate @submit=${submits(context, confirm, `${path}#confirm`)}>${body}</form>` : body}
  </div>`;
}

function footer(node: Node, context: Context): TemplateResult | typeof nothing {
  const confirm = cardAction(node['confirm']);
  const cancel = cardAction(node['cancel']);
  if (!confirm && !cancel) {
    return nothing;
  }
  const part = (action: { label: string; action: unknown }, name: string, colorName: string, variant: string, submit: boolean) =>
    actionButton({ label: action.label, color: colorName, variant }, context, submit ? undefined : action.action, submit, `${context.path}#${name}`, 'container');
  return html`<div class="w-footer">
    ${cancel ? part(cancel, 'cancel', 'secondary', 'outline', false) : nothing}
    ${confirm ? part(confirm, 'confirm', 'primary', 'solid', bool(node['asForm'])) : nothing}
  </div>`;
}

function cardAction(value: unknown): { label: string; action: unknown } | null {
  const label = isObject(value) ? text(value['label']) : null;
  return isObject(value) && label ? { label, action: value['action'] } : null;
}

/** A list of entries; what is beyond its limit is shown when one asks for it. */
export function listView(node: Node, context: Context): TemplateResult {
  const { host, path } = context;
  const entries = children(node['children']);
  const openPath = `${path}#more`;
  const limit = node['limit'] === 'auto' ? AUTOMATIC_LIMIT : (whole(node['limit'], 1, 1000) ?? entries.length);
  const shown = host.isOpen(openPath) ? entries : entries.slice(0, limit);
  return html`<div class="w-list" data-scheme=${scheme(node)}>
    ${status(node['status'], context)}
    <ul role="list">
      ${renderList(shown, context, listItem)}
    </ul>
    ${shown.length < entries.length
      ? html`<button type="button" class="w-more" @click=${(event: Event) => showMore(event, context, openPath, limit)}>
          ${icon('chevron-down')}${host.t('widget.more', entries.length - shown.length)}
        </button>`
      : nothing}
  </div>`;
}

/** Shows the rest of a list, and goes on to what is new. */
function showMore(event: Event, context: Context, openPath: string, limit: number): void {
  const list = (event.currentTarget as Element).closest('.w-list');
  context.host.setOpen(openPath, true);
  setTimeout(() => {
    const entry = list?.querySelectorAll<HTMLElement>(':scope > ul > li')[limit];
    const target = entry?.querySelector<HTMLElement>('button, input, select, textarea, a[href]') ?? entry;
    if (target === entry) {
      entry?.setAttribute('tabindex', '-1');
    }
    target?.focus();
  }, 150);
}

function listItem(value: unknown, context: Context): TemplateResult | typeof nothing {
  const { host } = context;
  const inner = take(value, context);
  if (!inner) {
    return nothing;
  }
  if (!isObject(value) || value['type'] !== 'ListViewItem') {
    return html`<li><span class="w-unknown">${host.t('widget.unknown')}</span></li>`;
  }
  const config = readAction(value['onClickAction']);
  const loading = host.loading(context.path);
  const blocked = loading || (host.waiting && config?.handler !== 'client' && config?.streaming !== false);
  const click = (event: Event) => {
    if (config && !blocked) {
      host.trigger({ config, path: context.path, element: event.currentTarget as Element, loading: 'self', change: false, own: {} });
    }
  };
  return html`<li class="w-entry ${config ? 'clickable' : ''} ${loading ? 'loading' : ''}">
    ${config
      ? html`<button type="button" class="w-hit" data-names-itself aria-disabled=${blocked ? 'true' : nothing} aria-busy=${loading ? 'true' : nothing} @click=${click}></button>`
      : nothing}
    <div class="w-row" ${styles(layout({ gap: value['gap'], align: value['align'] }))}>${renderChildren(value, inner)}</div>
    ${loading ? html`<span class="w-spinner">${icon('spinner')}</span>` : nothing}
  </li>`;
}
