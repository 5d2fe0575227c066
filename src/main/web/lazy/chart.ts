import { bool, color, isObject, number, objects, oneOf, text, type Node } from '../widgets/values';

/** What a chart says by itself. */
export interface ChartTexts {
  chart: string;
  summary(series: string, count: number): string;
  category: string;
  empty: string;
}

interface Size {
  width: number;
  height: number;
}

interface Series {
  readonly type: 'bar' | 'line' | 'area';
  readonly key: string;
  readonly label: string;
  readonly stack: string | null;
  readonly color: string;
  readonly curve: string;
  /** For each row where the value begins and ends; null for a row without one. */
  readonly spans: (readonly [number, number] | null)[];
}

interface Chart {
  readonly labels: string[];
  readonly series: Series[];
  readonly low: number;
  readonly high: number;
}

const COLORS = ['blue', 'purple', 'orange', 'green', 'red', 'yellow', 'pink'];
/** More cannot be told apart on a screen. */
const MAX_ROWS = 500;
const MAX_SERIES = 20;
const SVG = 'http://www.w3.org/2000/svg';

/** Draws a chart into an element, with a table of the same values for those who do not see it. */
export function drawChart(host: HTMLElement, node: Node, size: Size, texts: ChartTexts, locale: string): void {
  const chart = read(node);
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  if (chart.labels.length === 0 || chart.series.length === 0) {
    const note = element('p', 'w-note');
    note.textContent = texts.empty;
    host.replaceChildren(note);
    return;
  }
  const legend = bool(node['showLegend']) ? drawLegend(chart) : null;
  const plot = element('div', 'w-plot');
  host.replaceChildren(plot, ...(legend ? [legend] : []), table(chart, texts, format));
  const height = Math.max(60, size.height - (legend?.offsetHeight ?? 0));
  const drawing = draw(chart, node, { width: size.width, height }, format);
  drawing.setAttribute('role', 'img');
  drawing.setAttribute('aria-label', texts.summary(chart.series.map((series) => series.label).join(', '), chart.labels.length));
  plot.append(drawing);
  if (node['showTooltip'] !== false) {
    addTooltip(plot, drawing, chart, format);
  }
}

function read(node: Node): Chart {
  const rows = objects(node['data']).slice(0, MAX_ROWS);
  const axis = isObject(node['xAxis']) ? node['xAxis'] : { dataKey: node['xAxis'] };
  const axisKey = text(axis['dataKey']);
  const names = isObject(axis['labels']) ? axis['labels'] : {};
  const labels = rows.map((row, index) => {
    const value = axisKey === null ? String(index + 1) : (text(row[axisKey]) ?? '');
    return (Object.hasOwn(names, value) ? text(names[value]) : null) ?? value;
  });
  const stacks = new Map<string, number[]>();
  const series = objects(node['series'])
    .filter((entry) => typeof entry['dataKey'] === 'string')
    .slice(0, MAX_SERIES)
    .map((entry, index) => readSeries(entry, index, rows, stacks));
  const ends = series.flatMap((one) => one.spans).filter((span) => span !== null);
  return { labels, series, low: Math.min(0, ...ends.flat()), high: Math.max(0, ...ends.flat()) };
}

function readSeries(entry: Node, index: number, rows: Node[], stacks: Map<string, number[]>): Series {
  const key = entry['dataKey'] as string;
  const type = oneOf(entry['type'], ['bar', 'line', 'area']) ?? 'bar';
  const stack = type === 'line' ? null : text(entry['stack']);
  const stackKey = `${type}:${stack}`;
  const sums = stacks.get(stackKey) ?? rows.flatMap(() => [0, 0]);
  const spans = rows.map((row, at) => {
    const value = number(row[key], -1e15, 1e15) ?? (typeof row[key] === 'string' && row[key] !== '' ? number(Number(row[key]), -1e15, 1e15) : null);
    if (value === null || stack === null) {
      return value === null ? null : ([0, value] as const);
    }
    // negative values are stacked on their own side
    const side = at * 2 + (value < 0 ? 1 : 0);
    const from = sums[side]!;
    sums[side] = from + value;
    return [from, from + value] as const;
  });
  if (stack !== null) {
    stacks.set(stackKey, sums);
  }
  return {
    type,
    key,
    label: text(entry['label']) ?? key,
    stack,
    color: color(entry['color'], 'chart') ?? color(COLORS[index % COLORS.length], 'chart')!,
    curve: text(entry['curveType']) ?? 'natural',
    spans,
  };
}

function drawLegend(chart: Chart): HTMLElement {
  const legend = element('ul', 'w-legend');
  legend.setAttribute('aria-hidden', 'true');
  chart.series.forEach((series) => {
    const entry = document.createElement('li');
    const mark = element('span', 'mark');
    mark.style.backgroundColor = series.color;
    entry.append(mark, series.label);
    legend.append(entry);
  });
  return legend;
}

/** The values again, for screen readers. */
function table(chart: Chart, texts: ChartTexts, format: Intl.NumberFormat): HTMLElement {
  const result = element('table', 'visually-hidden');
  const caption = document.createElement('caption');
  caption.textContent = texts.chart;
  const row = (header: string, cells: string[], tag: 'th' | 'td') => {
    const line = document.createElement('tr');
    const head = document.createElement('th');
    head.scope = tag === 'th' ? 'col' : 'row';
    head.textContent = header;
    line.append(head);
    for (const cell of cells) {
      const data = document.createElement(tag);
      if (tag === 'th') {
        (data as HTMLTableCellElement).scope = 'col';
      }
      data.textContent = cell;
      line.append(data);
    }
    return line;
  };
  const head = document.createElement('thead');
  head.append(
    row(
      texts.category,
      chart.series.map((series) => series.label),
      'th',
    ),
  );
  const body = document.createElement('tbody');
  chart.labels.forEach((label, index) =>
    body.append(
      row(
        label,
        chart.series.map((series) => value(series, index, format)),
        'td',
      ),
    ),
  );
  result.append(caption, head, body);
  return result;
}

function value(series: Series, index: number, format: Intl.NumberFormat): string {
  const span = series.spans[index];
  return span ? format.format(span[1] - span[0]) : '–';
}

/** The scale of the values: round steps that contain them. */
export function scale(low: number, high: number, count: number): number[] {
  const range = high - low || 1;
  const rough = range / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough * 0.999) ?? rough;
  const ticks: number[] = [];
  for (let tick = Math.floor(low / step) * step; tick < high + step * 0.999; tick += step) {
    ticks.push(Math.abs(tick) < step / 1e6 ? 0 : tick);
  }
  return ticks.length > 1 ? ticks : [low, low + range];
}

interface Plot {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  x(index: number): number;
  y(value: number): number;
  readonly band: number;
}

function draw(chart: Chart, node: Node, { width, height }: Size, format: Intl.NumberFormat): SVGElement {
  const svg = shape('svg', { viewBox: `0 0 ${width} ${height}`, width, height, class: 'w-drawing' });
  const ticks = scale(chart.low, chart.high, Math.max(2, Math.round(height / 50)));
  const compact = new Intl.NumberFormat(format.resolvedOptions().locale, { notation: 'compact', maximumFractionDigits: 2 });
  const tickLabels = ticks.map((tick) => compact.format(tick));
  const showsY = bool(node['showYAxis']);
  const showsX = !(isObject(node['xAxis']) && bool(node['xAxis']['hide']));
  const left = showsY ? Math.max(...tickLabels.map((label) => label.length)) * 7 + 12 : 4;
  const top = 8;
  const inner = { width: Math.max(20, width - left - 4), height: Math.max(20, height - top - (showsX ? 24 : 8)) };
  const [low, high] = [ticks[0]!, ticks.at(-1)!];
  const band = inner.width / chart.labels.length;
  const plot: Plot = {
    left,
    top,
    ...inner,
    band,
    x: (index) => left + band * (index + 0.5),
    y: (tick) => top + inner.height * (1 - (tick - low) / (high - low)),
  };
  ticks.forEach((tick, index) => {
    svg.append(shape('line', { x1: left, x2: width - 4, y1: plot.y(tick), y2: plot.y(tick), class: tick === 0 ? 'zero' : 'grid' }));
    if (showsY) {
      svg.append(label(tickLabels[index]!, left - 6, plot.y(tick) + 4, 'end'));
    }
  });
  if (showsX) {
    drawCategories(svg, chart, plot, height);
  }
  drawBars(svg, chart, node, plot);
  chart.series.filter((series) => series.type !== 'bar').forEach((series) => drawCurve(svg, series, plot));
  return svg;
}

/** Names of the categories, as many as there is room for. */
function drawCategories(svg: SVGElement, chart: Chart, plot: Plot, height: number): void {
  const room = Math.max(...chart.labels.map((one) => Math.min(one.length, 12))) * 7 + 10;
  const every = Math.max(1, Math.ceil(room / plot.band));
  chart.labels.forEach((one, index) => {
    if (index % every === 0) {
      svg.append(label(one.length > 12 ? `${one.slice(0, 11)}…` : one, plot.x(index), height - 6, 'middle'));
    }
  });
}

function drawBars(svg: SVGElement, chart: Chart, node: Node, plot: Plot): void {
  const bars = chart.series.filter((series) => series.type === 'bar');
  const groups = [...new Set(bars.map((series, index) => series.stack ?? `#${index}`))];
  const between = Math.min(number(node['barCategoryGap'], 0, 200) ?? plot.band * 0.3, plot.band * 0.8);
  const gap = Math.min(number(node['barGap'], 0, 100) ?? 3, plot.band / (groups.length * 2 || 1));
  const width = Math.max(1, (plot.band - between - gap * (groups.length - 1)) / Math.max(1, groups.length));
  bars.forEach((series, at) => {
    const group = groups.indexOf(series.stack ?? `#${at}`);
    series.spans.forEach((span, index) => {
      if (span) {
        const [from, to] = [plot.y(span[0]), plot.y(span[1])];
        const x = plot.x(index) - plot.band / 2 + between / 2 + group * (width + gap);
        const bar = shape('rect', { x, y: Math.min(from, to), width, height: Math.abs(from - to), rx: Math.min(3, width / 4), class: 'bar', 'data-index': index });
        bar.style.fill = series.color;
        svg.append(bar);
      }
    });
  });
}

function drawCurve(svg: SVGElement, series: Series, plot: Plot): void {
  // a row without a value ends the line, and the next begins another
  const runs: { x: number; from: number; to: number }[][] = [[]];
  series.spans.forEach((span, index) => {
    if (span) {
      runs.at(-1)!.push({ x: plot.x(index), from: plot.y(span[0]), to: plot.y(span[1]) });
    } else {
      runs.push([]);
    }
  });
  for (const run of runs.filter((points) => points.length > 0)) {
    const upper = curve(run.map(({ x, to }) => [x, to] as const), series.curve);
    if (series.type === 'area') {
      const lower = curve(run.toReversed().map(({ x, from }) => [x, from] as const), mirrored(series.curve));
      const area = shape('path', { d: `M${upper}L${lower}Z`, class: 'area' });
      area.style.fill = series.color;
      svg.append(area);
    }
    const line = shape('path', { d: `M${upper}`, class: 'line' });
    line.style.stroke = series.color;
    svg.append(line);
    if (run.length === 1) {
      const point = shape('circle', { cx: run[0]!.x, cy: run[0]!.to, r: 3 });
      point.style.fill = series.color;
      svg.append(point);
    }
  }
}

/** A step before a point is one after it when the line is drawn backwards. */
function mirrored(type: string): string {
  return type === 'stepBefore' ? 'stepAfter' : type === 'stepAfter' ? 'stepBefore' : type;
}

type Point = readonly [number, number];

/** A line through points, without its first command. Curves keep within the values of their ends, so nothing is exaggerated. */
export function curve(points: readonly Point[], type: string): string {
  const at = ([x, y]: Point) => `${round(x)} ${round(y)}`;
  let path = at(points[0]!);
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1]!, points[i]!];
    if (type.startsWith('step')) {
      const middle = type === 'stepBefore' ? a[0] : type === 'stepAfter' ? b[0] : (a[0] + b[0]) / 2;
      path += `L${round(middle)} ${round(a[1])}L${round(middle)} ${round(b[1])}L${at(b)}`;
    } else if (type.startsWith('linear')) {
      path += `L${at(b)}`;
    } else {
      const third = (b[0] - a[0]) / 3;
      path += `C${round(a[0] + third)} ${round(a[1] + slope(points, i - 1) * third)} ${round(b[0] - third)} ${round(b[1] - slope(points, i) * third)} ${at(b)}`;
    }
  }
  return path;
}

/** The slope of a monotone curve at a point: level at a turn. */
function slope(points: readonly Point[], index: number): number {
  const [before, here, after] = [points[index - 1], points[index]!, points[index + 1]];
  if (!before || !after) {
    return 0;
  }
  const [first, second] = [(here[1] - before[1]) / (here[0] - before[0]), (after[1] - here[1]) / (after[0] - here[0])];
  return first * second <= 0 ? 0 : (2 * first * second) / (first + second);
}

/** Shows the values of a category at the pointer, or at the arrow keys. */
function addTooltip(plot: HTMLElement, drawing: SVGElement, chart: Chart, format: Intl.NumberFormat): void {
  const tooltip = element('div', 'w-tooltip');
  tooltip.hidden = true;
  plot.append(tooltip);
  const box = (drawing as SVGSVGElement).viewBox.baseVal;
  const bands = drawing.querySelectorAll('line')[0]!;
  const left = Number(bands.getAttribute('x1'));
  const band = (Number(bands.getAttribute('x2')) - left) / chart.labels.length;
  let shown = -1;
  const show = (index: number) => {
    shown = index;
    tooltip.hidden = index < 0;
    drawing.querySelectorAll('.bar').forEach((bar) => bar.classList.toggle('dim', index >= 0 && bar.getAttribute('data-index') !== String(index)));
    if (index >= 0) {
      tooltip.replaceChildren(...tooltipLines(chart, index, format));
      const center = left + band * (index + 0.5);
      tooltip.style.left = `${Math.max(0, Math.min(box.width - tooltip.offsetWidth, center - tooltip.offsetWidth / 2))}px`;
    }
  };
  drawing.addEventListener('pointermove', (event) => {
    const index = Math.floor((event.clientX - drawing.getBoundingClientRect().left - left) / band);
    show(Math.max(0, Math.min(chart.labels.length - 1, index)));
  });
  drawing.addEventListener('pointerleave', () => show(-1));
  drawing.setAttribute('tabindex', '0');
  drawing.addEventListener('blur', () => show(-1));
  drawing.addEventListener('keydown', (event) => {
    const next = { ArrowRight: shown + 1, ArrowLeft: shown - 1, Home: 0, End: chart.labels.length - 1, Escape: -1 }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      show(event.key === 'Escape' ? -1 : Math.max(0, Math.min(chart.labels.length - 1, next)));
    }
  });
}

function tooltipLines(chart: Chart, index: number, format: Intl.NumberFormat): HTMLElement[] {
  const head = document.createElement('strong');
  head.textContent = chart.labels[index]!;
  const lines = chart.series.map((series) => {
    const line = document.createElement('div');
    const mark = element('span', 'mark');
    mark.style.backgroundColor = series.color;
    line.append(mark, `${series.label}: ${value(series, index, format)}`);
    return line;
  });
  return [head, ...lines];
}

function element(tag: string, name: string): HTMLElement {
  const created = document.createElement(tag);
  created.className = name;
  return created;
}

function shape(tag: string, attributes: Record<string, string | number>): SVGElement {
  const created = document.createElementNS(SVG, tag);
  for (const [name, attribute] of Object.entries(attributes)) {
    created.setAttribute(name, typeof attribute === 'number' ? String(round(attribute)) : attribute);
  }
  return created;
}

function label(content: string, x: number, y: number, anchor: string): SVGElement {
  const created = shape('text', { x, y, 'text-anchor': anchor });
  created.textContent = content;
  return created;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
