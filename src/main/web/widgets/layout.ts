import type { TemplateResult } from 'lit';
import { readAction } from './actions';
import type { Context } from './context';
import { formValues, validate } from './fields';
import { html, styles } from './kit';
import { renderChildren } from './render';
import { bool, color, distance, layout, oneOf, size, type Node } from './values';

/** A box, whose children are below one another unless it says otherwise. */
export function box(node: Node, context: Context): TemplateResult {
  return oneOf(node['direction'], ['row', 'col']) === 'row' ? row(node, context) : col(node, context, 'w-box');
}

export function row(node: Node, context: Context): TemplateResult {
  return html`<div class="w-row" ${styles(layout(node))}>${renderChildren(node, context)}</div>`;
}

export function col(node: Node, context: Context, name = 'w-col'): TemplateResult {
  return html`<div class=${name} ${styles(layout(node))}>${renderChildren(node, context)}</div>`;
}

/** A form. What its fields have is part of each action within, and it checks them before its own. */
export function form(node: Node, context: Context): TemplateResult {
  const direction = oneOf(node['direction'], ['row', 'col']) === 'row' ? 'w-row' : 'w-col';
  return html`<form class="w-form ${direction}" novalidate @submit=${submits(context, node['onSubmitAction'])} ${styles(layout(node))}>
    ${renderChildren(node, context)}
  </form>`;
}

/** Handles that a form is submitted: its action, or that of the button that did it, if all fields are valid. */
export function submits(context: Context, action: unknown, path = context.path): (event: SubmitEvent) => void {
  return (event) => {
    event.preventDefault();
    event.stopPropagation();
    const target = event.currentTarget as HTMLFormElement;
    const submitter = event.submitter as (HTMLElement & { widgetAction?: unknown; widgetPath?: string }) | null;
    const own = readAction(submitter?.widgetAction);
    const config = own ?? readAction(action);
    if (config && validate(target, context.host.t)) {
      const from = own ? (submitter?.widgetPath ?? path) : path;
      context.host.trigger({ config, path: from, element: target, loading: own ? 'self' : 'container', change: false, own: formValues(target) });
    }
  };
}

export function spacer(node: Node): TemplateResult {
  const least = size(node['minSize'], 'min-width');
  return html`<div class="w-spacer" ${styles({ 'flex-basis': least })}></div>`;
}

export function divider(node: Node): TemplateResult {
  const spacing = distance(node['spacing']);
  return html`<hr
    class="w-divider ${bool(node['flush']) ? 'flush' : ''}"
    ${styles({
      'border-block-start-width': size(node['size'], 'border-top-width'),
      'border-block-start-color': color(node['color'], 'border'),
      'margin-block': spacing,
    })}
  />`;
}

/** A child that appears softly when another takes its place. */
export function transition(node: Node, context: Context): TemplateResult {
  return html`<div class="w-transition">${renderChildren(node, context)}</div>`;
}
