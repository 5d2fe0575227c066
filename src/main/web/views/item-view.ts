import { html, nothing } from 'lit';
import { icon } from '../icons/icons';
import type {
  AssistantMessageItem,
  ClientToolCallItem,
  GeneratedImageItem,
  StructuredInputItem,
  TaskItem,
  UserMessageItem,
  WidgetItem,
  WorkflowItem,
} from '../protocol/wire';
import type { AnyItem } from '../state/reducer';
import '../widgets/widget-view';
import './items/assistant-message';
import './items/generated-image';
import './items/response-actions';
import './items/structured-input';
import './items/user-message';
import './items/workflow';
import { textOf } from './values';
import { define, Part } from './view';

/** Whether an item is something to see. */
export function visible(item: AnyItem): boolean {
  return item.type !== 'end_of_turn' && !(item.type === 'client_tool_call' && (item as ClientToolCallItem).status === 'completed');
}

/** One item of a thread. It renders again when its item is replaced. */
export class ItemView extends Part {
  static override properties = {
    ...Part.properties,
    item: { attribute: false },
    streaming: { type: Boolean },
    busy: { type: Boolean },
    speaker: { attribute: false },
    end: { attribute: false },
    feedback: { attribute: false },
  };
  declare item: AnyItem;
  declare streaming: boolean;
  /** Whether a turn is running. */
  declare busy: boolean;
  /** Who begins to speak with this item, if it is another one than before. */
  declare speaker: 'user' | 'assistant' | null;
  /** Whether the response ends with this item, and whether it is the last one. */
  declare end: 'earlier' | 'latest' | null;
  declare feedback: 'positive' | 'negative' | undefined;

  protected override content() {
    return html`${this.speaker ? html`<h3 class="visually-hidden">${this.t(this.speaker === 'user' ? 'message.user' : 'message.assistant')}</h3>` : nothing}${this.body()}${this.end
      ? html`<ck-response-actions
          class=${this.end}
          .chat=${this.chat}
          .itemId=${this.item.id}
          .feedback=${this.feedback}
          ?latest=${this.end === 'latest'}
          ?busy=${this.busy}
        ></ck-response-actions>`
      : nothing}`;
  }

  private body() {
    const { chat, item, streaming } = this;
    switch (item.type) {
      case 'user_message':
        return html`<ck-user-message .chat=${chat} .message=${item as UserMessageItem}></ck-user-message>`;
      case 'assistant_message':
        return html`<ck-assistant-message .chat=${chat} .message=${item as AssistantMessageItem} ?streaming=${streaming}></ck-assistant-message>`;
      case 'client_tool_call':
        return this.toolCall(item as ClientToolCallItem);
      case 'widget':
        return html`<ck-widget .chat=${chat} .widget=${(item as WidgetItem).widget} .itemId=${item.id}></ck-widget>`;
      case 'generated_image':
        return html`<ck-generated-image .chat=${chat} .item=${item as GeneratedImageItem} ?streaming=${streaming}></ck-generated-image>`;
      case 'structured_input':
        return html`<ck-structured-input .chat=${chat} .item=${item as StructuredInputItem} ?busy=${this.busy}></ck-structured-input>`;
      case 'workflow':
        return html`<ck-workflow .chat=${chat} .item=${item as WorkflowItem} ?streaming=${streaming}></ck-workflow>`;
      case 'task':
        return html`<ck-task .chat=${chat} .task=${(item as TaskItem).task} ?running=${streaming}></ck-task>`;
      case 'end_of_turn':
        return nothing;
      default:
        return html`<p class="placeholder">${this.t('item.unknown')}</p>`;
    }
  }

  /** A tool of the page, as long as it runs. */
  private toolCall(call: ClientToolCallItem) {
    if (call.status !== 'pending') {
      return nothing;
    }
    const name = textOf(call.name, 100).replace(/[_-]+/g, ' ').trim();
    return html`<p class="quiet-line">${this.busy ? html`<span class="spinner"></span>` : icon('tool')}<span>${this.t('tool.pending', name)}</span></p>`;
  }
}

define('ck-item', ItemView);
