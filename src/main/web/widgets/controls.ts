import type { TemplateResult } from 'lit';
import { readAction } from './actions';
import { cut, cutList, type Context } from './context';
import { check, fieldValue, isMarked } from './fields';
import { html, icon, nothing, repeat, styles } from './kit';
import { autocomplete, edited, submitsWithEnter } from './texts';
import { bool, date, objects, oneOf, pattern, text, whole, type Node } from './values';

const SIZES = ['3xs', '2xs', 'xs', 'sm', 'md', 'lg', 'xl', '2xl', '3xl'] as const;
const VARIANTS = ['solid', 'soft', 'outline', 'ghost'] as const;
const BUTTON_COLORS = ['primary', 'secondary', 'info', 'discovery', 'success', 'caution', 'warning', 'danger'] as const;

export interface ButtonLook {
  label: string | null;
  color: string;
  variant: string;
  size?: string;
  flags?: string;
  start?: unknown;
  end?: unknown;
  iconSize?: string | null;
  disabled?: boolean;
}

/** A button that begins actions: one that waits, or whose action is running, keeps the focus and says what it does. */
export function actionButton(look: ButtonLook, context: Context, action: unknown, submit: boolean, path = context.path, loads: 'self' | 'container' = 'self'): TemplateResult {
  const { host } = context;
  const config = readAction(action);
  const loading = host.loading(path);
  const blocked = loading || (host.waiting && (submit || config !== null) && !(config?.handler === 'client') && config?.streaming !== false);
  const start = text(look.start);
  const end = text(look.end);
  const name = look.label || (start ?? end ?? '').replace(/^[a-z]+:/, '').replaceAll('-', ' ');
  const click = (event: Event) => {
    if (blocked) {
      event.preventDefault();
    } else if (config && !submit) {
      event.stopPropagation();
      host.trigger({ config, path, element: event.currentTarget as Element, loading: loads, change: false, own: {} });
    }
  };
  return html`<button
    type=${submit ? 'submit' : 'button'}
    class="w-button c-${look.color} v-${look.variant} z-${look.size ?? 'lg'} ${look.flags ?? ''} ${look.label ? '' : 'icon-only'} ${loading ? 'loading' : ''}"
    aria-label=${look.label ? nothing : name}
    aria-disabled=${blocked ? 'true' : nothing}
    aria-busy=${loading ? 'true' : nothing}
    ?disabled=${look.disabled}
    .widgetAction=${submit ? action : undefined}
    .widgetPath=${path}
    @click=${click}
  >
    ${loading ? html`<span class="w-spinner">${icon('spinner')}</span>` : nothing}
    ${start ? html`<span class="w-icon s-${look.iconSize ?? 'control'}">${icon(start)}</span>` : nothing}
    ${look.label ? html`<span>${look.label}</span>` : nothing}
    ${end ? html`<span class="w-icon s-${look.iconSize ?? 'control'}">${icon(end)}</span>` : nothing}
  </button>`;
}

export function button(node: Node, context: Context): TemplateResult {
  const style = oneOf(node['style'], ['primary', 'secondary']);
  const color = oneOf(node['color'], BUTTON_COLORS) ?? style ?? 'secondary';
  const variant = oneOf(node['variant'], VARIANTS) ?? (color === 'secondary' ? 'soft' : 'solid');
  const flags = ['pill', 'uniform', 'block'].filter((flag) => bool(node[flag])).join(' ');
  const label = text(node['label']);
  return actionButton(
    {
      label: label === null ? null : cut(context, label),
      color,
      variant,
      size: oneOf(node['size'], SIZES) ?? 'lg',
      flags,
      start: node['iconStart'],
      end: node['iconEnd'],
      iconSize: oneOf(node['iconSize'], ['sm', 'md', 'lg', 'xl', '2xl']),
      disabled: bool(node['disabled']),
    },
    context,
    node['onClickAction'],
    bool(node['submit']),
  );
}

/** The name of a field. One without a name is shown and is part of no form. */
function fieldName(node: Node): string {
  return text(node['name']) ?? '';
}

function look(node: Node, context: Context, variants: readonly string[] = VARIANTS): string {
  const variant = oneOf(node['variant'], variants) ?? 'outline';
  const gutter = oneOf(node['gutterSize'], ['2xs', 'xs', 'sm', 'md', 'lg', 'xl']);
  return [
    `w-control v-${variant} z-${oneOf(node['size'], SIZES) ?? 'lg'}`,
    gutter ? `g-${gutter}` : '',
    bool(node['pill']) ? 'pill' : '',
    bool(node['block']) ? 'block' : '',
    context.host.loading(context.path) ? 'loading' : '',
  ].join(' ');
}

/** Where it is said what is wrong with a field. */
function errorNote(): TemplateResult {
  return html`<span class="w-error" role="alert" hidden></span>`;
}

export function input(node: Node, context: Context): TemplateResult {
  const name = fieldName(node);
  return html`<div class="w-field">
    <input
      class=${look(node, context, ['soft', 'outline'])}
      data-field
      data-control=${name}
      data-fallback=${text(node['placeholder']) ?? ''}
      data-autofocus=${bool(node['autoFocus']) ? '' : nothing}
      data-autoselect=${bool(node['autoSelect']) ? '' : nothing}
      name=${name}
      type=${oneOf(node['inputType'], ['number', 'email', 'text', 'password', 'tel', 'url']) ?? 'text'}
      step=${node['inputType'] === 'number' ? 'any' : nothing}
      value=${cut(context, text(node['defaultValue']) ?? '')}
      placeholder=${text(node['placeholder']) ?? nothing}
      pattern=${pattern(node['pattern']) ?? nothing}
      autocomplete=${autocomplete(node)}
      ?data-1p-ignore=${node['allowAutofillExtensions'] !== true}
      ?required=${bool(node['required'])}
      ?disabled=${bool(node['disabled'])}
      @input=${(event: Event) => edited(event, context)}
    />
    ${errorNote()}
  </div>`;
}

export function textarea(node: Node, context: Context): TemplateResult {
  const name = fieldName(node);
  const rows = whole(node['rows'], 1, 50) ?? 3;
  const grows = bool(node['autoResize']);
  return html`<div class="w-field">
    <textarea
      class="${look(node, context, ['soft', 'outline'])} ${grows ? 'grows' : ''}"
      data-field
      data-control=${name}
      data-fallback=${text(node['placeholder']) ?? ''}
      data-pattern=${pattern(node['pattern']) ?? nothing}
      data-autofocus=${bool(node['autoFocus']) ? '' : nothing}
      data-autoselect=${bool(node['autoSelect']) ? '' : nothing}
      ${styles({ '--rows': Math.max(rows, whole(node['maxRows'], 1, 50) ?? 12) })}
      name=${name}
      rows=${rows}
      placeholder=${text(node['placeholder']) ?? nothing}
      autocomplete=${autocomplete(node)}
      ?data-1p-ignore=${node['allowAutofillExtensions'] !== true}
      ?required=${bool(node['required'])}
      ?disabled=${bool(node['disabled'])}
      .defaultValue=${cut(context, text(node['defaultValue']) ?? '')}
      @input=${(event: Event) => edited(event, context)}
      @keydown=${submitsWithEnter}
    ></textarea>
    ${errorNote()}
  </div>`;
}

/** Handles the change of a control, which may have an action. */
function changes(node: Node, context: Context): (event: Event) => void {
  return (event) => {
    const field = event.currentTarget as HTMLInputElement | HTMLSelectElement;
    if (isMarked(field)) {
      check(field, context.host.t);
    }
    const config = readAction(node['onChangeAction']);
    const value = fieldValue(field);
    if (config && field.validity.valid) {
      const own = field.name && value !== undefined ? { [field.name]: value } : {};
      context.host.trigger({ config, path: context.path, element: field, loading: 'none', change: true, own });
    }
  };
}

/** Empties a control, and says so like a person's change. */
function clears(event: Event): void {
  const field = (event.currentTarget as Element).closest('.w-field')?.querySelector<HTMLInputElement | HTMLSelectElement>('[data-field]');
  if (field) {
    field.value = '';
    field.dispatchEvent(new Event('change', { bubbles: true }));
    field.focus();
  }
}

function clearButton(node: Node, context: Context): TemplateResult | typeof nothing {
  return bool(node['clearable']) && !bool(node['disabled'])
    ? html`<button type="button" class="w-clear icon-only" aria-label=${context.host.t('widget.clear')} @click=${clears}>${icon('close')}</button>`
    : nothing;
}

export function select(node: Node, context: Context): TemplateResult {
  const name = fieldName(node);
  const options = cutList(context, objects(node['options'])).map((option) => ({
    value: text(option['value']) ?? '',
    label: text(option['label']) ?? text(option['value']) ?? '',
    description: text(option['description']),
    disabled: bool(option['disabled']),
  }));
  const chosen = text(node['defaultValue']);
  const known = options.some((option) => option.value === chosen);
  return html`<div class="w-field w-select ${bool(node['block']) ? 'block' : ''}">
    <select
      class=${look(node, context)}
      data-field
      data-control=${name}
      data-fallback=${text(node['placeholder']) ?? ''}
      name=${name}
      ?disabled=${bool(node['disabled'])}
      @change=${changes(node, context)}
    >
      <option value="" ?selected=${!known} ?hidden=${!bool(node['clearable'])}>${text(node['placeholder']) ?? ''}</option>
      ${repeat(
        options,
        (option, index) => `${index}:${option.value}`,
        (option) =>
          html`<option value=${option.value} ?selected=${known && option.value === chosen} ?disabled=${option.disabled}
            >${option.description ? `${option.label} — ${option.description}` : option.label}</option
          >`,
      )}
    </select>
    <span class="w-chevron">${icon('chevron-down')}</span>
    ${clearButton(node, context)} ${errorNote()}
  </div>`;
}

export function datePicker(node: Node, context: Context): TemplateResult {
  const name = fieldName(node);
  return html`<div class="w-field w-date ${bool(node['block']) ? 'block' : ''}">
    <input
      type="date"
      class=${look(node, context)}
      data-field
      data-control=${name}
      data-fallback=${text(node['placeholder']) ?? ''}
      name=${name}
      value=${date(node['defaultValue']) ?? ''}
      min=${date(node['min']) ?? nothing}
      max=${date(node['max']) ?? nothing}
      ?disabled=${bool(node['disabled'])}
      @change=${changes(node, context)}
    />
    ${clearButton(node, context)} ${errorNote()}
  </div>`;
}

export function checkbox(node: Node, context: Context): TemplateResult {
  const label = text(node['label']);
  const name = fieldName(node);
  return html`<div class="w-field">
    <label class="w-choice">
      <input
        type="checkbox"
        data-field
        data-control=${label ? nothing : name}
        name=${name}
        ?checked=${bool(node['defaultChecked'])}
        ?required=${bool(node['required'])}
        ?disabled=${bool(node['disabled'])}
        @change=${changes(node, context)}
      />
      ${label ? html`<span>${cut(context, label)}</span>` : nothing}
    </label>
    ${errorNote()}
  </div>`;
}

export function radioGroup(node: Node, context: Context): TemplateResult {
  const name = fieldName(node);
  const options = cutList(context, objects(node['options']));
  const chosen = text(node['defaultValue']);
  return html`<fieldset
    class="w-field w-radios ${oneOf(node['direction'], ['row', 'col']) === 'col' ? 'col' : 'row'}"
    role="radiogroup"
    data-control=${name}
    data-fallback=${text(node['ariaLabel']) ?? ''}
    aria-required=${bool(node['required']) ? 'true' : nothing}
    ?disabled=${bool(node['disabled'])}
  >
    ${repeat(
      options,
      (option, index) => `${index}:${text(option['value']) ?? ''}`,
      (option) => html`<label class="w-choice">
        <input
          type="radio"
          data-field
          name=${name}
          value=${text(option['value']) ?? ''}
          ?checked=${chosen !== null && text(option['value']) === chosen}
          ?required=${bool(node['required'])}
          ?disabled=${bool(option['disabled'])}
          @change=${changes(node, context)}
        />
        <span>${text(option['label']) ?? text(option['value']) ?? ''}</span>
      </label>`,
    )}
    ${errorNote()}
  </fieldset>`;
}
