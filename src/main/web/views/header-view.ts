import { html, nothing } from 'lit';
import { icon } from '../icons/icons';
import { define, View } from './view';

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
      ${history?.enabled === false
        ? nothing
        : html`<button class="icon-only" aria-label=${this.t('history.open')} @click=${() => chat.openHistory()}>${icon('history')}</button>`}
      ${header?.title?.enabled === false ? nothing : html`<h2 class="title">${title}</h2>`}
      <button class="icon-only" aria-label=${this.t('thread.new')} @click=${() => void chat.open(null)}>${icon('compose')}</button>
    `;
  }
}

define('ck-header', HeaderView);
