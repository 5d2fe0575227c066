import { html, nothing } from 'lit';
import type { AssistantMessageItem, UserMessageItem } from '../protocol/wire';
import type { AnyItem } from '../state/reducer';
import './markdown-view';
import { define, View } from './view';

/** One item of a thread. It renders again when its item is replaced. */
export class ItemView extends View {
  static override properties = { ...View.properties, item: { attribute: false }, streaming: { type: Boolean } };
  declare item: AnyItem;
  declare streaming: boolean;

  protected override render() {
    switch (this.item.type) {
      case 'user_message':
        return html`<p>${(this.item as UserMessageItem).content.map((part) => part.text)}</p>`;
      case 'assistant_message':
        return html`${(this.item as AssistantMessageItem).content.map(
          (part) => html`<ck-markdown .chat=${this.chat} .text=${part.text} ?streaming=${this.streaming}></ck-markdown>`,
        )}`;
      default:
        return nothing;
    }
  }
}

define('ck-item', ItemView);
