import type { HistoryThread } from '../state/history';
import { MAX_LABEL_LENGTH, MAX_LABELS, withLabel } from '../state/organized-thread';
import type { HistoryView } from '../views/history-view';
import type { HistoryKit } from './kit';

/** The labels of a thread, in the place of its row. Each change is stored at once. */
export class LabelForm {
  /** The thread whose labels are being changed; null for none. */
  threadId: string | null = null;
  /** The changes that are being stored. */
  private changes: Promise<boolean> = Promise.resolve(true);

  constructor(
    private readonly view: HistoryView,
    private readonly kit: HistoryKit,
  ) {}

  open(threadId: string): void {
    this.threadId = threadId;
    this.view.requestUpdate();
    void this.view.updateComplete.then(() => this.input?.focus());
  }

  /** @param known labels to choose from */
  render(thread: HistoryThread, known: readonly string[]) {
    const { html, icon } = this.kit;
    const { view } = this;
    const labels = thread.labels ?? [];
    const title = thread.title || view.say('thread.untitled');
    const full = labels.length >= MAX_LABELS;
    return html`<form class="labels" @submit=${(event: Event) => void this.add(event, thread)}>
      <ul aria-label=${view.say('history.labels.of', title)}>
        ${labels.map(
          (label) =>
            html`<li class="label">
              <span dir="auto">${label}</span>
              <button type="button" class="icon-only" aria-label=${view.say('history.labels.remove', label)} @click=${() => void this.remove(thread, label)}>
                ${icon('close')}
              </button>
            </li>`,
        )}
      </ul>
      <div>
        <input
          data-label
          list="ck-known-labels"
          maxlength=${MAX_LABEL_LENGTH}
          aria-label=${view.say('history.labels.add')}
          placeholder=${view.say(full ? 'history.labels.full' : 'history.labels.add')}
          ?disabled=${full}
        />
        <datalist id="ck-known-labels">${known.filter((label) => !labels.includes(label)).map((label) => html`<option value=${label}></option>`)}</datalist>
        <button class="icon-only" aria-label=${view.say('history.labels.add.action')} title=${view.say('history.labels.add.action')} ?disabled=${full}>${icon('plus')}</button>
        <button type="button" class="icon-only" data-done aria-label=${view.say('history.labels.done')} title=${view.say('history.labels.done')} @click=${() => this.close()}>
          ${icon('check')}
        </button>
      </div>
    </form>`;
  }

  /** @returns whether the key is dealt with */
  keydown(event: KeyboardEvent): boolean {
    if (event.key === 'Escape' && (event.target as HTMLElement).closest('form.labels')) {
      this.close();
      return true;
    }
    return false;
  }

  /** What is typed next is another label, also while this one is being stored. */
  private async add(event: Event, thread: HistoryThread): Promise<void> {
    event.preventDefault();
    const { input } = this;
    const typed = input?.value ?? '';
    if (input) {
      input.value = '';
    }
    if (!(await this.change(thread, (labels) => withLabel(labels, typed))) && this.input?.value === '') {
      this.input.value = typed;
    }
  }

  private async remove(thread: HistoryThread, label: string): Promise<void> {
    this.input?.focus();
    await this.change(thread, (labels) => (labels.includes(label) ? labels.filter((other) => other !== label) : labels));
    await this.view.updateComplete;
    if (this.threadId === thread.id) {
      this.input?.focus();
    }
  }

  /** Changes follow each other, because each stores all labels. @returns whether it is done */
  private change(thread: HistoryThread, change: (labels: readonly string[]) => readonly string[]): Promise<boolean> {
    const { history } = this.view.chat;
    const changed = this.changes.then(() => {
      const now = history.threads.find((other) => other.id === thread.id) ?? thread;
      const labels = now.labels ?? [];
      const wanted = change(labels);
      return wanted === labels || history.organize(now, { labels: [...wanted] });
    });
    this.changes = changed;
    return changed;
  }

  private close(): void {
    const was = this.threadId;
    this.threadId = null;
    this.view.requestUpdate();
    void this.view.updateComplete.then(() => this.view.querySelector<HTMLElement>(`[data-thread-id="${CSS.escape(was ?? '')}"] [data-actions]`)?.focus());
  }

  private get input(): HTMLInputElement | null {
    return this.view.querySelector('[data-label]');
  }
}
