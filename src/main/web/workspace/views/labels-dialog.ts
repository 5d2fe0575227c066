import { html, icon } from '../../chatkit-ee.shared';
import { choices, MAX_LABEL_LENGTH, MAX_LABELS, NO_FILTER, withLabel } from '../../state/organized-thread';
import type { RestThread } from '../state/rest';
import { Dialog } from './dialog';

/** Adds and removes the labels of a conversation. They are stored when the dialog is saved. */
export class LabelsDialog extends Dialog {
  thread!: RestThread;
  /** What the labels will be; null as long as none was added or taken away. */
  private wanted: readonly string[] | null = null;

  private get labels(): readonly string[] {
    return this.wanted ?? this.thread.labels ?? [];
  }

  protected override heading(): string {
    return this.workspace.shared('history.labels.of', this.thread.title || this.t('thread.untitled'));
  }

  protected override content() {
    const { labels, workspace } = this;
    const { shared } = workspace;
    const full = labels.length >= MAX_LABELS;
    const known = choices(workspace.labels, NO_FILTER, workspace.locale).filter((label) => !labels.includes(label));
    return html`<form class="labelling" @submit=${(event: Event) => void this.save(event)}>
      ${this.failed(shared('history.change.failed', this.thread.title ?? ''))}
      <ul class="labels">
        ${labels.map(
          (label) =>
            html`<li class="label">
              <span dir="auto">${label}</span>
              <button type="button" class="icon-only" aria-label=${shared('history.labels.remove', label)} @click=${() => this.take(label)}>${icon('close')}</button>
            </li>`,
        )}
      </ul>
      <div class="adding">
        <input
          name="label"
          list="ws-known-labels"
          maxlength=${MAX_LABEL_LENGTH}
          autocomplete="off"
          autofocus
          aria-label=${shared('history.labels.add')}
          placeholder=${shared(full ? 'history.labels.full' : 'history.labels.add')}
          ?disabled=${full}
          @keydown=${this.typed}
        />
        <datalist id="ws-known-labels">${known.map((label) => html`<option value=${label}></option>`)}</datalist>
        <button type="button" class="outlined" data-add ?disabled=${full} @click=${() => this.add()}>${shared('history.labels.add.action')}</button>
      </div>
      <footer>
        <button type="button" @click=${() => this.close()}>${this.t('app.cancel')}</button>
        <button class="primary" ?disabled=${this.busy}>${this.t('app.save')}</button>
      </footer>
    </form>`;
  }

  private get input(): HTMLInputElement {
    return this.querySelector('[name=label]') as HTMLInputElement;
  }

  /** Takes over what is typed. */
  private add(): void {
    this.wanted = withLabel(this.labels, this.input.value);
    this.input.value = '';
    this.requestUpdate();
    this.input.focus();
  }

  /** The enter key in the field adds a label; when the field is empty, it saves. */
  private readonly typed = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.isComposing && this.input.value.trim() !== '') {
      event.preventDefault();
      this.add();
    }
  };

  private take(label: string): void {
    this.wanted = this.labels.filter((other) => other !== label);
    this.requestUpdate();
    void this.updateComplete.then(() => this.input.focus());
  }

  private async save(event: Event): Promise<void> {
    event.preventDefault();
    const wanted = withLabel(this.labels, this.input.value);
    if (wanted === this.thread.labels || (await this.attempt(() => this.workspace.organize(this.thread, { labels: [...wanted] })))) {
      this.close();
    }
  }
}

customElements.define('ws-labels-dialog', LabelsDialog);
