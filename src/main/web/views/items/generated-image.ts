import { html, nothing } from 'lit';
import { icon } from '../../icons/icons';
import type { GeneratedImageItem } from '../../protocol/wire';
import { imageAllowed } from '../images';
import { define, Part } from '../view';

/** An image that the assistant makes: `<ck-generated-image .chat .item ?streaming>`. */
export class GeneratedImageView extends Part {
  static override properties = { ...Part.properties, item: { attribute: false }, streaming: { type: Boolean }, broken: { state: true } };
  declare item: GeneratedImageItem;
  declare streaming: boolean;
  /** The address that did not load. */
  declare broken: string | undefined;

  protected override content() {
    const { image } = this.item;
    const address = typeof image?.url === 'string' ? image.url : '';
    const allowed = address !== '' && imageAllowed(address, this.chat.conversation.thread);
    return html`<figure class="generated-image">
      ${allowed && address !== this.broken
        ? html`<img src=${address} alt=${this.t('image.generated')} referrerpolicy="no-referrer" @error=${() => (this.broken = address)} />`
        : html`<div class="image-place">${this.streaming ? nothing : html`${icon('square-image')}<span>${this.t(address ? 'image.blocked' : 'image.none')}</span>`}</div>`}
      ${this.streaming ? this.progress() : address ? this.actions(address, allowed) : nothing}
    </figure>`;
  }

  private progress() {
    const { progress } = this.item;
    const known = typeof progress === 'number' && Number.isFinite(progress);
    return html`<figcaption>
      <progress aria-label=${this.t('image.progress')} max="1" value=${known ? Math.min(1, Math.max(0, progress)) : nothing}></progress>
    </figcaption>`;
  }

  private actions(address: string, allowed: boolean) {
    const url = URL.parse(address, document.baseURI);
    const web = url && /^(?:https?|blob):$/.test(url.protocol);
    return html`<figcaption>
      ${web ? html`<a class="button" href=${url.href} target="_blank" rel="noopener noreferrer">${icon('external-link')}${this.t('image.open')}</a>` : nothing}
      ${allowed ? html`<a class="button" href=${address} download="image" rel="noopener">${icon('download')}${this.t('image.download')}</a>` : nothing}
    </figcaption>`;
  }
}

define('ck-generated-image', GeneratedImageView);
