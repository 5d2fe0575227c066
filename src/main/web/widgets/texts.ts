import type { TemplateResult } from 'lit';
import { cut, type Context } from './context';
import { isMarked, check } from './fields';
import { html, icon as drawing, imageAllowed, nothing, styles } from './kit';
import { block, bool, borders, color, fit, isObject, oneOf, pattern, size, text as textOf, whole, type Css, type Node } from './values';

const WEIGHTS = { normal: '400', medium: '500', semibold: '600', bold: '700' } as const;
const SIZES = ['xs', 'sm', 'md', 'lg', 'xl'] as const;

/** Members that all texts have. */
function typography(node: Node): Css {
  const weight = oneOf(node['weight'], ['normal', 'medium', 'semibold', 'bold']);
  const lines = whole(node['maxLines'], 1, 1000);
  return {
    color: color(node['color'], 'text'),
    'font-weight': weight && WEIGHTS[weight],
    'text-align': oneOf(node['textAlign'], ['start', 'center', 'end']),
    '-webkit-line-clamp': lines,
  };
}

function clamping(node: Node): string {
  return bool(node['truncate']) ? 'truncate' : whole(node['maxLines'], 1, 1000) === null ? '' : 'clamp';
}

export function text(node: Node, context: Context): TemplateResult {
  const value = cut(context, textOf(node['value']) ?? '');
  const editable = isObject(node['editable']) ? node['editable'] : null;
  const name = editable ? textOf(editable['name']) : null;
  const least = whole(node['minLines'], 1, 100);
  const css = {
    ...typography(node),
    'inline-size': size(node['width']),
    'font-style': bool(node['italic']) ? 'italic' : null,
    'text-decoration': bool(node['lineThrough']) ? 'line-through' : null,
    'min-block-size': least && `${least}lh`,
  };
  const sizing = oneOf(node['size'], SIZES) ?? 'md';
  return editable && name !== null && !bool(node['streaming'])
    ? editableText(node, context, { value, name, editable, css, sizing })
    : html`<p class="w-text ${sizing} ${clamping(node)}" ${styles(css)}>${value}</p>`;
}

interface EditableText {
  value: string;
  name: string;
  editable: Node;
  css: Css;
  sizing: string;
}

/** A text that is edited where it stands, as a field of its form. */
function editableText(node: Node, context: Context, { value, name, editable, css, sizing }: EditableText): TemplateResult {
  const expected = pattern(editable['pattern']);
  return html`<div class="w-field">
    <textarea
      class="w-text w-editable ${sizing}"
      data-field
      data-control=${name}
      data-fallback=${textOf(editable['placeholder']) ?? ''}
      data-pattern=${expected ?? nothing}
      data-autofocus=${bool(editable['autoFocus']) ? '' : nothing}
      data-autoselect=${bool(editable['autoSelect']) ? '' : nothing}
      name=${name}
      rows=${whole(node['minLines'], 1, 100) ?? 1}
      placeholder=${textOf(editable['placeholder']) ?? nothing}
      autocomplete=${autocomplete(editable)}
      ?data-1p-ignore=${editable['allowAutofillExtensions'] !== true}
      ?required=${bool(editable['required'])}
      .defaultValue=${value}
      @input=${(event: Event) => edited(event, context)}
      @keydown=${submitsWithEnter}
      ${styles(css)}
    ></textarea>
    <span class="w-error" role="alert" hidden></span>
  </div>`;
}

export function autocomplete(node: Node): string {
  const hint = textOf(node['autoComplete']);
  return hint && /^[a-z0-9 -]{1,60}$/i.test(hint) ? hint : 'off';
}

/** An edited field is checked while an error is shown at it. */
export function edited(event: Event, context: Context): void {
  const field = event.currentTarget as HTMLInputElement | HTMLTextAreaElement;
  if (isMarked(field)) {
    check(field, context.host.t);
  }
}

/** Enter makes a line in a text of several lines; with Control or Command it submits the form. */
export function submitsWithEnter(event: KeyboardEvent): void {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing) {
    event.preventDefault();
    (event.currentTarget as HTMLTextAreaElement).form?.requestSubmit();
  }
}

const TITLE_SIZES = ['sm', 'md', 'lg', 'xl', '2xl', '3xl', '4xl', '5xl'] as const;

export function title(node: Node, context: Context): TemplateResult {
  const sizing = oneOf(node['size'], TITLE_SIZES) ?? 'md';
  return html`<p class="w-title s-${sizing} ${clamping(node)}" role="heading" aria-level="3" ${styles(typography(node))}
    >${cut(context, textOf(node['value']) ?? '')}</p
  >`;
}

export function caption(node: Node, context: Context): TemplateResult {
  const sizing = oneOf(node['size'], ['sm', 'md', 'lg']) ?? 'md';
  return html`<p class="w-caption s-${sizing} ${clamping(node)}" ${styles(typography(node))}>${cut(context, textOf(node['value']) ?? '')}</p>`;
}

/** The label of a field, which `connectLabels` connects with it. */
export function label(node: Node, context: Context): TemplateResult {
  const sizing = oneOf(node['size'], SIZES) ?? 'sm';
  return html`<label class="w-label ${sizing}" data-for=${textOf(node['fieldName']) ?? ''} ${styles(typography(node))}
    >${cut(context, textOf(node['value']) ?? '')}</label
  >`;
}

export function markdown(node: Node, context: Context): TemplateResult {
  return context.host.markdown(cut(context, textOf(node['value']) ?? ''), bool(node['streaming']));
}

export function chart(node: Node, context: Context): TemplateResult {
  return context.host.chart(node);
}

const BADGE_COLORS = ['secondary', 'success', 'danger', 'warning', 'info', 'discovery'] as const;

export function badge(node: Node, context: Context): TemplateResult {
  const tint = oneOf(node['color'], BADGE_COLORS) ?? 'secondary';
  const variant = oneOf(node['variant'], ['solid', 'soft', 'outline']) ?? 'soft';
  const sizing = oneOf(node['size'], ['sm', 'md', 'lg']) ?? 'sm';
  return html`<span class="w-badge c-${tint} v-${variant} s-${sizing} ${node['pill'] === false ? '' : 'pill'}"
    >${cut(context, textOf(node['label']) ?? '')}</span
  >`;
}

const ICON_SIZES = ['xs', 'sm', 'md', 'lg', 'xl', '2xl', '3xl'] as const;

export function icon(node: Node): TemplateResult | typeof nothing {
  const name = textOf(node['name']);
  const sizing = oneOf(node['size'], ICON_SIZES) ?? 'md';
  return name ? html`<span class="w-icon s-${sizing}" ${styles({ color: color(node['color'], 'text') })}>${drawing(name)}</span>` : nothing;
}

/** An image. One that the thread does not allow, or that does not load, leaves its description. */
export function image(node: Node, context: Context): TemplateResult {
  const alt = textOf(node['alt']) ?? '';
  const address = textOf(node['src']);
  const allowed = imageAllowed(address, context.host.thread);
  const css = { ...block(node), 'background-color': color(node['background'], 'background'), ...borders(node['border']) };
  return html`<span class="w-image ${bool(node['frame']) ? 'frame' : ''} ${bool(node['flush']) ? 'flush' : ''}" ${styles(css)}>
    ${allowed
      ? html`<img src=${address!} alt=${alt} loading="lazy" decoding="async" referrerpolicy="no-referrer" @error=${failed} @load=${loaded} ${styles(fit(node))} />`
      : nothing}
    <span class="w-missing" ?hidden=${allowed}>${drawing('image')}<span>${alt || context.host.t('widget.image')}</span></span>
  </span>`;
}

function failed(event: Event): void {
  showMissing(event.currentTarget as HTMLImageElement, true);
}

function loaded(event: Event): void {
  showMissing(event.currentTarget as HTMLImageElement, false);
}

function showMissing(element: HTMLImageElement, missing: boolean): void {
  element.hidden = missing;
  const note = element.parentElement?.querySelector<HTMLElement>('.w-missing');
  if (note) {
    note.hidden = !missing;
  }
}
