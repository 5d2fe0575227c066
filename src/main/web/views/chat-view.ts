import { html, nothing } from 'lit';
import './composer-view';
import './header-view';
import './history-view';
import './start-view';
import './thread-view';
import { define, View } from './view';

/** The whole chat: header, start screen or thread, composer, disclaimer, and the history above them. */
export class ChatView extends View {
  protected override watched() {
    return [this.chat.conversation];
  }

  protected override render() {
    const { chat } = this;
    const { conversation, options } = chat;
    const starting = conversation.threadId === null && conversation.items.length === 0 && !conversation.pending;
    return html`
      ${options.header?.enabled === false ? nothing : html`<ck-header .chat=${chat}></ck-header>`}
      <div class="body">
        ${starting ? html`<ck-start .chat=${chat}></ck-start>` : html`<ck-thread .chat=${chat}></ck-thread>`}
        ${chat.historyOpen ? html`<ck-history .chat=${chat}></ck-history>` : nothing}
      </div>
      <ck-composer .chat=${chat}></ck-composer>
      ${options.disclaimer
        ? html`<div class="disclaimer ${options.disclaimer.highContrast ? 'high-contrast' : ''}">${options.disclaimer.text}</div>`
        : nothing}
    `;
  }
}

define('ck-chat', ChatView);
