import { html, nothing } from '../../chatkit-ee.shared';
import { download, save, TruncatedExport, type ExportProgress } from '../state/export';
import { Dialog } from './dialog';
import { bytes } from './part';

/** Saves everything that the caller has as one file. */
export class ExportDialog extends Dialog {
  private progress: ExportProgress | null = null;
  private abort: AbortController | null = null;
  private saved: string | null = null;
  private truncated = false;

  protected override heading(): string {
    return this.t('export.title');
  }

  protected override content() {
    const { progress, workspace } = this;
    const number = (value: number) => new Intl.NumberFormat(workspace.locale).format(value);
    return html`<form @submit=${(event: Event) => void this.export(event)}>
      <p>${this.t('export.intro')}</p>
      <label class="choice"><input type="checkbox" name="contents" checked ?disabled=${this.busy} /> ${this.t('export.files')}</label>
      ${workspace.about?.admin
        ? html`<label class="choice"><input type="checkbox" name="all" ?disabled=${this.busy} /> ${this.t('export.all')}</label>`
        : nothing}
      ${this.busy
        ? html`<div class="progress">
            <progress aria-label=${this.t('export.running')}></progress>
            <p>${progress ? this.t('export.progress', number(progress.threads), number(progress.items), bytes(workspace.locale, progress.bytes)) : this.t('export.running')}</p>
          </div>`
        : nothing}
      ${this.saved ? html`<p class="success" role="status">${this.t('export.done', `\u2068${this.saved}\u2069`)}</p>` : nothing}
      ${this.truncated ? html`<p class="problem" role="alert">${this.t('export.truncated')}</p>` : this.failed(this.t('export.failed'))}
      <footer>
        ${this.busy
          ? html`<button type="button" data-stop @click=${() => this.abort?.abort()}>${this.t('export.stop')}</button>`
          : html`<button type="button" @click=${() => this.close()}>${this.t('app.close')}</button><button class="primary" autofocus>${this.t('export.start')}</button>`}
      </footer>
    </form>`;
  }

  private async export(event: Event): Promise<void> {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const abort = (this.abort = new AbortController());
    this.saved = null;
    this.truncated = false;
    this.progress = null;
    await this.attempt(async () => {
      try {
        const file = await download(this.workspace.rest, { contents: data.has('contents'), allUsers: data.has('all') }, abort.signal, (progress) => {
          this.progress = progress;
          this.requestUpdate();
        });
        const name = `chatkit-${new Date().toISOString().slice(0, 10)}.ndjson`;
        save(file, name);
        this.saved = name;
      } catch (error) {
        this.truncated = error instanceof TruncatedExport;
        if (!abort.signal.aborted && !this.truncated) {
          throw error;
        }
      }
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.abort?.abort();
  }
}

customElements.define('ws-export-dialog', ExportDialog);
