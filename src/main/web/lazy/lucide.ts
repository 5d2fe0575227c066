import nodes from 'lucide-static/icon-nodes.json';

const SVG = 'http://www.w3.org/2000/svg';

/** Names that icons had before. */
const RENAMED: Readonly<Record<string, string>> = {
  'alert-circle': 'circle-alert',
  'alert-triangle': 'triangle-alert',
  'area-chart': 'chart-area',
  'bar-chart': 'chart-no-axes-column-increasing',
  'bar-chart-2': 'chart-no-axes-column',
  'bar-chart-3': 'chart-column',
  'check-circle': 'circle-check-big',
  'check-circle-2': 'circle-check',
  'check-square': 'square-check-big',
  'circle-question-mark': 'circle-help',
  'code-2': 'code-xml',
  columns: 'columns-2',
  edit: 'square-pen',
  'edit-2': 'pen',
  'edit-3': 'pen-line',
  'file-edit': 'file-pen',
  grid: 'grid-3x3',
  'help-circle': 'circle-help',
  home: 'house',
  layout: 'panels-top-left',
  'line-chart': 'chart-line',
  'loader-2': 'loader-circle',
  'minus-circle': 'circle-minus',
  'more-horizontal': 'ellipsis',
  'more-vertical': 'ellipsis-vertical',
  'pause-circle': 'circle-pause',
  'pie-chart': 'chart-pie',
  'play-circle': 'circle-play',
  'plus-circle': 'circle-plus',
  sidebar: 'panel-left',
  sliders: 'sliders-vertical',
  'stop-circle': 'circle-stop',
  train: 'tram-front',
  unlock: 'lock-open',
  'user-circle': 'circle-user',
  verified: 'badge-check',
  'x-circle': 'circle-x',
};

/** The shapes of a Lucide icon; null if there is none with the name. */
export function lucide(name: string): SVGElement[] | null {
  const known = Object.hasOwn(nodes, name) ? name : Object.hasOwn(RENAMED, name) ? RENAMED[name]! : null;
  return known === null
    ? null
    : nodes[known]!.map(([tag, attributes]) => {
        const shape = document.createElementNS(SVG, tag);
        Object.entries(attributes).forEach(([attribute, value]) => shape.setAttribute(attribute, value));
        return shape;
      });
}
