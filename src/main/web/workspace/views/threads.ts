import { absoluteTime, enteredTitle, html, icon, moveAmongRows, nothing, relativeTime, repeat, selectTitle } from '../../chatkit-ee.shared';
import type { RestThread } from '../state/rest';
import { routeHash } from '../state/route';
import { openMenu } from './menu';
import { Part } from './part';

/** The conversations of the chosen opportunity, latest activity first. */
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
    const found = query === '' ? all : all.filter((thread) => (thread.title ?? this.t('thread.untitled')).toLocaleLowerCase().includes(query));
    return html`<section aria-labelledby="ws-threads-title">
      <header><h2 id="ws-threads-title" dir="auto">${title}</h2></header>
      <div class="search">
        ${icon('search')}
        <input
          type="search"
          data-search
          aria-label=${this.t('threads.search')}
          placeholder=${this.t('threads.search')}
          .value=${this.query}
          @input=${(event: Event) => this.search((event.target as HTMLInputElement).value)}
          @keydown=${this.leaveSearch}
        />
      </div>
      <div class="scroll" @keydown=${this.move}>
        <ul>
          ${repeat(
            found,
            (thread) => thread.id,
            (thread) => this.row(thread),
          )}
        </ul>
        ${this.end(all.length, found.length)}
      </div>
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
            ${status === 'locked' || status === 'closed' ? html`<span>${this.t(`threads.${status}`)}</span>` : nothing}
            ${opportunity ? html`<span class="of" dir="auto">${opportunity.name}</span>` : nothing}
          </span>
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

  private menu(event: Event, thread: RestThread): void {
    openMenu(event.currentTarget as HTMLElement, [
      { label: this.t('threads.rename'), icon: 'pencil', run: () => this.edit(thread.id) },
      { label: this.t('threads.link'), icon: 'link', run: () => void copyLink(thread.id) },
      { label: this.t('threads.delete'), icon: 'trash', danger: true, run: () => this.delete(thread) },
    ]);
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

  /** The focus goes to the next conversation, so that several can be deleted in a row. */
  private delete(thread: RestThread): void {
    const row = this.rowOf(thread.id);
    const next = row?.nextElementSibling ?? row?.previousElementSibling;
    this.workspace.deleteThread(thread);
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
    this.query = query;
    this.requestUpdate();
  }

  private readonly leaveSearch = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || (event.key === 'Enter' && !event.isComposing)) {
      event.preventDefault();
      this.querySelector<HTMLElement>('.scroll .open')?.focus();
    } else if (event.key === 'Escape' && this.query !== '') {
      event.stopPropagation();
      this.search('');
    }
  };

  private readonly move = (event: KeyboardEvent) => moveAmongRows(event, [...this.querySelectorAll<HTMLElement>('.scroll .open')]);

  private readonly pause = () => this.workspace.deletions.pause(this.querySelector('.undo')?.matches(':hover, :focus-within') ?? false);

  override connectedCallback(): void {
    super.connectedCallback();
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
