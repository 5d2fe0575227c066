import { html, nothing } from 'lit';
import type { HeaderAction } from '../element/options';
import { icon } from '../icons/icons';
import type { TextKey } from '../texts/en';
import { define, View } from './view';

/** What the icons of the page's own actions mean; the page gives no names for them. The first that matches counts. */
const MEANINGS: [RegExp, TextKey][] = [
  [/^sidebar/, 'header.sidebar'],
  [/^(menu|hamburger)/, 'header.menu'],
  [/^home/, 'header.home'],
  [/^back/, 'header.back'],
  [/^(expand|open)/, 'header.expand'],
  [/^collapse/, 'header.collapse'],
  [/^settings/, 'header.settings'],
  [/^star/, 'header.star'],
  [/^bug/, 'header.bug'],
  [/^chat-temporary/, 'header.temporary'],
  [/^grid/, 'header.grid'],
  [/^history/, 'header.history'],
];

/** Title of the thread, new thread, history, and the actions that the page adds. */
export class HeaderView extends View {
  protected override watched() {
    return [this.chat.conversation];
  }

  protected override render() {
    const { chat } = this;
    const { header, history } = chat.options;
    const title = header?.title?.text ?? chat.conversation.thread?.title ?? '';
    return html`
      <div class="start">
        ${this.action(header?.leftAction)}
        ${history?.enabled === false
          ? nothing
          : html`<button
              class="icon-only"
              data-history-button
              aria-label=${this.t('history.open')}
              aria-haspopup="dialog"
              aria-expanded=${String(chat.historyOpen)}
              title=${this.t('history.open')}
              @click=${() => chat.openHistory()}
            >
              ${icon('history')}
            </button>`}
      </div>
      ${header?.title?.enabled === false || title === '' ? html`<span class="title"></span>` : html`<h2 class="title" title=${title}>${title}</h2>`}
      <div class="end">
        <button class="icon-only" data-new-thread aria-label=${this.t('thread.new')} title=${this.t('thread.new')} @click=${this.startNew}>
          ${icon('compose')}
        </button>
        ${this.action(header?.rightAction)}
      </div>
    `;
  }

  private action(action: HeaderAction | undefined) {
    if (typeof action?.onClick !== 'function') {
      return nothing;
    }
    const name = String(action.icon);
    const label = this.t(MEANINGS.find(([pattern]) => pattern.test(name))?.[1] ?? 'header.action');
    const shown = icon(name);
    return html`<button class="icon-only" data-header-icon=${name} aria-label=${label} title=${label} @click=${() => action.onClick()}>
      ${shown === nothing ? icon('dots-horizontal') : shown}
    </button>`;
  }

  private readonly startNew = () => {
    void this.chat.open(null);
    this.focusComposer();
  };
}

define('ck-header', HeaderView);
