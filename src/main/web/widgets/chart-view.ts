import { loadModule } from '../protocol/module';
import type { ChartTexts } from '../lazy/chart';
import { define, html, nothing, Part, styles } from './kit';
import { block, type Node } from './values';

type ChartModule = typeof import('../lazy/chart');

let loading: Promise<ChartModule> | null = null;

function load(): Promise<ChartModule> {
  loading ??= loadModule<ChartModule>('chart.js', import.meta.url);
  loading.catch(() => (loading = null));
  return loading;
}

/** Defines charts. What draws them is loaded when the first one is shown. */
export function defineChart(): void {
  class ChartView extends Part {
    static override properties = { ...Part.properties, node: { attribute: false } };
    declare node: Node;

    private observer: ResizeObserver | null = null;
    private drawn: unknown[] = [];
    private failed = false;

    protected content() {
      const css = block(this.node);
      css['block-size'] ??= css['aspect-ratio'] ? null : '14rem';
      return html`<div class="w-chart" ${styles(css)}></div>
        ${this.failed ? html`<p class="w-note">${this.t('widget.chart.failed')}</p>` : nothing}`;
    }

    protected override updated(): void {
      const frame = this.querySelector<HTMLElement>('.w-chart')!;
      if (!this.observer) {
        this.observer = new ResizeObserver(() => void this.draw());
        this.observer.observe(frame);
      }
      void this.draw();
    }

    private async draw(): Promise<void> {
      const frame = this.querySelector<HTMLElement>('.w-chart');
      if (!frame) {
        return;
      }
      const { clientWidth: width, clientHeight: height } = frame;
      const wanted = [this.node, width, height, this.chat.texts, this.chat.locale];
      if (width === 0 || wanted.every((value, index) => value === this.drawn[index])) {
        return;
      }
      this.drawn = wanted;
      try {
        const { drawChart } = await load();
        if (this.drawn === wanted) {
          drawChart(frame, this.node, { width, height: Math.max(height, 80) }, this.texts(), this.chat.locale);
        }
        this.failed = false;
      } catch (error) {
        this.drawn = [];
        if (!this.failed) {
          this.failed = true;
          this.chat.log('chart.failed', { message: String(error) });
          this.requestUpdate();
        }
      }
    }

    private texts(): ChartTexts {
      return {
        chart: this.t('widget.chart'),
        summary: (series, count) => this.t('widget.chart.summary', series, count),
        category: this.t('widget.chart.category'),
        empty: this.t('widget.chart.empty'),
      };
    }

    override connectedCallback(): void {
      super.connectedCallback();
      this.observer?.observe(this.querySelector('.w-chart')!);
    }

    override disconnectedCallback(): void {
      super.disconnectedCallback();
      this.observer?.disconnect();
    }
  }

  define('ck-chart', ChartView);
}
