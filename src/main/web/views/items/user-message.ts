import { html, nothing } from 'lit';
import { icon } from '../../icons/icons';
import type { Attachment, UserContent, UserMessageItem } from '../../protocol/wire';
import '../copy-button';
import { entityOfTag } from '../entity-view';
import { instant, timeOfDay } from '../format';
import { imageAllowed, linkAddress } from '../images';
import { objectsOf, textOf } from '../values';
import { define, Part } from '../view';

/** Characters of a message that are shown at first, and by how many more at a time. */
const FIRST_LENGTH = 3000;
const MORE_LENGTH = 100_000;

export type UserMessage = Pick<UserMessageItem, 'content' | 'attachments' | 'quoted_text'> & { created_at?: string };

/** The text of a message, with the names of tags. */
export function userText(content: readonly UserContent[]): string {
  return objectsOf(content)
    .map((part) => (typeof part.text === 'string' ? part.text : ''))
    .join('');
}

/** A message of the person: `<ck-user-message .chat .message>`. */
export class UserMessageView extends Part {
  static override properties = { ...Part.properties, message: { attribute: false }, length: { state: true }, broken: { state: true } };
  declare message: UserMessage;
  declare length: number;
  /** Previews that did not load. */
  declare broken: ReadonlySet<string>;

  constructor() {
    super();
    this.length = FIRST_LENGTH;
    this.broken = new Set();
  }

  protected override content() {
    const { message } = this;
    const parts = objectsOf(message.content);
    const attachments = objectsOf(message.attachments);
    const quoted = textOf(message.quoted_text, 2000);
    if (parts.length === 0 && attachments.length === 0 && !quoted) {
      throw new TypeError('An empty message');
    }
    const date = instant(message.created_at);
    return html`
      ${attachments.length > 0 ? html`<div class="attachments">${attachments.map((attachment) => this.attachment(attachment))}</div>` : nothing}
      ${quoted ? html`<blockquote class="quoted"><span class="visually-hidden">${this.t('message.quoted')}</span>${icon('reply')}<span>${quoted}</span></blockquote>` : nothing}
      ${parts.length > 0 ? this.bubble(parts) : nothing}
      <div class="item-actions">
        ${date ? html`<time datetime=${date.toISOString()}>${timeOfDay(this.chat, date)}</time>` : nothing}
        ${parts.length > 0 ? html`<ck-copy .chat=${this.chat} .label=${this.t('message.copy')} .source=${() => userText(this.message.content)}></ck-copy>` : nothing}
      </div>
    `;
  }

  private bubble(parts: readonly UserContent[]) {
    const rendered: unknown[] = [];
    let room = this.length;
    let rest = 0;
    for (const part of parts) {
      const text = typeof part.text === 'string' ? part.text : '';
      if (room > 0 || text.length === 0) {
        rendered.push(part.type === 'input_tag' ? this.tag(part) : text.slice(0, room));
      }
      rest += Math.max(0, text.length - Math.max(0, room));
      room -= text.length;
    }
    return html`<div class="bubble" dir="auto">${rendered}${rest > 0
      ? html`… <button type="button" class="more" @click=${() => (this.length += MORE_LENGTH)}>${this.t('message.more')}</button>`
      : nothing}</div>`;
  }

  private tag(tag: Extract<UserContent, { type: 'input_tag' }>) {
    return html`<ck-entity class="tag" .chat=${this.chat} .entity=${entityOfTag(tag)}></ck-entity>`;
  }

  private attachment(attachment: Attachment) {
    const name = textOf(attachment.name, 300) || this.t('attachment.file');
    const preview = attachment.type === 'image' ? attachment.preview_url : null;
    if (preview && !this.broken.has(preview) && imageAllowed(preview, this.chat.conversation.thread)) {
      const image = html`<img src=${preview} alt=${name} loading="lazy" referrerpolicy="no-referrer" @error=${() => (this.broken = new Set([...this.broken, preview]))} />`;
      const address = linkAddress(preview);
      return address
        ? html`<a class="attachment-image" href=${address} target="_blank" rel="noopener noreferrer">${image}</a>`
        : html`<span class="attachment-image">${image}</span>`;
    }
    return html`<span class="attachment-file">${icon(attachment.type === 'image' ? 'image' : 'document')}<span>${name}</span></span>`;
  }
}

define('ck-user-message', UserMessageView);
