import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { icon } from '../icons/icons';
import type { HistoryKit } from '../history/kit';
import type { HistoryTools } from '../history/history-tools';
import { loadModule } from '../protocol/module';
import type { HistoryThread } from '../state/history';
import type { TextKey } from '../texts/en';
import { failureText } from '../texts/failures';
import { absoluteTime, relativeTime } from '../texts/times';
import './sentinel';
import { enteredTitle, moveAmongRows, selectTitle } from './thread-rows';
import './undo-view';
import { define, View } from './view';

const MAX_TITLE_LENGTH = 255;

type ToolsModule = typeof import('../lazy/history');

const kit: HistoryKit = { html, nothing, repeat, icon, failureText, relativeTime, absoluteTime };
let loading: Promise<ToolsModule> | null = null;

function loadTools(): Promise<ToolsModule> {
  loading ??= loadModule<ToolsModule>('chatkit-ee/history.js', import.meta.url);
  loading.catch(() => (loading = null));
  return loading;
}

/**
 * The threads of the caller, as a panel over the thread. What the server may have beyond the ChatKit protocol, such as search, is a
 * module of its own.
 */
export class HistoryView extends View {
  private tools: HistoryTools | null = null;
  private toolsWanted = false;
  /** The thread that is being renamed. */
  private editing: string | null = null;
  /** Where the focus was before. */
  private opener: HTMLElement | null = null;
  private focused = false;

  protected override watched() {
    return [this.chat.history];
  }

  protected override render() {
    const { history } = this.chat;
    const { threads } = history;
    const { tools } = this;
    return html`
      <div class="scrim" @click=${this.close}></div>
      <div
        class="panel"
        role="dialog"
        aria-labelledby="ck-history-title"
        @keydown=${this.keydown}
        @focusin=${() => (this.focused = true)}
        @focusout=${(event: FocusEvent) => (this.focused = event.relatedTarget === null || this.contains(event.relatedTarget as Node))}
      >
        <header>
          <h2 id="ck-history-title">${this.t('history.title')}</h2>
          <button class="icon-only" data-close aria-label=${this.t('history.close')} title=${this.t('history.close')} @click=${this.close}>
            ${icon('close')}
          </button>
        </header>
        ${tools?.head() ?? nothing}
        ${history.changeFailure
          ? html`<p class="problem" role="alert">
              ${this.t(`history.${history.changeFailure.action}.failed`, history.changeFailure.title)}
              ${failureText(this.chat.texts, history.changeFailure.error)}
            </p>`
          : nothing}
        <div class="scroll">
          ${tools?.results() ??
          html`<ul class="threads">
              ${repeat(
                threads,
                (thread) => thread.id,
                (thread) => this.row(thread),
              )}
            </ul>
            ${this.end()}`}
        </div>
        <ck-undo .chat=${this.chat} .deletions=${history.deletions} @undone=${(event: CustomEvent<string>) => this.focusRow(event.detail)}></ck-undo>
        ${tools?.menu() ?? nothing}
      </div>
    `;
  }

  private row(thread: HistoryThread) {
    const { tools } = this;
    const current = thread.id === this.chat.threadId;
    if (this.editing === thread.id) {
      return html`<li class="editing">${this.form(thread)}</li>`;
    }
    if (tools?.labelling === thread.id) {
      return html`<li class="editing" data-thread-id=${thread.id}>${tools.labelForm(thread)}</li>`;
    }
    const title = thread.title || this.t('thread.untitled');
    const state = thread.status?.type === 'locked' || thread.status?.type === 'closed' ? this.t(`history.${thread.status.type}`) : null;
    return html`<li class=${current ? 'current' : ''} data-thread-id=${thread.id}>
      <button class="open" aria-current=${current ? 'true' : nothing} @click=${() => void this.chat.open(thread.id)}>
        <span class="title" dir="auto">${title}</span>
        <span class="details">
          ${tools?.pin(thread) ?? nothing}<time datetime=${thread.created_at} title=${absoluteTime(this.chat.locale, thread.created_at)}
            >${this.t('history.started', relativeTime(this.chat.locale, thread.created_at))}</time
          >${state ? html`<span class="state">${state}</span>` : nothing}
        </span>
        ${tools?.labels(thread) ?? nothing}
      </button>
      ${tools?.menuButton(thread, title) ?? this.buttons(thread, title)}
    </li>`;
  }

  private buttons(thread: HistoryThread, title: string) {
    const { options } = this.chat;
    return html`${options.history?.showRename === false
        ? nothing
        : html`<button class="icon-only action" data-rename aria-label=${this.t('history.rename', title)} @click=${() => this.edit(thread.id)}>
            ${icon('pencil')}
          </button>`}
      ${options.history?.showDelete === false
        ? nothing
        : html`<button class="icon-only action" data-delete aria-label=${this.t('history.delete', title)} @click=${() => this.delete(thread)}>
            ${icon('trash')}
          </button>`}`;
  }

  private form(thread: HistoryThread) {
    return html`<form @submit=${(event: Event) => this.rename(event, thread)}>
      <input data-title aria-label=${this.t('history.rename.label')} maxlength=${MAX_TITLE_LENGTH} .value=${thread.title ?? ''} required />
      <button class="icon-only" aria-label=${this.t('history.rename.save')}>${icon('check')}</button>
      <button type="button" class="icon-only" aria-label=${this.t('history.rename.cancel')} @click=${() => this.edit(null, thread.id)}>
        ${icon('close')}
      </button>
    </form>`;
  }

  /** What comes after the threads: the next page, why it is not there, or that there is nothing. */
  private end() {
    const { history } = this.chat;
    if (history.loading) {
      return html`<p class="muted note" role="status">${this.t('loading')}</p>`;
    }
    if (history.failure) {
      return html`<div class="note" role="alert">
        <p>${this.t('history.failed')} ${failureText(this.chat.texts, history.failure)}</p>
        <button class="outlined" data-retry @click=${() => void (history.threads.length ? history.loadMore() : history.reload())}>${this.t('retry')}</button>
      </div>`;
    }
    if (history.hasMore) {
      return html`<ck-sentinel .armed=${history.threads.length} @reached=${() => void history.loadMore()}
        ><button class="more" @click=${() => void history.loadMore()}>${this.t('history.more')}</button></ck-sentinel
      >`;
    }
    return history.threads.length ? nothing : (this.tools?.empty() ?? html`<p class="muted note">${this.t('history.empty')}</p>`);
  }

  focusRow(threadId: string | undefined): void {
    requestAnimationFrame(() => requestAnimationFrame(() => (this.querySelector<HTMLElement>(`[data-thread-id="${CSS.escape(threadId ?? '')}"] .open`) ?? this.querySelector<HTMLElement>('[data-close]'))?.focus()));
  }

  /** Begins to rename a thread; with null, ends it. */
  edit(threadId: string | null, was?: string): void {
    this.editing = threadId;
    this.requestUpdate();
    void this.updateComplete.then(() => {
      if (!selectTitle(this) && was) {
        this.querySelector<HTMLElement>(`[data-thread-id="${CSS.escape(was)}"] :is([data-rename], [data-actions])`)?.focus();
      }
    });
  }

  private async rename(event: Event, thread: HistoryThread): Promise<void> {
    const title = enteredTitle(event);
    if (title === '') {
      return;
    }
    if (title === thread.title || (await this.chat.renameThread(thread, title))) {
      this.edit(null, thread.id);
    }
  }

  delete(thread: HistoryThread): void {
    this.focusNext(thread.id);
    this.chat.deleteThread(thread);
    this.chat.announce(this.t('history.deleted', thread.title || this.t('thread.untitled')));
  }

  /** The focus goes from a thread that is about to leave the list to the next one, so that several can be handled in a row. */
  focusNext(threadId: string): void {
    const row = this.querySelector(`[data-thread-id="${CSS.escape(threadId)}"]`);
    const next = (row?.nextElementSibling ?? row?.previousElementSibling)?.querySelector<HTMLElement>('[data-delete], [data-actions]');
    (next ?? this.querySelector<HTMLElement>('[data-close]'))?.focus();
  }

  /** As `t`, for the tools. */
  say(key: TextKey, ...values: (string | number)[]): string {
    return this.t(key, ...values);
  }

  private readonly close = () => this.chat.closeHistory();

  private readonly keydown = (event: KeyboardEvent) => {
    const field = event.target instanceof HTMLInputElement;
    if (this.tools?.keydown(event)) {
      event.stopPropagation();
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      if (this.editing) {
        this.edit(null, this.editing);
      } else {
        this.close();
      }
    } else if ((event.ctrlKey || event.metaKey) && event.key === 'z' && !field && this.chat.history.deletions.pending.length > 0) {
      event.preventDefault();
      const { deletions } = this.chat.history;
      const latest = deletions.pending.at(-1)?.id;
      deletions.undo(latest);
      this.focusRow(latest);
    } else {
      moveAmongRows(event, [...this.querySelectorAll<HTMLElement>('.threads .open')]);
    }
  };

  override connectedCallback(): void {
    super.connectedCallback();
    const within = (this.getRootNode() as ShadowRoot).activeElement ?? document.activeElement;
    this.opener = within instanceof HTMLElement ? within : null;
  }

  protected override firstUpdated(): void {
    this.querySelector<HTMLElement>('[data-close]')?.focus();
  }

  protected override updated(): void {
    if (this.chat.history.searchable && !this.toolsWanted) {
      this.toolsWanted = true;
      loadTools().then(
        (module) => {
          this.tools = module.tools(this, kit);
          this.requestUpdate();
        },
        // the panel is as with other servers
        (error: unknown) => this.chat.log('history.failed', { message: String(error) }),
      );
    }
    this.tools?.updated();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.tools?.disconnected();
    const { opener } = this;
    if (this.focused && opener) {
      // when what is under the panel can take the focus again
      queueMicrotask(() => opener.focus());
    }
  }
}

define('ck-history', HistoryView);
