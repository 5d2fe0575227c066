import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import './item-view';
import { define, View } from './view';

/** The items of a thread, the message that is being sent, and what went wrong. */
export class ThreadView extends View {
  protected override watched() {
    return [this.chat.conversation];
  }

  protected override render() {
    const { conversation } = this.chat;
    return html`
      ${repeat(
        conversation.items,
        (item) => item.id,
        (item) => html`<ck-item .chat=${this.chat} .item=${item} ?streaming=${conversation.streaming.has(item.id)}></ck-item>`,
      )}
      ${conversation.progress ? html`<p>${conversation.progress.text}</p>` : nothing}
      ${conversation.error ? html`<p role="alert">${conversation.error.message ?? this.t('error.turn')}</p>` : nothing}
    `;
  }
}

define('ck-thread', ThreadView);
