import { loadModule } from '../protocol/module';
import { nothing } from 'lit';
import { parseDeeplink } from '../element/deeplink';
import { copyToClipboard } from './clipboard';
import type { EntityView } from './entity-view';
import { imageAllowed } from './images';
import { insertMarkers, placeMarkers, withoutMarkedAddresses, type Marker } from './markdown/markers';
import type { Block } from './markdown/parser';
import type { MarkdownStream } from './markdown/stream';
import { define, Part } from './view';

/** Milliseconds between two renderings of a text that is being streamed, at least; and that many times as long as the last took. */
const PAUSE = 40;
const PAUSE_FACTOR = 3;
/** Characters that are shown at a time, so that a long text does not stop what a person does. */
const STEP = 16_000;
type Engine = typeof import('../lazy/markdown');
let engine: Engine | null = null;
let loading: Promise<void> | null = null;

/** Loads what makes elements of Markdown. Where it cannot be loaded, texts are shown as they are written. */
export function loadMarkdown(): Promise<void> {
  loading ??= loadModule<Engine>('chatkit-ee/markdown.js', import.meta.url).then(
    (module) => {
      engine = module;
    },
    () => {
      // tried again with the next text
      loading = null;
    },
  );
  return loading;
}

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

  private stream: MarkdownStream | null = null;
  /** What has been shown. */
  private shown: string | null = null;
  private shownComplete = false;
  private shownLabel = '';
  private notBefore = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.addEventListener('click', this.clicked);
    this.addEventListener('error', this.imageFailed, true);
  }

  protected override content() {
    return nothing;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  protected override updated(): void {
    const source = typeof this.text === 'string' ? this.text : '';
    const text = insertMarkers(source, this.markers ?? [], !this.streaming).replace(/\r\n?/g, '\n');
    if (!engine) {
      this.textContent = source;
      void loadMarkdown().then(() => engine && this.requestUpdate());
      return;
    }
    this.stream ??= new engine.MarkdownStream(this, (blocks) => this.nodes(blocks));
    const label = this.t('code.copy');
    if (text === this.shown && this.shownComplete === !this.streaming && label === this.shownLabel) {
      return;
    }
    const now = performance.now();
    if (this.streaming && now < this.notBefore) {
      this.later(this.notBefore - now);
      return;
    }
    if (this.shown === null || !this.stream.continues(text) || label !== this.shownLabel) {
      this.stream.reset();
      this.shown = '';
      this.shownLabel = label;
    }
    this.show(this.stream, text);
    this.notBefore = performance.now() + Math.max(PAUSE, (performance.now() - now) * PAUSE_FACTOR);
  }

  private show(stream: MarkdownStream, text: string): void {
    const length = (text.startsWith(this.shown ?? '') ? (this.shown?.length ?? 0) : 0) + STEP;
    const part = text.length > length * 1.25 ? text.slice(0, length) : text;
    this.shown = part;
    this.shownComplete = !this.streaming && part === text;
    stream.update(part, this.shownComplete);
    if (part !== text) {
      this.later(0);
    }
    void engine?.highlightCode(this);
  }

  private later(delay: number): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.requestUpdate();
    }, delay);
  }

  private nodes(blocks: readonly Block[]): DocumentFragment {
    const { thread } = this.chat.conversation;
    const { frameCode, sanitize, toHtml } = engine as Engine;
    const fragment = sanitize(withoutMarkedAddresses(toHtml(blocks)), (address) => imageAllowed(address, thread) && !failedImages.has(address));
    // each block runs in the direction of its own first letter
    for (const block of fragment.children) {
      block.setAttribute('dir', 'auto');
    }
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
