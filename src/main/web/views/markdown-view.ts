import { nothing } from 'lit';
import type { Links } from 'marked';
import { parseDeeplink } from '../element/deeplink';
import { copyToClipboard } from './clipboard';
import { imageAllowed } from './images';
import type { EntityView } from './entity-view';
import { frameCode, highlightCode } from './markdown/code';
import { insertMarkers, placeMarkers, type Marker } from './markdown/markers';
import { morph } from './markdown/morph';
import { parse, toHtml, type Block } from './markdown/parser';
import { sanitize } from './markdown/sanitize';
import { define, Part } from './view';

/** The share of its time that a view spends with a text that is still being streamed: a fourth. */
const PAUSE_FACTOR = 3;
/** Images that did not load, which are not tried with each rendering. */
const failedImages = new Set<string>();

/**
 * A Markdown text: `<ck-markdown .chat .text ?streaming>`. While it is being streamed, each rendering parses the last block
 * only; those before it are done.
 */
export class MarkdownView extends Part {
  static override properties = { ...Part.properties, text: { attribute: false }, markers: { attribute: false }, streaming: { type: Boolean } };
  declare text: string;
  /** Where sources are named. */
  declare markers: readonly Marker[] | undefined;
  declare streaming: boolean;

  /** What has been rendered: the text of the blocks that are done, and the whole. */
  private done = '';
  private shown: string | null = null;
  private shownStreaming = false;
  private shownLabel = '';
  private links: Links = {};
  /** The nodes of the last block. */
  private readonly tail = document.createElement('div');
  private notBefore = 0;

  constructor() {
    super();
    this.tail.className = 'tail';
    this.addEventListener('click', this.clicked);
    this.addEventListener('error', this.imageFailed, true);
  }

  protected override content() {
    return nothing;
  }

  protected override updated(): void {
    const source = typeof this.text === 'string' ? this.text : '';
    const text = insertMarkers(source, this.markers ?? [], !this.streaming).replace(/\r\n?/g, '\n');
    const label = this.t('code.copy');
    if (text === this.shown && this.streaming === this.shownStreaming && label === this.shownLabel) {
      return;
    }
    const now = performance.now();
    if (this.streaming && now < this.notBefore) {
      setTimeout(() => this.requestUpdate(), this.notBefore - now);
      return;
    }
    if (!text.startsWith(this.done) || label !== this.shownLabel || this.shown === null) {
      this.reset();
    }
    this.shown = text;
    this.shownStreaming = this.streaming;
    this.shownLabel = label;
    this.show(text);
    this.notBefore = performance.now() + (performance.now() - now) * PAUSE_FACTOR;
  }

  private reset(): void {
    this.done = '';
    this.links = {};
    this.replaceChildren();
    this.tail.replaceChildren();
  }

  private show(text: string): void {
    const incremental = this.done !== '';
    const blocks = parse(text.slice(this.done.length), this.links);
    const last = this.streaming ? blocks.pop() : undefined;
    if (blocks.length > 0) {
      const fragment = this.nodes(blocks);
      if (last || this.tail.parentNode !== this) {
        this.insertBefore(fragment, this.tail.parentNode === this ? this.tail : null);
        this.tail.replaceChildren();
      } else {
        morph(this.tail, fragment);
        this.tail.replaceWith(...this.tail.childNodes);
      }
      this.done += blocks.map((block) => block.raw).join('');
    }
    if (!last && incremental && Object.keys(this.links).length > 0) {
      // definitions of links may have come after what uses them
      this.reset();
      this.show(text);
      return;
    }
    if (last) {
      morph(this.tail, this.nodes([last]));
      if (this.tail.parentNode !== this) {
        this.append(this.tail);
      }
    } else {
      this.tail.remove();
    }
    void highlightCode(this);
  }

  private nodes(blocks: readonly Block[]): DocumentFragment {
    const { thread } = this.chat.conversation;
    const fragment = sanitize(toHtml(blocks), (address) => imageAllowed(address, thread) && !failedImages.has(address));
    frameCode(fragment, this.t('code.copy'));
    if (this.markers?.length) {
      placeMarkers(fragment, this.marker);
    }
    return fragment;
  }

  private readonly marker = (number: number): Node | null => {
    const entry = this.markers?.[number]?.entry;
    if (!entry) {
      return null;
    }
    if (entry.entity) {
      const view = document.createElement('ck-entity') as unknown as EntityView;
      view.className = 'citation';
      view.dataset['key'] = entry.key;
      Object.assign(view, { chat: this.chat, entity: entry.entity, label: entry.inlineLabel || String(entry.number) });
      return view;
    }
    const view = document.createElement(entry.address ? 'a' : 'button');
    view.className = 'citation';
    view.title = entry.title;
    view.textContent = String(entry.number);
    view.setAttribute('aria-label', this.t('sources.marker', entry.number, entry.title));
    if (view instanceof HTMLAnchorElement && entry.address) {
      view.href = entry.address;
      view.target = '_blank';
      view.rel = 'noopener noreferrer nofollow';
    } else {
      view.addEventListener('click', () => this.dispatchEvent(new CustomEvent<number>('ck-source', { detail: entry.number, bubbles: true })));
    }
    return view;
  };

  private readonly clicked = (event: MouseEvent) => {
    const target = event.target as Element;
    const link = target.closest('a');
    const deeplink = link ? parseDeeplink(link.getAttribute('href') ?? '') : null;
    if (deeplink) {
      event.preventDefault();
      this.chat.deeplink(deeplink.name, deeplink.data);
      return;
    }
    const button = target.closest<HTMLElement>('button.copy-code');
    if (button) {
      void this.copyCode(button);
    }
  };

  private async copyCode(button: HTMLElement): Promise<void> {
    const code = button.closest('.code')?.querySelector('code')?.textContent ?? '';
    if (!(await copyToClipboard(code.replace(/\n$/, '')))) {
      this.chat.announce(this.t('copy.failed'));
      return;
    }
    button.textContent = this.t('copied');
    this.chat.announce(this.t('copied'));
    setTimeout(() => (button.textContent = this.t('code.copy')), 2000);
  }

  /** An image that does not load, or that the policy of the page forbids, is a link. */
  private readonly imageFailed = (event: Event) => {
    const image = event.target;
    if (image instanceof HTMLImageElement) {
      failedImages.add(image.getAttribute('src') ?? '');
      const link = document.createElement('a');
      link.textContent = image.alt || image.src;
      if (/^https?:/.test(image.src)) {
        link.href = image.src;
        link.target = '_blank';
        link.rel = 'noopener noreferrer nofollow';
      }
      image.replaceWith(link);
    }
  };
}

define('ck-markdown', MarkdownView);
