import { html, nothing } from 'lit';
import './composer-view';
import './header-view';
import './history-view';
import './markdown-view';
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
    const below = chat.historyOpen;
    return html`
      ${options.header?.enabled === false ? nothing : html`<ck-header .chat=${chat} ?inert=${below}></ck-header>`}
      <div class="body" ?inert=${below}>
        ${starting ? html`<ck-start .chat=${chat}></ck-start>` : html`<ck-thread .chat=${chat}></ck-thread>`}
      </div>
      <ck-composer .chat=${chat} ?inert=${below}></ck-composer>
      ${options.disclaimer
        ? html`<div class="disclaimer ${options.disclaimer.highContrast ? 'high-contrast' : ''}" ?inert=${below}>
            <ck-markdown .chat=${chat} .text=${options.disclaimer.text}></ck-markdown>
          </div>`
        : nothing}
      ${chat.historyOpen ? html`<ck-history .chat=${chat}></ck-history>` : nothing}
    `;
  }
}

define('ck-chat', ChatView);
