import { html } from '../../chatkit-ee.shared';
import type { Opportunity } from '../state/rest';
import type { OpportunityFields } from '../state/workspace';
import { Dialog } from './dialog';

/** Creates or edits an opportunity. */
export class OpportunityDialog extends Dialog {
  /** The one to edit; null for a new one. */
  opportunity: Opportunity | null = null;
  private tag: string | null = null;
  private conflict = false;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.opportunity) {
      void this.reread(this.opportunity.id);
    }
  }

  /** Reads it with its entity tag. What is typed already is not lost, unless there is a conflict. */
  private async reread(id: string): Promise<void> {
    const read = await this.workspace.readOpportunity(id);
    this.opportunity = read.opportunity;
    this.tag = read.tag;
    this.requestUpdate();
  }

  protected override heading(): string {
    return this.opportunity ? this.t('opportunity.edit.title', this.opportunity.name) : this.t('opportunity.new.title');
  }

  protected override content() {
    const { opportunity } = this;
    return html`<form @submit=${(event: Event) => void this.save(event)}>
      ${this.conflict ? html`<p class="problem" role="alert">${this.t('opportunity.conflict')}</p>` : this.failed(this.t('opportunity.save.failed'))}
      <label>${this.t('opportunity.name')}<input name="name" required maxlength="255" autofocus .value=${opportunity?.name ?? ''} /></label>
      ${this.field('client_name', this.t('opportunity.client'), opportunity?.client_name)} ${this.field('current_phase', this.t('opportunity.phase'), opportunity?.current_phase)}
      <label
        >${this.t('opportunity.description')} <span class="muted">${this.t('opportunity.optional')}</span
        ><textarea name="description" rows="4" .value=${opportunity?.description ?? ''}></textarea>
      </label>
      <footer>
        <button type="button" @click=${() => this.close()}>${this.t('app.cancel')}</button>
        <button class="primary" ?disabled=${this.busy}>${opportunity ? this.t('app.save') : this.t('opportunity.create')}</button>
      </footer>
    </form>`;
  }

  private field(name: string, label: string, value: string | undefined) {
    return html`<label>${label} <span class="muted">${this.t('opportunity.optional')}</span><input name=${name} maxlength="255" .value=${value ?? ''} /></label>`;
  }

  private async save(event: Event): Promise<void> {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(data.get(name) ?? '').trim();
    const fields: OpportunityFields = {
      name: text('name'),
      client_name: text('client_name'),
      description: text('description'),
      current_phase: text('current_phase'),
    };
    if (fields.name === '') {
      return;
    }
    const { opportunity } = this;
    this.conflict = false;
    if (await this.attempt(() => (opportunity ? this.workspace.edit(opportunity.id, fields, this.tag) : this.workspace.create(fields)))) {
      this.close();
    } else if (opportunity && this.failure?.status === 412) {
      await this.reread(opportunity.id);
      this.conflict = true;
      this.requestUpdate();
    }
  }
}

customElements.define('ws-opportunity-dialog', OpportunityDialog);
