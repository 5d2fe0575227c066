import type { HistoryThread } from '../state/history';
import { choices, NO_FILTER, type Organization } from '../state/organized-thread';
import type { HistoryView } from '../views/history-view';
import type { HistoryKit } from './kit';
import { LabelForm } from './label-form';
import { RowMenu, type RowAction } from './row-menu';
import { SearchPane } from './search-pane';

/** Labels that a row shows. */
const MAX_SHOWN_LABELS = 3;

/** What the history offers if the server has search and organises threads: the search, a filter, and a menu for each thread. */
export class HistoryTools {
  private readonly search: SearchPane;
  private readonly rowMenu: RowMenu;
  private readonly form: LabelForm;

  constructor(
    private readonly view: HistoryView,
    private readonly kit: HistoryKit,
  ) {
    this.search = new SearchPane(view, kit);
    this.rowMenu = new RowMenu(view, kit);
    this.form = new LabelForm(view, kit);
  }

  private get history() {
    return this.view.chat.history;
  }

  private get searches(): boolean {
    return this.history.searchable && this.view.chat.options.history?.showSearch !== false;
  }

  private get organizes(): boolean {
    return this.history.organized && this.view.chat.options.history?.showOrganize !== false;
  }

  /** The thread whose labels are being changed; null for none. */
  get labelling(): string | null {
    return this.organizes ? this.form.threadId : null;
  }

  /** What is above the list. */
  head() {
    const { html, nothing } = this.kit;
    return html`${this.searches ? this.search.field() : nothing} ${this.organizes && !this.searching ? this.filters() : nothing}`;
  }

  private get searching(): boolean {
    return this.searches && this.search.active;
  }

  /** What was found, instead of the list; null if nothing is searched for. */
  results() {
    return this.searching ? this.search.results() : null;
  }

  private filters() {
    const { html, nothing, icon } = this.kit;
    const { history, view } = this;
    const { filter } = history;
    const labels = choices(history.labels, filter, view.chat.locale);
    return html`<div class="filters" role="group" aria-label=${view.say('history.filter')}>
      <button class="outlined" data-archived aria-pressed=${String(filter.archived)} @click=${() => void history.show({ ...filter, archived: !filter.archived })}>
        ${icon('archive')}${view.say('history.archived')}
      </button>
      ${labels.length === 0
        ? nothing
        : html`<select
            data-label-filter
            aria-label=${view.say('history.labels.filter')}
            @change=${(event: Event) => void history.show({ ...filter, label: (event.target as HTMLSelectElement).value || null })}
          >
            <option value="" .selected=${filter.label === null}>${view.say('history.labels.all')}</option>
            ${labels.map((label) => html`<option value=${label} .selected=${filter.label === label}>${label}</option>`)}
          </select>`}
    </div>`;
  }

  /** What is there instead of an empty list; null if that is not special. */
  empty() {
    const { filter } = this.history;
    return this.organizes && (filter.archived || filter.label !== null) ? this.kit.html`<p class="muted note">${this.view.say('history.empty.filtered')}</p>` : null;
  }

  // rows

  /** The sign of a pinned thread. */
  pin(thread: HistoryThread) {
    const { html, icon } = this.kit;
    const pinned = this.view.say('history.pinned');
    return thread.pinned ? html`<span class="pin" title=${pinned}>${icon('pin')}<span class="visually-hidden">${pinned}</span></span>` : null;
  }

  labels(thread: HistoryThread) {
    const { html, nothing } = this.kit;
    const labels = thread.labels ?? [];
    const shown = labels.slice(0, MAX_SHOWN_LABELS);
    return labels.length === 0
      ? nothing
      : html`<span class="labels">
          ${shown.map((label) => html`<span class="label" dir="auto">${label}</span>`)}
          ${labels.length > shown.length ? html`<span dir="ltr">+${labels.length - shown.length}</span>` : nothing}
        </span>`;
  }

  /** The button of the menu; null if threads cannot be organised, so there are buttons instead. */
  menuButton(thread: HistoryThread, title: string) {
    return this.organizes ? this.rowMenu.button(thread.id, this.view.say('history.actions', title), () => this.actions(thread)) : null;
  }

  menu() {
    return this.rowMenu.render();
  }

  private actions(thread: HistoryThread): RowAction[] {
    const { view } = this;
    const options = view.chat.options.history;
    return [
      ...(options?.showRename === false ? [] : [{ id: 'rename', label: view.say('history.rename.action'), icon: 'pencil', run: () => view.edit(thread.id) }]),
      {
        id: 'pin',
        label: view.say(thread.pinned ? 'history.unpin' : 'history.pin'),
        icon: thread.pinned ? 'unpin' : 'pin',
        run: () => void this.change(thread, { pinned: !thread.pinned }),
      },
      { id: 'labels', label: view.say('history.labels'), icon: 'tag', run: () => this.form.open(thread.id) },
      {
        id: 'archive',
        label: view.say(thread.archived ? 'history.unarchive' : 'history.archive'),
        icon: 'archive',
        run: () => void this.change(thread, { archived: !thread.archived }),
      },
      ...(options?.showDelete === false ? [] : [{ id: 'delete', label: view.say('history.delete.action'), icon: 'trash', run: () => view.delete(thread) }]),
    ];
  }

  private async change(thread: HistoryThread, change: Partial<Organization>): Promise<void> {
    const { view } = this;
    if (change.archived !== undefined) {
      view.focusNext(thread.id);
    }
    if (await this.history.organize(thread, change)) {
      const done = change.pinned === undefined ? (change.archived ? 'history.archive.done' : 'history.unarchive.done') : change.pinned ? 'history.pin.done' : 'history.unpin.done';
      view.chat.announce(view.say(done, thread.title || view.say('thread.untitled')));
      if (change.pinned !== undefined) {
        this.rowMenu.focusButton(thread.id);
      }
    }
  }

  labelForm(thread: HistoryThread) {
    return this.form.render(thread, choices(this.history.labels, NO_FILTER, this.view.chat.locale));
  }

  // events of the view

  /** @returns whether the key is dealt with */
  keydown(event: KeyboardEvent): boolean {
    return this.rowMenu.keydown(event) || (this.labelling !== null && this.form.keydown(event)) || (this.searches && this.search.keydown(event));
  }

  updated(): void {
    this.rowMenu.updated();
  }

  disconnected(): void {
    this.search.closed();
    this.form.threadId = null;
    this.rowMenu.close();
  }
}
