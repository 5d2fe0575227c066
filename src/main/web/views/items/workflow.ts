import { html, nothing } from 'lit';
import { icon } from '../../icons/icons';
import type { Task, WorkflowItem } from '../../protocol/wire';
import { objectsOf, textOf } from '../values';
import { define, Part } from '../view';
import './task';
import { taskTitle } from './task';

/** What the assistant did before or while it answered, in steps: `<ck-workflow .chat .item ?streaming>`. */
export class WorkflowView extends Part {
  static override properties = { ...Part.properties, item: { attribute: false }, streaming: { type: Boolean }, open: { state: true } };
  declare item: WorkflowItem;
  declare streaming: boolean;
  /** Whether the steps are shown; undefined until the user or the server decides. */
  declare open: boolean | undefined;

  protected override content() {
    const { workflow } = this.item;
    if (typeof workflow !== 'object') {
      throw new TypeError('No workflow');
    }
    const tasks = objectsOf(workflow.tasks);
    const open = (this.open ?? workflow.expanded === true) && tasks.length > 0;
    const { summary } = workflow;
    if (tasks.length === 0 && !summary && !this.streaming) {
      return nothing;
    }
    const own = typeof summary?.icon === 'string' ? icon(summary.icon) : nothing;
    return html`<button type="button" class="workflow-head" aria-expanded=${tasks.length > 0 ? String(open) : nothing} @click=${() => (this.open = !open)}>
        ${this.streaming ? html`<span class="spinner"></span>` : own !== nothing ? own : icon(workflow.type === 'reasoning' ? 'lightbulb' : 'check-circle')}
        <span class=${this.streaming ? 'shimmer' : ''}>${this.heading(tasks)}</span>
        ${tasks.length > 0 ? icon(open ? 'chevron-up' : 'chevron-down') : nothing}
      </button>
      ${open
        ? html`<ol class="tasks">${tasks.map((task) => html`<li><ck-task .chat=${this.chat} .task=${task} ?running=${this.streaming}></ck-task></li>`)}</ol>`
        : nothing}`;
  }

  private heading(tasks: readonly Task[]): string {
    const { type, summary } = this.item.workflow;
    const title = textOf(summary?.title, 300);
    if (title) {
      return title;
    }
    if (typeof summary?.duration === 'number' && Number.isFinite(summary.duration) && summary.duration >= 0) {
      return this.duration(Math.round(summary.duration));
    }
    const current = tasks.findLast((task) => task.status_indicator === 'loading') ?? tasks.at(-1);
    if (this.streaming && current) {
      return taskTitle(current, (key) => this.t(key));
    }
    if (type === 'reasoning') {
      return this.t(this.streaming ? 'workflow.thinking' : 'workflow.thought');
    }
    return this.streaming ? this.t('workflow.working') : this.t('workflow.steps', tasks.length);
  }

  private duration(seconds: number): string {
    return seconds < 90 ? this.t('workflow.seconds', Math.max(1, seconds)) : this.t('workflow.minutes', Math.round(seconds / 60));
  }
}

define('ck-workflow', WorkflowView);
