import { html } from 'lit';
import { define, View } from './view';

/** The threads of the caller, as a panel over the thread. */
export class HistoryView extends View {
  protected override watched() {
    return [this.chat.history];
  }

  protected override render() {
    const { chat } = this;
    return html`
      <h3>${this.t('history.title')}</h3>
      <button @click=${() => chat.closeHistory()}>${this.t('history.close')}</button>
      <ul>
        ${chat.history.threads.map(
          (thread) => html`<li><button @click=${() => void chat.open(thread.id)}>${thread.title ?? this.t('thread.untitled')}</button></li>`,
        )}
      </ul>
    `;
  }
}

define('ck-history', HistoryView);
