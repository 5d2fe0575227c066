import { html } from 'lit';
import { icon } from '../icons/icons';
import { copyToClipboard } from './clipboard';
import { define, Part } from './view';

/** A button that copies a text, and says so: `<ck-copy .chat .label .source=${() => text}>`. */
export class CopyButton extends Part {
  static override properties = { ...Part.properties, label: { attribute: false }, source: { attribute: false }, done: { state: true } };
  declare label: string;
  declare source: () => string;
  declare done: boolean;

  protected override content() {
    const label = this.done ? this.t('copied') : this.label;
    return html`<button type="button" class="icon-only" aria-label=${label} title=${label} @click=${this.copy}>${icon(this.done ? 'check' : 'copy')}</button>`;
  }

  private readonly copy = async () => {
    const copied = await copyToClipboard(this.source());
    this.chat.announce(this.t(copied ? 'copied' : 'copy.failed'));
    if (copied) {
      this.done = true;
      setTimeout(() => (this.done = false), 2000);
    }
  };
}

define('ck-copy', CopyButton);
