import { html, nothing, RequestError } from '../../chatkit-ee.shared';
import { InvalidFile, total, upload, type Counts, type ImportProgress, type ImportReport, type ReportedLine } from '../state/import';
import type { WorkspaceKey } from '../texts/texts';
import { Dialog } from './dialog';
import { bytes } from './part';

const RECORDS = ['opportunity', 'active_opportunity', 'thread', 'item', 'feedback', 'attachment', 'content'] as const;

/** Imports a file: first it is tried, and says in words what would happen; then it is stored. */
export class ImportDialog extends Dialog {
  private file: File | null = null;
  private tried: ImportReport | null = null;
  private done: ImportReport | null = null;
  private invalid: InvalidFile | null = null;
  private progress: ImportProgress | null = null;
  private abort: AbortController | null = null;

  protected override heading(): string {
    return this.t('import.title');
  }

  protected override content() {
    const { done, tried } = this;
    return html`<form @submit=${(event: Event) => void this.next(event)}>
      <p>${this.t('import.intro')}</p>
      ${done || tried
        ? html`<p dir="auto"><strong>${this.file?.name}</strong></p>`
        : html`<label>${this.t('import.file')}<input type="file" name="file" accept=".ndjson,.gz,.jsonl" required autofocus ?disabled=${this.busy} /></label>`}
      ${this.busy ? this.running() : nothing} ${!this.busy && (done ?? tried) ? this.report((done ?? tried) as ImportReport) : nothing}
      ${this.invalid
        ? html`<div role="alert">
            <p class="problem">${this.t('import.invalid')} ${this.invalid.lines.length === 0 ? this.invalid.detail : ''}</p>
            ${this.lines(this.invalid.lines, this.invalid.lines.length >= 100)}
          </div>`
        : this.failed(this.t('import.failed'))}
      <footer>
        ${this.busy
          ? html`<button type="button" data-stop @click=${() => this.abort?.abort()}>${this.t('export.stop')}</button>`
          : html`
              ${tried || done ? html`<button type="button" class="first" @click=${() => this.reset()}>${this.t('import.another')}</button>` : nothing}
              <button type="button" @click=${() => this.close()}>${this.t('app.close')}</button>
              ${done
                ? nothing
                : html`<button class="primary" ?disabled=${tried !== null && total(tried.added) === 0}>${this.t(tried ? 'import.start' : 'import.try')}</button>`}
            `}
      </footer>
    </form>`;
  }

  private running() {
    const { progress } = this;
    const text = this.t(progress?.phase === 'processing' ? (this.tried ? 'import.storing' : 'import.trying') : 'import.uploading');
    const value = progress?.part ?? null;
    return html`<div class="progress">
      <p>${text}</p>
      ${value === null ? html`<progress aria-label=${text}></progress>` : html`<progress aria-label=${text} max="1" .value=${value}></progress>`}
    </div>`;
  }

  private report(report: ImportReport) {
    const { done } = this;
    const counts = (values: Counts, record: string) => new Intl.NumberFormat(this.workspace.locale).format(values[record] ?? 0);
    const rows = RECORDS.filter((record) => (report.added[record] ?? 0) + (report.alreadyThere[record] ?? 0) + (report.refused[record] ?? 0) > 0);
    return html`<div data-report=${done ? 'done' : 'tried'}>
      <p role="status" class=${report.complete && !report.stopped && total(report.refused) === 0 ? 'success' : 'problem'}>${this.summary(report)}</p>
      ${report.complete && rows.length > 0
        ? html`<table>
            <tr>
              <th scope="col">${this.t('import.kind')}</th>
              <th scope="col">${this.t(done ? 'import.added' : 'import.add')}</th>
              <th scope="col">${this.t('import.there')}</th>
              <th scope="col">${this.t(done ? 'import.refused' : 'import.refuse')}</th>
            </tr>
            ${rows.map(
              (record) =>
                html`<tr>
                  <th scope="row">${this.t(`record.${record}`)}</th>
                  <td>${counts(report.added, record)}</td>
                  <td>${counts(report.alreadyThere, record)}</td>
                  <td>${counts(report.refused, record)}</td>
                </tr>`,
            )}
          </table>`
        : nothing}
      ${this.lines(report.lines, report.moreLines)}
    </div>`;
  }

  private summary(report: ImportReport): string {
    if (report.stopped) {
      return this.t('import.stopped', report.stopped.line, report.stopped.error);
    }
    if (!report.complete) {
      return this.t('import.truncated');
    }
    const refused = total(report.refused) > 0;
    const key: WorkspaceKey = this.done
      ? refused
        ? 'import.done.some'
        : 'import.done'
      : refused
        ? 'import.could.some'
        : total(report.added) === 0
          ? 'import.nothing'
          : 'import.could';
    return this.t(key);
  }

  private lines(lines: readonly ReportedLine[], more: boolean) {
    return lines.length === 0
      ? nothing
      : html`<details ?open=${lines.length <= 10}>
          <summary>${this.t('import.lines')}</summary>
          <ul class="lines">
            ${lines.map((line) => html`<li>${this.t('import.line', line.line)}: <span dir="auto">${line.reason}</span></li>`)} ${more ? html`<li>${this.t('import.lines.more')}</li>` : nothing}
          </ul>
        </details>`;
  }

  private reset(): void {
    this.file = this.tried = this.done = this.invalid = this.failure = null;
    this.requestUpdate();
  }

  /** Tries the file, or stores it after it was tried. */
  private async next(event: Event): Promise<void> {
    event.preventDefault();
    const { tried, workspace } = this;
    this.file ??= this.querySelector<HTMLInputElement>('[name=file]')?.files?.[0] ?? null;
    const { file } = this;
    if (!file || this.busy) {
      return;
    }
    this.invalid = null;
    this.progress = null;
    const abort = (this.abort = new AbortController());
    const lines = tried ? total(tried.added) + total(tried.alreadyThere) + total(tried.refused) : null;
    const succeeded = await this.attempt(async () => {
      try {
        const report = await upload(workspace.rest, file, { dryRun: tried === null, lines }, abort.signal, (progress) => {
          this.progress = progress;
          this.requestUpdate();
        });
        if (tried) {
          this.done = report;
        } else {
          this.tried = report;
        }
      } catch (error) {
        this.invalid = error instanceof InvalidFile ? error : null;
        if (!this.invalid && !abort.signal.aborted) {
          throw error;
        }
      }
    });
    if (!this.tried) {
      this.file = null;
    }
    if (!succeeded && this.failure?.kind === 'too-large') {
      this.failure = new RequestError('too-large', 413, this.t('import.toolarge', bytes(workspace.locale, workspace.about?.limits.import_bytes ?? 0)));
    }
    if (this.done || (tried && !succeeded)) {
      void workspace.loadActive();
      void workspace.opportunities.reload();
      void workspace.threads.reload();
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.abort?.abort();
  }
}

customElements.define('ws-import-dialog', ImportDialog);
