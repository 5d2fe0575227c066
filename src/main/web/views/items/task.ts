import { html, nothing } from 'lit';
import { icon } from '../../icons/icons';
import type { Task } from '../../protocol/wire';
import type { TextKey } from '../../texts/en';
import '../entity-view';
import '../markdown-view';
import { textOf, textsOf } from '../values';
import { define, Part } from '../view';
import { sourceEntries, sourceLink, type SourceEntry } from './sources';

const ICONS: Record<string, string> = { custom: 'sparkle', web_search: 'globe', thought: 'lightbulb', file: 'document', image: 'square-image' };
const TITLES: Record<string, TextKey> = {
  custom: 'task.custom',
  web_search: 'task.web_search',
  thought: 'task.thought',
  file: 'task.file',
  image: 'task.image',
};

/** What a task is called. */
export function taskTitle(task: Task, t: (key: TextKey) => string): string {
  const query = task.type === 'web_search' ? textOf(task.title_query, 300) : '';
  return textOf(task.title, 500) || query || t(TITLES[task.type] ?? 'task.custom');
}

/** A step of a workflow, or one that stands alone: `<ck-task .chat .task>`. */
export class TaskView extends Part {
  static override properties = { ...Part.properties, task: { attribute: false }, running: { type: Boolean } };
  declare task: Task;
  /** Whether the task may still go on. */
  declare running: boolean;

  protected override content() {
    const { task } = this;
    const loading = task.status_indicator === 'loading' && this.running;
    const own = task.type === 'custom' && task.icon ? icon(task.icon) : nothing;
    const state = loading ? html`<span class="spinner"></span>` : own !== nothing ? own : icon(task.status_indicator === 'complete' ? 'check' : (ICONS[task.type] ?? 'sparkle'));
    return html`<span class="task-icon">${state}</span>
      <div class="task-body">
        <div class="task-title ${loading ? 'shimmer' : ''}">
          ${taskTitle(task, (key) => this.t(key))}
          ${loading ? html`<span class="visually-hidden">${this.t('task.loading')}</span>` : nothing}
        </div>
        ${this.details(task)}
      </div>`;
  }

  private details(task: Task) {
    switch (task.type) {
      case 'custom':
      case 'thought':
        return task.content
          ? html`<ck-markdown .chat=${this.chat} .text=${textOf(task.content, 50_000)} ?streaming=${this.running && task.status_indicator === 'loading'}></ck-markdown>`
          : nothing;
      case 'web_search': {
        const queries = textsOf(task.queries, 50);
        return html`${queries.length > 0
          ? html`<ul class="chips" aria-label=${this.t('task.queries')}>${queries.map((query) => html`<li class="chip">${icon('search')}<span>${textOf(query, 300)}</span></li>`)}</ul>`
          : nothing}${this.sources(sourceEntries(task.sources ?? []))}`;
      }
      case 'file':
        return this.sources(sourceEntries(task.sources ?? []));
      default:
        return nothing;
    }
  }

  private sources(entries: readonly SourceEntry[]) {
    return entries.length === 0
      ? nothing
      : html`<ul class="chips" aria-label=${this.t('task.sources')}>
          ${entries.slice(0, 100).map((entry) => html`<li class="chip">
            ${entry.entity
              ? html`<ck-entity .chat=${this.chat} .entity=${entry.entity} .label=${entry.title}></ck-entity>`
              : html`${icon(entry.type === 'file' ? 'document' : 'globe')}${entry.address ? sourceLink(entry.address, entry.title) : html`<span>${entry.title}</span>`}`}
          </li>`)}
        </ul>`;
  }
}

define('ck-task', TaskView);
