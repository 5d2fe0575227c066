import { absoluteTime, failureText, html, nothing, relativeTime, repeat } from '../../chatkit-ee.shared';
import { keyOf, partsOf, type SearchHit, type Snippet } from '../../state/thread-search';
import { asRequestError, type RestThread } from '../state/rest';
import { routeHash } from '../state/route';
import type { Workspace } from '../state/workspace';
import { Part } from './part';

/** What was found in conversations, each with a link to where it is. */
export class SearchResults extends Part {
  protected override render() {
    const { search, shared } = this.workspace;
    const hits = hitsOf(this.workspace);
    return html`<ul class="hits" aria-label=${shared('history.search.results')} aria-busy=${String(search.searching)}>
        ${repeat(hits, keyOf, (hit) => this.row(hit))}
      </ul>
      ${this.end(hits.length)}`;
  }

  private row(hit: SearchHit) {
    const { workspace } = this;
    const { item, thread } = hit;
    const time = item?.created_at ?? thread.updated_at ?? thread.created_at;
    const opportunity = workspace.scope.kind === 'all' ? workspace.opportunity((thread as RestThread).opportunity_id) : undefined;
    const route = routeHash({ threadId: thread.id, itemId: item?.id ?? null });
    return html`<li data-hit=${keyOf(hit)}>
      <a class="open" href=${route} @click=${() => this.repeated(route, hit)}>
        <span class="text">
          <span class="title ${item ? '' : 'found'}" dir="auto">${item ? thread.title || this.t('thread.untitled') : marked(hit.snippet)}</span>
          ${item ? html`<span class="snippet" dir="auto">${marked(hit.snippet)}</span>` : nothing}
          <span class="details">
            <time datetime=${time} title=${absoluteTime(workspace.locale, time)}>${relativeTime(workspace.locale, time)}</time>
            ${thread.archived ? html`<span>${workspace.shared('history.archived.one')}</span>` : nothing}
            ${opportunity ? html`<span class="of" dir="auto">${opportunity.name}</span>` : nothing}
          </span>
        </span>
      </a>
    </li>`;
  }

  /** A link to where the page is already does nothing by itself. */
  private repeated(route: string, { item, thread }: SearchHit): void {
    if (location.hash === route) {
      this.workspace.openThread?.(thread.id, item?.id ?? null);
    }
  }

  private end(count: number) {
    const { elementTexts, search, shared } = this.workspace;
    if (search.failure) {
      return html`<div class="note" role="alert">
        <p>${shared('history.search.failed')} ${elementTexts ? failureText(elementTexts, asRequestError(search.failure)) : ''}</p>
        <button class="outlined" data-retry @click=${() => (search.cursor === null || count === 0 ? search.again() : void search.loadMore())}>
          ${this.t('app.retry')}
        </button>
      </div>`;
    }
    if (search.searching) {
      return html`<p class="note muted">${shared('composer.suggestions.loading')}</p>`;
    }
    if (search.cursor !== null) {
      return html`<ck-sentinel .armed=${search.cursor} @reached=${() => void search.loadMore()}
        ><button class="more" @click=${() => void search.loadMore()}>${this.t('app.more')}</button></ck-sentinel
      >`;
    }
    return count > 0 ? nothing : html`<p class="note muted">${shared('history.search.none', search.query.trim())}</p>`;
  }
}

customElements.define('ws-search-results', SearchResults);

function hitsOf({ deletions, search }: Workspace): SearchHit[] {
  return search.hits.filter((hit) => !deletions.hides(hit.thread.id));
}

/** The text with what was found in it. What the server sends is text and stays text. */
function marked(snippet: Snippet) {
  return partsOf(snippet).map(({ text, found }) => (found ? html`<mark>${text}</mark>` : text));
}

/** What a screen reader says when the first hits are there. */
export function announcement(workspace: Workspace): string {
  const { search, shared } = workspace;
  const count = hitsOf(workspace).length;
  if (!search.current || search.failure) {
    return '';
  }
  return count === 0 && search.cursor === null
    ? shared('history.search.none', search.query.trim())
    : shared(search.cursor === null ? 'history.search.count' : 'history.search.count.more', count);
}
