import type { TemplateResult } from 'lit';
import { take, type Context } from './context';
import { html, nothing, styles } from './kit';
import { renderChildren, renderList } from './render';
import { bool, children, isObject, oneOf, sides, size, whole, type Node } from './values';

const COLUMN_SIZES = { xs: '4rem', sm: '7rem', md: '10rem', lg: '15rem', xl: '22rem' } as const;

/** A table. Header rows at its beginning are its head. */
export function table(node: Node, context: Context): TemplateResult {
  const rows = children(node['children']).filter((child) => isObject(child) && child['type'] === 'Table.Row') as Node[];
  const first = rows.findIndex((row) => !bool(row['header']));
  const heads = first < 0 ? rows.length : first;
  return html`<div class="w-table" role="group" tabindex="0" aria-label=${context.host.t('widget.table')}>
    <table>
      ${heads > 0 ? html`<thead>${renderList(rows.slice(0, heads), context, row)}</thead>` : nothing}
      <tbody>${renderList(rows.slice(heads), { ...context, path: `${context.path}/body` }, row)}</tbody>
    </table>
  </div>`;
}

function row(value: unknown, context: Context): TemplateResult | typeof nothing {
  const inner = take(value, context);
  if (!inner) {
    return nothing;
  }
  const node = value as Node;
  const cells = children(node['children']).filter((child) => isObject(child) && child['type'] === 'Table.Cell');
  return html`<tr>${renderList(cells, inner, (cellNode, cellContext) => cell(cellNode, cellContext, bool(node['header'])))}</tr>`;
}

function cell(value: unknown, context: Context, header: boolean): TemplateResult | typeof nothing {
  const inner = take(value, context);
  if (!inner) {
    return nothing;
  }
  const node = value as Node;
  const columnSize = oneOf(node['colSize'], ['xs', 'sm', 'md', 'lg', 'xl']);
  const css = styles({
    'inline-size': size(node['width']) ?? (columnSize && COLUMN_SIZES[columnSize]),
    'text-align': oneOf(node['align'], ['start', 'center', 'end']),
    'vertical-align': { start: 'top', center: 'middle', end: 'bottom' }[oneOf(node['vAlign'], ['start', 'center', 'end']) ?? 'center'],
    ...sides(node['padding'], 'padding'),
  });
  const columns = whole(node['colSpan'], 1, 100) ?? 1;
  const rows = whole(node['rowSpan'], 1, 100) ?? 1;
  const content = html`<div class="w-cell">${renderChildren(node, inner)}</div>`;
  return header
    ? html`<th scope="col" colspan=${columns} rowspan=${rows} ${css}>${content}</th>`
    : html`<td colspan=${columns} rowspan=${rows} ${css}>${content}</td>`;
}
