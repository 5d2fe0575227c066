import { absoluteTime, enteredTitle, html, icon, moveAmongRows, nothing, relativeTime, repeat, selectTitle } from '../../chatkit-ee.shared';
import type { Organization } from '../../state/organized-thread';
import type { RestThread } from '../state/rest';
import { routeHash } from '../state/route';
import { openMenu } from './menu';
import { openDialog, Part } from './part';
import { announcement } from './search-results';
import './thread-filter';

/** Labels that a row shows. */
const MAX_SHOWN_LABELS = 3;
/** Characters of a query: servers reject much longer ones. */
const MAX_QUERY_LENGTH = 200;

/**
 * The conversations of the chosen opportunity: pinned ones first, latest activity first; or what was found in them. A server
 * without search has the titles of this list searched.
 */
export class Threads extends Part {
  private query = '';
  private editing: string | null = null;
  private clock: ReturnType<typeof setInterval> | undefined;

  protected override render() {
    const { workspace } = this;
    const { deletions, scope, threads } = workspace;
    const title = scope.kind === 'opportunity' ? scope.opportunity.name : this.t(`threads.title.${scope.kind}`);
    const query = this.query.trim().toLocaleLowerCase();
    const all = threads.items.filter((thread) => !deletions.hides(thread.id));
    const searching = query !== '' && workspace.searches !== false;
    const label = workspace.searches === false ? this.t('threads.search') : workspace.shared('history.search');
    const found = query === '' ? all : all.filter((thread) => (thread.title ?? this.t('thread.untitled')).toLocaleLowerCase().includes(query));
    return html`<section aria-labelledby="ws-threads-title">
      <header><h2 id="ws-threads-title" dir="auto">${title}</h2></header>
      <div class="search">
        ${icon('search')}
        <input
          type="search"
          data-search
          aria-label=${label}
          placeholder=${label}
          maxlength=${MAX_QUERY_LENGTH}
          autocomplete="off"
          .value=${this.query}
          @input=${(event: Event) => this.search((event.target as HTMLInputElement).value)}
          @keydown=${this.leaveSearch}
        />
      </div>
      ${searching ? nothing : html`<ws-thread-filter .workspace=${workspace}></ws-thread-filter>`}
      <div class="scroll" @keydown=${this.move}>
        ${searching
          ? html`<ws-search-results .workspace=${workspace}></ws-search-results>`
          : html`<ul>
                ${repeat(
                  found,
                  (thread) => thread.id,
                  (thread) => this.row(thread),
                )}
              </ul>
              ${this.end(all.length, found.length)}`}
      </div>
      <span class="visually-hidden" role="status">${searching ? announcement(workspace) : ''}</span>
      <div class="undo" role="status" @pointerenter=${this.pause} @pointerleave=${this.pause} @focusin=${this.pause} @focusout=${() => setTimeout(this.pause)}>
        <ul>
          ${repeat(
            deletions.pending,
            (deletion) => deletion.id,
            (deletion) =>
              html`<li>
                <span dir="auto">${this.t('threads.deleted', deletion.title || this.t('thread.untitled'))}</span>
                <button class="outlined" data-undo @click=${() => this.undo(deletion.id)}>${this.t('threads.undo')}</button>
              </li>`,
          )}
        </ul>
      </div>
    </section>`;
  }

  private end(all: number, found: number) {
    const { threads } = this.workspace;
    if (threads.failure) {
      return html`<div class="note" role="alert">
        <p>${this.t('threads.failed')}</p>
        <button class="outlined" data-retry @click=${() => void (all ? threads.loadMore() : threads.reload())}>${this.t('app.retry')}</button>
      </div>`;
    }
    const more = threads.loading
      ? html`<p class="note muted">${this.t('app.loading')}</p>`
      : threads.hasMore
        ? html`<ck-sentinel .armed=${`${threads.items.length} ${this.query}`} @reached=${() => void threads.loadMore()}
            ><button class="more" @click=${() => void threads.loadMore()}>${this.t('app.more')}</button></ck-sentinel
          >`
        : nothing;
    if (this.query !== '' && found === 0 && !threads.loading) {
      return html`<p class="note muted" role="status">
          ${this.t('threads.search.none', this.query)} ${threads.hasMore ? this.t('threads.search.loaded') : nothing}
        </p>
        ${more}`;
    }
    const { filter } = this.workspace;
    if (all === 0 && !threads.loading && !threads.hasMore && (filter.archived || filter.label !== null)) {
      return html`<p class="note muted">${this.workspace.shared('history.empty.filtered')}</p>`;
    }
    return all === 0 && !threads.loading && !threads.hasMore ? html`<div class="note">
          <p class="muted">${this.t('threads.empty')}</p>
          <button class="outlined" data-new-conversation @click=${() => this.dispatchEvent(new Event('new-conversation', { bubbles: true }))}>${this.t('thread.new')}</button>
        </div>`
      : more;
  }

  private row(thread: RestThread) {
    const { workspace } = this;
    const current = thread.id === workspace.threadId;
    const title = thread.title || this.t('thread.untitled');
    if (this.editing === thread.id) {
      return html`<li class="editing">
        <form @submit=${(event: Event) => void this.rename(event, thread)} @keydown=${(event: KeyboardEvent) => this.leaveEditing(event, thread)}>
          <input data-title aria-label=${this.t('threads.rename.label')} maxlength="255" required .value=${thread.title ?? ''} />
          <button class="icon-only" aria-label=${this.t('app.save')}>${icon('check')}</button>
          <button type="button" class="icon-only" aria-label=${this.t('app.cancel')} @click=${() => this.edit(null, thread.id)}>${icon('close')}</button>
        </form>
      </li>`;
    }
    const status = thread.status?.type;
    const opportunity = workspace.scope.kind === 'all' ? workspace.opportunity(thread.opportunity_id) : undefined;
    return html`<li class=${current ? 'current' : ''} data-thread-id=${thread.id}>
      <a class="open" href=${routeHash({ threadId: thread.id, itemId: null })} aria-current=${current ? 'page' : nothing}>
        <span class="text">
          <span class="title" dir="auto">${title}</span>
          <span class="details">
            <time datetime=${thread.updated_at} title=${absoluteTime(workspace.locale, thread.updated_at)}>${relativeTime(workspace.locale, thread.updated_at)}</time>
            ${thread.pinned ? html`<span class="pin">${icon('pin')}${workspace.shared('history.pinned')}</span>` : nothing}
            ${status === 'locked' || status === 'closed' ? html`<span>${this.t(`threads.${status}`)}</span>` : nothing}
            ${opportunity ? html`<span class="of" dir="auto">${opportunity.name}</span>` : nothing}
          </span>
          ${this.labels(thread)}
        </span>
      </a>
      <button
        class="icon-only action"
        aria-haspopup="menu"
        aria-expanded="false"
        aria-label=${this.t('threads.actions', title)}
        @click=${(event: Event) => this.menu(event, thread)}
      >
        ${icon('dots-horizontal')}
      </button>
    </li>`;
  }

  private labels(thread: RestThread) {
    const labels = thread.labels ?? [];
    const shown = labels.slice(0, MAX_SHOWN_LABELS);
    return labels.length === 0
      ? nothing
      : html`<span class="labels">
          ${shown.map((label) => html`<span class="label" dir="auto">${label}</span>`)}
          ${labels.length > shown.length ? html`<span class="muted" dir="ltr">+${labels.length - shown.length}</span>` : nothing}
        </span>`;
  }

  private menu(event: Event, thread: RestThread): void {
    const { workspace } = this;
    const { shared } = workspace;
    const organizing =
      typeof thread.pinned === 'boolean'
        ? [
            {
              label: shared(thread.pinned ? 'history.unpin' : 'history.pin'),
              icon: thread.pinned ? 'unpin' : 'pin',
              run: () => void this.organize(thread, { pinned: !thread.pinned }),
            },
            { label: shared('history.labels'), icon: 'tag', run: () => void openDialog('ws-labels-dialog', { workspace, thread }) },
            {
              label: shared(thread.archived ? 'history.unarchive' : 'history.archive'),
              icon: 'archive',
              run: () => void this.organize(thread, { archived: !thread.archived }),
            },
          ]
        : [];
    openMenu(event.currentTarget as HTMLElement, [
      { label: this.t('threads.rename'), icon: 'pencil', run: () => this.edit(thread.id) },
      { label: this.t('threads.link'), icon: 'link', run: () => void copyLink(thread.id) },
      ...organizing,
      { label: this.t('threads.delete'), icon: 'trash', danger: true, run: () => this.delete(thread) },
    ]);
  }

  private async organize(thread: RestThread, change: Partial<Organization>): Promise<void> {
    if (change.archived !== undefined) {
      this.focusNext(thread);
    }
    try {
      await this.workspace.organize(thread, change);
      if (change.pinned !== undefined) {
        await this.updateComplete;
        this.rowOf(thread.id)?.querySelector<HTMLElement>('.action')?.focus();
      }
    } catch (error) {
      this.workspace.reportProblem(this.workspace.shared('history.change.failed', thread.title ?? ''), error);
    }
  }

  private edit(threadId: string | null, was?: string): void {
    this.editing = threadId;
    this.requestUpdate();
    void this.updateComplete.then(() => {
      if (!selectTitle(this) && was) {
        this.rowOf(was)?.querySelector<HTMLElement>('.open')?.focus();
      }
    });
  }

  private rowOf(threadId: string): HTMLElement | null {
    return this.querySelector<HTMLElement>(`[data-thread-id="${CSS.escape(threadId)}"]`);
  }

  private async rename(event: Event, thread: RestThread): Promise<void> {
    const title = enteredTitle(event);
    if (title === '') {
      return;
    }
    try {
      if (title !== thread.title) {
        await this.workspace.rename(thread, title);
      }
      this.edit(null, thread.id);
    } catch (error) {
      this.workspace.reportProblem(this.t('threads.rename.failed', thread.title ?? ''), error);
    }
  }

  private leaveEditing(event: KeyboardEvent, thread: RestThread): void {
    if (event.key === 'Escape') {
      event.stopPropagation();
      this.edit(null, thread.id);
    }
  }

  private delete(thread: RestThread): void {
    this.focusNext(thread);
    this.workspace.deleteThread(thread);
  }

  /** The focus goes from a conversation that is about to leave the list to the next one, so that several can be handled in a row. */
  private focusNext(thread: RestThread): void {
    const row = this.rowOf(thread.id);
    const next = row?.nextElementSibling ?? row?.previousElementSibling;
    (next?.querySelector<HTMLElement>('.action') ?? this.querySelector<HTMLElement>('[data-search]'))?.focus();
  }

  /** Brings back what was deleted last, or this. */
  undo(id = this.workspace.deletions.pending.at(-1)?.id): void {
    if (id) {
      this.workspace.deletions.undo(id);
      this.workspace.deletions.pause(false);
      void this.updateComplete.then(() => this.rowOf(id)?.querySelector<HTMLElement>('.open')?.focus());
    }
  }

  focusSearch(): void {
    const input = this.querySelector<HTMLInputElement>('[data-search]');
    input?.focus();
    input?.select();
  }

  private search(query: string): void {
    const { workspace } = this;
    this.query = query;
    if (workspace.searches !== false || query === '') {
      workspace.search.type(query);
    }
    this.requestUpdate();
  }

  private readonly leaveSearch = (event: KeyboardEvent) => {
    const { search } = this.workspace;
    if (event.key === 'Enter' && !event.isComposing && search.searching) {
      event.preventDefault();
      search.again();
    } else if (event.key === 'ArrowDown' || (event.key === 'Enter' && !event.isComposing)) {
      event.preventDefault();
      this.querySelector<HTMLElement>('.scroll .open')?.focus();
    } else if (event.key === 'Escape' && this.query !== '') {
      event.stopPropagation();
      this.search('');
    }
  };

  private readonly move = (event: KeyboardEvent) => {
    const rows = [...this.querySelectorAll<HTMLElement>('.scroll .open')];
    if (event.key === 'ArrowUp' && rows[0]?.closest('li')?.contains(event.target as Node)) {
      event.preventDefault();
      this.querySelector<HTMLElement>('[data-search]')?.focus();
    } else {
      moveAmongRows(event, rows);
    }
  };

  private readonly pause = () => this.workspace.deletions.pause(this.querySelector('.undo')?.matches(':hover, :focus-within') ?? false);

  override connectedCallback(): void {
    super.connectedCallback();
    // the drawer comes and goes
    this.query = this.workspace.search.query;
    // times in words go on
    this.clock = setInterval(() => this.requestUpdate(), 60_000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.clock);
  }
}

/** Puts the address of a conversation into the clipboard, which exists in secure contexts only. */
export async function copyLink(threadId: string): Promise<boolean> {
  const url = new URL(routeHash({ threadId, itemId: null }), location.href).href;
  try {
    await navigator.clipboard.writeText(url);
    return true;
  } catch {
    prompt('', url);
    return false;
  }
}

customElements.define('ws-threads', Threads);
