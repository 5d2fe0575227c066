import { html, nothing } from 'lit';
import { icon } from '../../icons/icons';
import type { AssistantMessageItem, WidgetItem } from '../../protocol/wire';
import type { AnyItem } from '../../state/reducer';
import '../copy-button';
import { define, Part } from '../view';
import { assistantText } from './assistant-message';

/** The items of the turn that ends with an item, without the message that it answers. */
export function responseOf(items: readonly AnyItem[], itemId: string): AnyItem[] {
  const end = items.findLastIndex((item) => item.id === itemId);
  const start = items.findLastIndex((item, index) => index <= end && item.type === 'user_message');
  return items.slice(start + 1, end + 1);
}

/** A response as text: Markdown, and what widgets are copied as. */
export function responseText(items: readonly AnyItem[]): string {
  return items
    .map((item) => {
      if (item.type === 'assistant_message') {
        return assistantText(item as AssistantMessageItem);
      }
      const copy = item.type === 'widget' ? (item as WidgetItem).copy_text : null;
      return typeof copy === 'string' ? copy : '';
    })
    .filter((text) => text !== '')
    .join('\n\n');
}

/** What can be done with a response: `<ck-response-actions .chat .itemId .feedback ?latest ?busy>`. */
export class ResponseActions extends Part {
  static override properties = {
    ...Part.properties,
    itemId: { attribute: false },
    feedback: { attribute: false },
    latest: { type: Boolean },
    busy: { type: Boolean },
  };
  /** The last item of the response. */
  declare itemId: string;
  declare feedback: 'positive' | 'negative' | undefined;
  /** Whether it is the last response. Only that can be made again: what comes after a response would be lost. */
  declare latest: boolean;
  declare busy: boolean;

  private get items(): AnyItem[] {
    return responseOf(this.chat.conversation.items, this.itemId);
  }

  protected override content() {
    const actions = this.chat.options.threadItemActions;
    const copyable = responseText(this.items) !== '';
    return html`<div class="item-actions">
      ${copyable ? html`<ck-copy .chat=${this.chat} .label=${this.t('response.copy')} .source=${() => responseText(this.items)}></ck-copy>` : nothing}
      ${actions?.feedback ? html`${this.rating('positive')}${this.rating('negative')}` : nothing}
      ${actions?.retry && this.latest
        ? html`<button type="button" class="icon-only" aria-label=${this.t('response.retry')} title=${this.t('response.retry')} ?disabled=${this.busy} @click=${this.retry}>${icon('reload')}</button>`
        : nothing}
    </div>`;
  }

  private rating(kind: 'positive' | 'negative') {
    const pressed = this.feedback === kind;
    const label = this.t(kind === 'positive' ? 'response.good' : 'response.bad');
    const name = kind === 'positive' ? 'thumbs-up' : 'thumbs-down';
    return html`<button type="button" class="icon-only" aria-label=${label} title=${label} aria-pressed=${pressed} @click=${() => void this.rate(kind)}>${icon(pressed ? `${name}-filled` : name)}</button>`;
  }

  private async rate(kind: 'positive' | 'negative'): Promise<void> {
    if (this.feedback === kind) {
      return;
    }
    const ids = this.items.filter((item) => item.type !== 'end_of_turn').map((item) => item.id);
    try {
      await this.chat.conversation.rate(ids, kind);
      this.chat.announce(this.t('response.rated'));
    } catch (error) {
      this.chat.failed(error instanceof Error ? error : new Error(String(error)));
      this.chat.announce(this.t('response.rating.failed'));
    }
  }

  private readonly retry = () => void this.chat.conversation.retryLast();
}

define('ck-response-actions', ResponseActions);
