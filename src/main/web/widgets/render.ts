import type { TemplateResult } from 'lit';
import { MAX_DEPTH } from './budget';
import { basic, card, listView } from './containers';
import { cutList, take, type Context } from './context';
import { button, checkbox, datePicker, input, radioGroup, select, textarea } from './controls';
import { guard, html, nothing, repeat } from './kit';
import { box, col, divider, form, row, spacer, transition } from './layout';
import { table } from './table';
import { badge, caption, chart, icon, image, label, markdown, text, title } from './texts';
import { children, isObject, type Node } from './values';

type Rendered = TemplateResult | typeof nothing;
export type Renderer = (node: Node, context: Context) => Rendered;

const RENDERERS: Readonly<Record<string, Renderer>> = {
  Badge: badge,
  Basic: basic,
  Box: box,
  Button: button,
  Caption: caption,
  Card: card,
  Chart: chart,
  Checkbox: checkbox,
  Col: col,
  DatePicker: datePicker,
  Divider: divider,
  Form: form,
  Icon: icon,
  Image: image,
  Input: input,
  Label: label,
  ListView: listView,
  Markdown: markdown,
  RadioGroup: radioGroup,
  Row: row,
  Select: select,
  Spacer: spacer,
  Table: table,
  Text: text,
  Textarea: textarea,
  Title: title,
  Transition: transition,
};

/** A part of a widget that is none, or of a type that is not known. */
function placeholder(context: Context): TemplateResult {
  return html`<span class="w-unknown">${context.host.t('widget.unknown')}</span>`;
}

/**
 * Renders a node. It does so again only if the node, how much of it fits, or the state of the widget has changed: an update of
 * one node leaves the others alone.
 */
export function renderNode(node: unknown, context: Context): unknown {
  const inner = take(node, context);
  if (!inner) {
    return nothing;
  }
  const { left, slice } = inner.budget;
  return guard([node, left, slice, context.revision, context.path], () => {
    if (!isObject(node) || typeof node['type'] !== 'string' || !Object.hasOwn(RENDERERS, node['type']) || context.depth > MAX_DEPTH) {
      return placeholder(context);
    }
    try {
      return RENDERERS[node['type']]!(node, inner);
    } catch (error) {
      console.error('chatkit-ee: a part of a widget cannot be shown', error);
      return placeholder(context);
    }
  });
}

/** Names the children of a node, by their keys, IDs or places. */
export function keyed(values: readonly unknown[]): { key: string; value: unknown }[] {
  const used = new Set<string>();
  return values.map((value, index) => {
    let key = `${index}`;
    if (isObject(value)) {
      const own = typeof value['key'] === 'string' ? `k${value['key']}` : typeof value['id'] === 'string' ? `i${value['id']}` : null;
      key = own !== null && own.length < 200 && !used.has(own) ? own : `${index}`;
      key += `:${typeof value['type'] === 'string' ? value['type'].slice(0, 30) : ''}`;
    }
    while (used.has(key)) {
      key += '+';
    }
    used.add(key);
    return { key, value };
  });
}

/** Renders the children of a node, as far as there is room for them. */
export function renderChildren(node: Node, context: Context): unknown {
  return renderList(children(node['children']), context);
}

export function renderList(values: readonly unknown[], context: Context, each: (value: unknown, context: Context) => unknown = renderNode): unknown {
  return repeat(
    keyed(cutList(context, values)),
    ({ key }) => key,
    ({ key, value }) => each(value, { ...context, path: `${context.path}/${key}` }),
  );
}
