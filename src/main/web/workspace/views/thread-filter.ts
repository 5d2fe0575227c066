import { html, icon, nothing } from '../../chatkit-ee.shared';
import { choices } from '../../state/organized-thread';
import { Part } from './part';

/**
 * Which conversations are listed: archived ones, or those with a label. It is there as soon as the server is known to organise them, or
 * if all that there are may be archived.
 */
export class ThreadFilter extends Part {
  protected override render() {
    const { workspace } = this;
    const { filter, organizes, scope, shared, threads } = workspace;
    if (organizes === false || (organizes === null && (threads.loading || threads.failure !== null || threads.hasMore))) {
      return nothing;
    }
    const labels = choices(workspace.labels, filter, workspace.locale);
    return html`<div class="filters" role="group" aria-label=${shared('history.filter')}>
      <button
        class="outlined"
        data-archived
        aria-pressed=${String(filter.archived)}
        @click=${() => workspace.select(scope, { ...filter, archived: !filter.archived })}
      >
        ${icon('archive')}${shared('history.archived')}
      </button>
      ${labels.length === 0
        ? nothing
        : html`<select
            data-label-filter
            aria-label=${shared('history.labels.filter')}
            @change=${(event: Event) => workspace.select(scope, { ...filter, label: (event.target as HTMLSelectElement).value || null })}
          >
            <option value="" .selected=${filter.label === null}>${shared('history.labels.all')}</option>
            ${labels.map((label) => html`<option value=${label} .selected=${filter.label === label}>${label}</option>`)}
          </select>`}
    </div>`;
  }
}

customElements.define('ws-thread-filter', ThreadFilter);
