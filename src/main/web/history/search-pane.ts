import type { RequestError } from '../protocol/client';
import { keyOf, partsOf, ThreadSearch, type SearchHit, type Snippet } from '../state/thread-search';
import type { HistoryView } from '../views/history-view';
import type { HistoryKit } from './kit';

/** Characters of a query: servers reject much longer ones. */
const MAX_QUERY_LENGTH = 200;

/** The search field of the history, and what was found. */
export class SearchPane {
  private readonly search: ThreadSearch;

  constructor(
    private readonly view: HistoryView,
    private readonly kit: HistoryKit,
  ) {
    const { chat } = view;
    this.search = new ThreadSearch(
      (parameters, signal) => {
        const { client } = chat;
        return client.read('search', { ...parameters, ...(client.opportunityId === null ? {} : { opportunity_id: client.opportunityId }) }, signal);
      },
      () => view.requestUpdate(),
      () => chat.announce(this.announcement()),
    );
  }

  get active(): boolean {
    return this.search.active;
  }

  field() {
    const { html, icon } = this.kit;
    const label = this.view.say('history.search');
    return html`<div class="search">
      ${icon('search')}
      <input
        type="search"
        data-search
        aria-label=${label}
        placeholder=${label}
        maxlength=${MAX_QUERY_LENGTH}
        autocomplete="off"
        .value=${this.search.query}
        @input=${(event: Event) => this.search.type((event.target as HTMLInputElement).value)}
      />
    </div>`;
  }

  results() {
    const { html, repeat } = this.kit;
    const hits = this.hits();
    return html`<ul class="threads hits" aria-label=${this.view.say('history.search.results')} aria-busy=${String(this.search.searching)}>
        ${repeat(hits, keyOf, (hit) => this.row(hit))}
      </ul>
      ${this.end(hits.length)}`;
  }

  private hits(): SearchHit[] {
    const { deletions } = this.view.chat.history;
    return this.search.hits.filter((hit) => !deletions.hides(hit.thread.id));
  }

  private row(hit: SearchHit) {
    const { html, nothing, relativeTime, absoluteTime } = this.kit;
    const { view } = this;
    const { locale } = view.chat;
    const { thread, item } = hit;
    const time = item?.created_at ?? thread.updated_at ?? thread.created_at;
    return html`<li data-hit=${keyOf(hit)}>
      <button class="open" @click=${() => void view.chat.open(thread.id, item?.id ?? null)}>
        <span class="title ${item ? '' : 'found'}" dir="auto">${item ? thread.title || view.say('thread.untitled') : this.marked(hit.snippet)}</span>
        ${item ? html`<span class="snippet" dir="auto">${this.marked(hit.snippet)}</span>` : nothing}
        <span class="details">
          <time datetime=${time} title=${absoluteTime(locale, time)}>${relativeTime(locale, time)}</time>${thread.archived
            ? html`<span class="state">${view.say('history.archived.one')}</span>`
            : nothing}
        </span>
      </button>
    </li>`;
  }

  /** The text with what was found in it. What the server sends is text and stays text. */
  private marked(snippet: Snippet) {
    const { html } = this.kit;
    return partsOf(snippet).map(({ text, found }) => (found ? html`<mark>${text}</mark>` : text));
  }

  /** What comes after the hits: the next page, why it is not there, or that there is nothing. */
  private end(count: number) {
    const { html, nothing, failureText } = this.kit;
    const { search, view } = this;
    if (search.failure) {
      return html`<div class="note" role="alert">
        <p>${view.say('history.search.failed')} ${failureText(view.chat.texts, search.failure as RequestError)}</p>
        <button class="outlined" data-retry @click=${() => (search.cursor === null || count === 0 ? search.again() : void search.loadMore())}>${view.say('retry')}</button>
      </div>`;
    }
    if (search.searching) {
      return html`<p class="muted note">${view.say('composer.suggestions.loading')}</p>`;
    }
    if (search.cursor !== null) {
      return html`<ck-sentinel .armed=${search.cursor} @reached=${() => void search.loadMore()}
        ><button class="more" @click=${() => void search.loadMore()}>${view.say('history.more')}</button></ck-sentinel
      >`;
    }
    return count > 0 ? nothing : html`<p class="muted note">${view.say('history.search.none', search.query.trim())}</p>`;
  }

  private announcement(): string {
    const { search, view } = this;
    const count = this.hits().length;
    return count === 0 && search.cursor === null
      ? view.say('history.search.none', search.query.trim())
      : view.say(search.cursor === null ? 'history.search.count' : 'history.search.count.more', count);
  }

  /** @returns whether the key is dealt with */
  keydown(event: KeyboardEvent): boolean {
    const rows = [...this.view.querySelectorAll<HTMLElement>('.threads .open')];
    if (event.target !== this.input) {
      const first = event.key === 'ArrowUp' && rows[0]?.closest('li')?.contains(event.target as Node);
      if (first) {
        event.preventDefault();
        this.input?.focus();
      }
      return first ?? false;
    }
    if (event.key === 'Escape' && this.search.query !== '') {
      this.search.clear();
    } else if (event.key === 'ArrowDown') {
      event.preventDefault();
      rows[0]?.focus();
    } else if (event.key === 'Enter' && !event.isComposing) {
      event.preventDefault();
      if (this.search.searching) {
        this.search.again();
      } else {
        rows[0]?.focus();
      }
    } else {
      return false;
    }
    return true;
  }

  private get input(): HTMLInputElement | null {
    return this.view.querySelector('[data-search]');
  }

  /** The panel is not there any more. */
  closed(): void {
    this.search.clear();
  }
}
