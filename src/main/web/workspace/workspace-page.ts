import { direction, failureText, html, icon, nothing, type ChatKitElement } from '../chatkit-ee.shared';
import { conversationOptions, ConversationRequests } from './conversation';
import { shortcutOf, type ShortcutName } from './shortcuts';
import { currentRoute, showRoute } from './state/route';
import { Workspace } from './state/workspace';
import { openDialog, Part } from './views/part';
import './views/sidebar';
import './views/sign-in';
import { copyLink, type Threads } from './views/threads';

const NARROW = matchMedia('(max-width: 50rem)');

/** The page at the root: the sidebar, and the conversation. */
class WorkspacePage extends Part {
  private readonly requests: ConversationRequests;
  private readonly chat: ChatKitElement;
  /** Whether the sidebar lies over the conversation, on a narrow screen. */
  private drawer = false;
  private copied = false;
  /** What the options of the element were made of. */
  private optionsOf = '';
  /** Where the focus returns to when the drawer closes. */
  private opener: HTMLElement | null = null;

  constructor() {
    super();
    this.workspace = new Workspace();
    this.requests = new ConversationRequests(this.workspace);
    this.chat = document.createElement('chatkit-ee') as ChatKitElement;
    this.chat.addEventListener('chatkit.thread.change', (event) => this.threadChanged((event as CustomEvent<{ threadId: string | null }>).detail.threadId));
    this.chat.addEventListener('chatkit.thread.load.end', () => void this.workspace.refreshThread());
    this.chat.addEventListener('chatkit.response.start', () => void this.workspace.refreshThread(true));
    this.chat.addEventListener('chatkit.response.end', () => void this.workspace.turnEnded());
    this.workspace.openThread = (threadId, itemId) => void (threadId && itemId ? this.chat.showItem(threadId, itemId) : this.chat.setThreadId(threadId));
    this.workspace.threadRetitled = () => void this.chat.fetchUpdates();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    NARROW.addEventListener('change', this.narrowed);
    window.addEventListener('popstate', this.followRoute);
    document.addEventListener('keydown', this.keydown);
    void this.workspace.applyLanguage().then(() => this.workspace.start());
  }

  protected override willUpdate(): void {
    const { workspace } = this;
    document.documentElement.lang = workspace.locale;
    document.documentElement.dir = direction(workspace.locale);
    document.documentElement.dataset['colorScheme'] = workspace.preferences.colorScheme;
    const title = workspace.thread?.title;
    document.title = title ? `${title} – ${this.t('app.name')}` : this.t('app.name');
    this.applyOptions();
  }

  /** Options replace each other, so they are set only when something of them has changed. */
  private applyOptions(): void {
    const { workspace } = this;
    if (workspace.phase !== 'ready') {
      return;
    }
    const hidden = NARROW.matches || !workspace.preferences.sidebar;
    const of = JSON.stringify([workspace.locale, workspace.preferences.colorScheme, hidden, workspace.about?.limits]);
    if (of !== this.optionsOf) {
      const first = this.optionsOf === '';
      this.optionsOf = of;
      const options = conversationOptions(workspace, this.requests, hidden ? () => this.showSidebar(true) : null);
      const { threadId, itemId } = currentRoute();
      this.chat.setOptions(first ? { ...options, initialThread: threadId } : options);
      if (first && threadId && itemId) {
        void this.chat.showItem(threadId, itemId);
      }
    }
  }

  protected override render() {
    const { workspace } = this;
    switch (workspace.phase) {
      case 'loading':
        return html`<main class="notice-page"><p role="status">${this.t('app.loading')}</p></main>`;
      case 'signed-out':
        return html`<main><ws-sign-in .workspace=${workspace}></ws-sign-in></main>`;
      case 'failed':
        return html`<main class="notice-page">
          <h1>${this.t('app.name')}</h1>
          <p role="alert">${this.t('app.failed')} ${this.reason()}</p>
          <button class="primary" data-retry @click=${() => void workspace.start()}>${this.t('app.retry')}</button>
        </main>`;
      default:
        return this.ready();
    }
  }

  private ready() {
    const { workspace } = this;
    const docked = !NARROW.matches && workspace.preferences.sidebar;
    const drawn = NARROW.matches && this.drawer;
    return html`
      <a class="skip" href="#conversation" @click=${this.skip}>${this.t('app.skip')}</a>
      <div class="workspace ${docked ? 'docked' : ''} ${drawn ? 'drawn' : ''}" @new-conversation=${this.startNew} @close-sidebar=${() => this.showSidebar(false)}>
        ${docked || drawn
          ? html`<nav class="sidebar" aria-label=${this.t('sidebar.label')} @click=${this.chosen} @keydown=${this.leaveDrawer}>
              ${drawn ? this.failures() : nothing}<ws-sidebar .workspace=${workspace}></ws-sidebar>
            </nav>`
          : nothing}
        ${drawn ? html`<div class="scrim" @click=${() => this.showSidebar(false)}></div>` : nothing}
        <main id="conversation" ?inert=${drawn}>
          ${docked || drawn ? nothing : html`<h1 class="visually-hidden">${this.t('app.name')}</h1>`} ${drawn ? nothing : this.failures()} ${this.echo()}
          ${this.context()} ${this.chat}
        </main>
      </div>
    `;
  }

  /** What is wrong now: the store or the server cannot be reached, or a change has failed. */
  private failures() {
    const { about, failure, problem, elementTexts } = this.workspace;
    return html`
      ${failure
        ? html`<div class="banner danger" role="alert" data-notice="unreachable"><p>${this.t('notice.unreachable')}</p></div>`
        : about && !about.store.available
          ? html`<div class="banner danger" role="alert" data-notice="unavailable"><p>${this.t('notice.unavailable', about.store.reason ?? '')}</p></div>`
          : nothing}
      ${problem
        ? html`<div class="banner danger" role="alert" data-notice="problem">
            <p>${problem.text} ${elementTexts ? failureText(elementTexts, problem.error) : ''}</p>
            ${this.dismiss(() => this.workspace.dismissProblem())}
          </div>`
        : nothing}
    `;
  }

  private echo() {
    const { about, preferences } = this.workspace;
    return about?.responder.type === 'echo' && !preferences.dismissed('echo')
      ? html`<div class="banner warning" role="note" data-notice="echo"><p>${this.t('notice.echo')}</p>${this.dismiss(() => preferences.dismiss('echo'))}</div>`
      : nothing;
  }

  private dismiss(action: () => void) {
    return html`<button class="icon-only" aria-label=${this.t('app.dismiss')} title=${this.t('app.dismiss')} @click=${action}>${icon('close')}</button>`;
  }

  /** To which opportunity the conversation belongs, or where a new one will be stored. */
  private context() {
    const { scope, target, thread, threadId } = this.workspace;
    const opportunity = threadId === null ? target : this.workspace.opportunity(thread?.opportunity_id);
    if (threadId !== null && !opportunity) {
      return html`<div class="context" data-context></div>`;
    }
    const name = opportunity ? html`<strong dir="auto">${opportunity.name}</strong>` : html`<strong>${this.t('context.none')}</strong>`;
    return html`<div class="context" data-context>
      ${icon('suitcase')}
      <span
        >${this.t(threadId === null ? 'context.stored' : 'context.in')} ${name}
        ${threadId === null && opportunity && scope.kind !== 'opportunity' ? html`<span class="muted">(${this.t('context.active')})</span>` : nothing}</span
      >
      ${threadId === null
        ? nothing
        : html`<button class="icon-only" aria-label=${this.t('context.link')} title=${this.t('context.link')} @click=${() => void this.copy(threadId)}>
            ${icon(this.copied ? 'check' : 'link')}
          </button>`}
      <span class="visually-hidden" role="status">${this.copied ? this.t('context.copied') : ''}</span>
    </div>`;
  }

  private reason(): string {
    const { elementTexts, failure } = this.workspace;
    return failure && elementTexts ? failureText(elementTexts, failure) : '';
  }

  private async copy(threadId: string): Promise<void> {
    if (await copyLink(threadId)) {
      this.copied = true;
      this.requestUpdate();
      setTimeout(() => {
        this.copied = false;
        this.requestUpdate();
      }, 2000);
    }
  }

  // addresses

  /** Shows what the address names: at the start, and when the browser goes back or forward. */
  private readonly followRoute = () => {
    const { threadId, itemId } = currentRoute();
    if (threadId === this.workspace.threadId && !itemId) {
      return;
    }
    this.workspace.openThread?.(threadId, itemId);
  };

  /** The element shows another thread. The address follows, so that the browser's back button returns. */
  private threadChanged(threadId: string | null): void {
    if (threadId !== currentRoute().threadId) {
      // a conversation that has just begun takes the place of the empty one
      showRoute({ threadId, itemId: null }, this.workspace.threadId === null && threadId !== null);
    }
    this.workspace.shown(threadId);
  }

  // sidebar

  private showSidebar(shown: boolean): void {
    if (NARROW.matches) {
      this.opener = shown ? this.chat : this.opener;
      this.drawer = shown;
      this.requestUpdate();
      void this.updateComplete.then(() => {
        if (shown) {
          this.querySelector<HTMLElement>('[data-close-sidebar]')?.focus();
        } else {
          void this.chat.focusComposer();
        }
      });
    } else {
      this.workspace.preferences.sidebar = shown;
      void this.updateComplete.then(() => (shown ? this.querySelector<HTMLElement>('[data-close-sidebar]')?.focus() : void this.chat.focusComposer()));
    }
  }

  private readonly narrowed = () => {
    this.drawer = false;
    this.requestUpdate();
  };

  /** A conversation that was chosen in the drawer takes its place. */
  private readonly chosen = (event: Event) => {
    if (this.drawer && (event.target as HTMLElement).closest('a.open, [data-new-conversation]')) {
      this.showSidebar(false);
    }
  };

  private readonly leaveDrawer = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && this.drawer && !event.defaultPrevented) {
      this.showSidebar(false);
    }
  };

  // keyboard

  private readonly startNew = () => {
    void this.chat.setThreadId(null);
    void this.chat.focusComposer();
  };

  private readonly skip = (event: Event) => {
    event.preventDefault();
    void this.chat.focusComposer();
  };

  private readonly keydown = (event: KeyboardEvent) => {
    if (this.workspace.phase !== 'ready' || document.querySelector('dialog[open], [popover]:popover-open')) {
      return;
    }
    const shortcut = shortcutOf(event, this.workspace.preferences.singleKeys);
    if (shortcut) {
      event.preventDefault();
      this.run(shortcut);
    }
  };

  private run(shortcut: ShortcutName): void {
    const threads = () => this.querySelector<Threads>('ws-threads');
    switch (shortcut) {
      case 'new':
        this.startNew();
        break;
      case 'search':
        // at once, where it can be: what is typed next belongs there
        if (threads()) {
          threads()?.focusSearch();
        } else {
          this.showSidebar(true);
          void this.updateComplete.then(() => setTimeout(() => threads()?.focusSearch()));
        }
        break;
      case 'composer':
        void this.chat.focusComposer();
        break;
      case 'sidebar':
        this.showSidebar(threads() === null);
        break;
      case 'help':
        void openDialog('ws-help-dialog', { workspace: this.workspace });
        break;
      case 'undo':
        threads()?.undo();
        break;
    }
  }
}

customElements.define('ws-page', WorkspacePage);
document.body.append(document.createElement('ws-page'));
