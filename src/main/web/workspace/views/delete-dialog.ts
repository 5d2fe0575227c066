import { absoluteTime, html, nothing } from '../../chatkit-ee.shared';
import type { Opportunity } from '../state/rest';
import { Dialog } from './dialog';
import { openDialog } from './part';

/** Says what will be deleted with an opportunity, before it is. */
export class DeleteDialog extends Dialog {
  opportunity!: Opportunity;
  private counted: { count: number; more: boolean; latest: string | null } | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.attempt(async () => {
      this.counted = await this.workspace.countThreads(this.opportunity.id);
    });
  }

  protected override heading(): string {
    return this.t('delete.title', this.opportunity.name);
  }

  protected override content() {
    const { counted, opportunity, workspace } = this;
    const number = new Intl.NumberFormat(workspace.locale).format(counted?.count ?? 0);
    return html`
      <div class="body">
        ${counted
          ? html`<p data-count>
                ${counted.count === 0 ? this.t('delete.nothing') : this.t(counted.more ? 'delete.count.more' : 'delete.count', number)}
              </p>
              ${counted.latest ? html`<p>${this.t('delete.latest', absoluteTime(workspace.locale, counted.latest))}</p>` : nothing}`
          : html`<p role="status">${this.busy ? this.t('delete.counting') : ''}</p>`}
        ${workspace.active?.id === opportunity.id ? html`<p>${this.t('delete.active')}</p>` : nothing}
        <p><strong>${this.t('delete.undo')}</strong></p>
        ${this.failed(counted ? this.t('delete.failed') : '')}
      </div>
      <footer>
        ${counted?.count
          ? html`<button type="button" class="first" @click=${() => void openDialog('ws-export-dialog', { workspace })}>${this.t('delete.export')}</button>`
          : nothing}
        <button type="button" autofocus @click=${() => this.close()}>${this.t('app.cancel')}</button>
        <button type="button" class="danger" data-confirm ?disabled=${this.busy || !counted} @click=${() => void this.delete()}>${this.t('delete.confirm')}</button>
      </footer>
    `;
  }

  private async delete(): Promise<void> {
    if (await this.attempt(() => this.workspace.deleteOpportunity(this.opportunity))) {
      this.close();
    }
  }
}

customElements.define('ws-delete-dialog', DeleteDialog);
