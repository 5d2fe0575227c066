import { html, nothing } from 'lit';
import { icon } from '../icons/icons';
import { selectedIn } from './selection';
import { define, focusEditor, styles, View } from './view';

/** The most characters of an answer that are quoted. */
const MAX_LENGTH = 4000;

/** A button at what is selected in an answer. It takes the text over as the quotation that the next message replies to. */
export class QuoteView extends View {
  static override properties = { ...View.properties, place: { state: true } };
  /** Where the button is, from the start of the element; null if nothing is selected. */
  declare place: { left: number; top: number } | null;
  private quotation = '';

  protected override render() {
    const { place } = this;
    return place
      ? html`<button
          type="button"
          class="quote"
          ${styles({ left: `${place.left}px`, top: `${place.top}px` })}
          @pointerdown=${(event: Event) => event.preventDefault()}
          @click=${this.quote}
        >
          ${icon('quote')}${this.t('composer.quote')}
        </button>`
      : nothing;
  }

  private readonly quote = () => {
    const { composer } = this.chat;
    composer.replace({ quotedText: this.quotation });
    this.place = null;
    // at once, so that the keyboard of a phone opens and what is typed next is not lost
    focusEditor(this.getRootNode() as ShadowRoot);
  };

  private readonly onSelectionChange = () => {
    const range = this.selectedAnswer();
    const text = range?.toString().trim() ?? '';
    if (!range || text === '') {
      this.place = null;
      return;
    }
    this.quotation = text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
    const host = (this.getRootNode() as ShadowRoot).host.getBoundingClientRect();
    const rects = range.getClientRects();
    const last = rects[rects.length - 1] ?? range.getBoundingClientRect();
    const top = last.bottom - host.top + 6;
    // beside what is selected, and inside of the element
    this.place = {
      left: Math.min(Math.max(last.right - host.left, 8), Math.max(host.width - 110, 8)),
      top: Math.min(Math.max(top, 8), Math.max(host.height - 48, 8)),
    };
  };

  /** What is selected, if it is within one answer. */
  private selectedAnswer(): Range | null {
    const selected = selectedIn(this.getRootNode());
    if (!selected) {
      return null;
    }
    const [start, end] = selected;
    const item = itemOf(start[0]);
    if (!item || item !== itemOf(end[0]) || item.item?.type !== 'assistant_message') {
      return null;
    }
    const range = document.createRange();
    range.setStart(...start);
    range.setEnd(...end);
    return range;
  }

  private readonly onScroll = () => {
    if (this.place) {
      this.onSelectionChange();
    }
  };

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('selectionchange', this.onSelectionChange);
    this.getRootNode().addEventListener('scroll', this.onScroll, { capture: true, passive: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('selectionchange', this.onSelectionChange);
  }
}

function itemOf(node: Node): (Element & { item?: { type?: string } }) | null {
  return (node instanceof Element ? node : node.parentElement)?.closest('ck-item') ?? null;
}

define('ck-quote', QuoteView);
