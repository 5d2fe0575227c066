import { html, icon, nothing, repeat } from '../../chatkit-ee.shared';
import type { Opportunity } from '../state/rest';
import type { Scope } from '../state/workspace';
import { openMenu } from './menu';
import { openDialog, Part } from './part';

/** The opportunities, to choose whose conversations are listed. */
export class Opportunities extends Part {
  protected override render() {
    const { workspace } = this;
    const { opportunities, scope } = workspace;
    const running = opportunities.items.filter((opportunity) => opportunity.status !== 'completed');
    const completed = opportunities.items.filter((opportunity) => opportunity.status === 'completed');
    return html`<section aria-labelledby="ws-opportunities-title">
      <header>
        <h2 id="ws-opportunities-title">${this.t('opportunities.title')}</h2>
        <button
          class="icon-only"
          data-new-opportunity
          aria-label=${this.t('opportunities.new')}
          title=${this.t('opportunities.new')}
          @click=${() => void openDialog('ws-opportunity-dialog', { workspace })}
        >
          ${icon('plus')}
        </button>
      </header>
      <div class="scroll">
        <ul>
          ${this.general({ kind: 'all' }, this.t('opportunities.all'), 'list', scope.kind === 'all')}
          ${this.general({ kind: 'none' }, this.t('opportunities.without'), 'empty-circle', scope.kind === 'none')}
          ${repeat(
            running,
            (opportunity) => opportunity.id,
            (opportunity) => this.row(opportunity),
          )}
        </ul>
        ${completed.length > 0
          ? html`<details ?open=${completed.some((opportunity) => workspace.isSelected(opportunity)) || nothing}>
              <summary>${this.t('opportunities.completed')} <span class="muted">${completed.length}${opportunities.hasMore ? '+' : ''}</span></summary>
              <ul>
                ${repeat(
                  completed,
                  (opportunity) => opportunity.id,
                  (opportunity) => this.row(opportunity),
                )}
              </ul>
            </details>`
          : nothing}
        ${this.end()}
      </div>
    </section>`;
  }

  private end() {
    const { opportunities } = this.workspace;
    if (opportunities.failure) {
      return html`<div class="note" role="alert">
        <p>${this.t('opportunities.failed')}</p>
        <button class="outlined" @click=${() => void opportunities.reload()}>${this.t('app.retry')}</button>
      </div>`;
    }
    if (opportunities.loading) {
      return html`<p class="note muted">${this.t('app.loading')}</p>`;
    }
    if (opportunities.hasMore) {
      return html`<ck-sentinel .armed=${opportunities.items.length} @reached=${() => void opportunities.loadMore()}
        ><button class="more" @click=${() => void opportunities.loadMore()}>${this.t('app.more')}</button></ck-sentinel
      >`;
    }
    return opportunities.items.length > 0 ? nothing : html`<p class="note muted">${this.t('opportunities.empty')}</p>`;
  }

  private general(scope: Scope, label: string, symbol: string, selected: boolean) {
    return html`<li class=${selected ? 'current' : ''}>
      <button class="open" data-scope=${scope.kind} aria-current=${selected ? 'true' : nothing} @click=${() => this.workspace.select(scope)}>
        ${icon(symbol)}<span class="title">${label}</span>
      </button>
    </li>`;
  }

  private row(opportunity: Opportunity) {
    const { workspace } = this;
    const selected = workspace.isSelected(opportunity);
    const details = [opportunity.client_name, opportunity.current_phase].filter(Boolean).join(' · ');
    return html`<li class=${selected ? 'current' : ''} data-opportunity-id=${opportunity.id}>
      <button
        class="open"
        aria-current=${selected ? 'true' : nothing}
        title=${opportunity.description ?? nothing}
        @click=${() => workspace.select({ kind: 'opportunity', opportunity })}
      >
        ${icon('suitcase')}
        <span class="text">
          <span class="title" dir="auto">${opportunity.name}</span>
          ${details ? html`<span class="details" dir="auto">${details}</span>` : nothing}
        </span>
        ${workspace.active?.id === opportunity.id
          ? html`<span class="badge" title=${this.t('opportunities.active.hint')}>${this.t('opportunities.active')}</span>`
          : nothing}
      </button>
      <button
        class="icon-only action"
        aria-haspopup="menu"
        aria-expanded="false"
        aria-label=${this.t('opportunity.actions', opportunity.name)}
        @click=${(event: Event) => this.menu(event, opportunity)}
      >
        ${icon('dots-horizontal')}
      </button>
    </li>`;
  }

  private menu(event: Event, opportunity: Opportunity): void {
    const { workspace } = this;
    const active = workspace.active?.id === opportunity.id;
    const completed = opportunity.status === 'completed';
    openMenu(event.currentTarget as HTMLElement, [
      { label: this.t('opportunity.edit'), icon: 'pencil', run: () => void openDialog('ws-opportunity-dialog', { workspace, opportunity }) },
      {
        label: this.t(active ? 'opportunity.deactivate' : 'opportunity.activate'),
        icon: active ? 'star' : 'star-filled',
        run: () => this.change(opportunity, () => workspace.activate(active ? null : opportunity)),
      },
      {
        label: this.t(completed ? 'opportunity.reopen' : 'opportunity.complete'),
        icon: completed ? 'undo' : 'check',
        run: () => this.change(opportunity, () => workspace.edit(opportunity.id, { status: completed ? 'active' : 'completed' })),
      },
      { label: this.t('opportunity.delete'), icon: 'trash', danger: true, run: () => void openDialog('ws-delete-dialog', { workspace, opportunity }) },
    ]);
  }

  private change(opportunity: Opportunity, action: () => Promise<void>): void {
    action().catch((error: unknown) => this.workspace.reportProblem(this.t('opportunity.change.failed', opportunity.name), error));
  }
}

customElements.define('ws-opportunities', Opportunities);
