import { html, nothing } from 'lit';
import type { AssistantContent, AssistantMessageItem } from '../../protocol/wire';
import '../markdown-view';
import { objectsOf } from '../values';
import { define, Part } from '../view';
import { citations, type SourcesView } from './sources';

/** Characters of a text that are shown at first, and by how many more at a time; and the most that are shown of a running stream. */
const FIRST_LENGTH = 50_000;
const MORE_LENGTH = 100_000;
const STREAMED_LENGTH = 500_000;

/** The Markdown text of a message. */
export function assistantText(message: AssistantMessageItem): string {
  return objectsOf(message.content)
    .map((part) => (typeof part.text === 'string' ? part.text : ''))
    .join('\n\n');
}

/** A message of the assistant: `<ck-assistant-message .chat .message ?streaming>`. */
export class AssistantMessageView extends Part {
  static override properties = { ...Part.properties, message: { attribute: false }, streaming: { type: Boolean }, length: { state: true } };
  declare message: AssistantMessageItem;
  declare streaming: boolean;
  declare length: number;

  private cited: { annotations: unknown; result: ReturnType<typeof citations> }[] = [];

  constructor() {
    super();
    this.length = FIRST_LENGTH;
    this.addEventListener('ck-source', (event) => void this.querySelector<SourcesView>('ck-sources')?.showSource((event as CustomEvent<number>).detail));
  }

  protected override content() {
    return objectsOf(this.message.content).map((part, index) => this.contentPart(part, index));
  }

  private contentPart(part: AssistantContent, index: number) {
    const text = typeof part.text === 'string' ? part.text : '';
    if (this.streaming && text.length > this.length) {
      // what has been read already does not disappear when the stream ends
      this.length = Math.min(text.length, STREAMED_LENGTH);
    }
    const shown = text.length > this.length ? text.slice(0, text.lastIndexOf('\n', this.length) + 1 || this.length) : text;
    const { entries, markers } = this.citations(part, index);
    return html`<ck-markdown .chat=${this.chat} .text=${shown} .markers=${markers} ?streaming=${this.streaming}></ck-markdown>
      ${shown.length < text.length
        ? html`<button type="button" class="more" @click=${() => (this.length += MORE_LENGTH)}>${this.t('message.more')}</button>`
        : nothing}
      ${this.streaming ? nothing : html`<ck-sources .chat=${this.chat} .entries=${entries}></ck-sources>`}`;
  }

  /** The citations of a part, computed again when its annotations are others. */
  private citations(part: AssistantContent, index: number): ReturnType<typeof citations> {
    const known = this.cited[index];
    if (known && known.annotations === part.annotations) {
      return known.result;
    }
    const result = citations(part.annotations);
    this.cited[index] = { annotations: part.annotations, result };
    return result;
  }
}

define('ck-assistant-message', AssistantMessageView);
