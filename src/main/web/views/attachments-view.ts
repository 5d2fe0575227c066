import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { icon } from '../icons/icons';
import type { ComposerAttachment, Refusal } from '../state/composer';
import { imageAllowed } from './images';
import { define, View } from './view';

/** The files of the message that is being written, and those that were refused. */
export class AttachmentsView extends View {
  private readonly announced = new Map<string, string>();

  protected override watched() {
    return [this.chat.composer];
  }

  protected override render() {
    const { attachments, refusals } = this.chat.composer;
    return html`${attachments.length > 0
      ? html`<ul class="files" aria-label=${this.t('composer.files')}>
          ${repeat(
            attachments,
            (file) => file.key,
            (file) => this.file(file),
          )}
        </ul>`
      : nothing}
    ${refusals.length > 0
      ? html`<div class="refusals" role="alert">
          <ul>
            ${refusals.map((refusal) => html`<li>${this.refusal(refusal)}</li>`)}
          </ul>
          <button type="button" class="icon-only" aria-label=${this.t('composer.dismiss')} @click=${() => this.chat.composer.setRefusals([])}>${icon('close')}</button>
        </div>`
      : nothing}`;
  }

  private file(file: ComposerAttachment) {
    const pending = !file.attachment && !file.failure;
    return html`<li class=${file.failure ? 'file failed' : 'file'}>
      ${file.preview && imageAllowed(file.preview, this.chat.conversation.thread) ? html`<img src=${file.preview} alt="" @error=${() => this.chat.updateAttachment(file.key, { preview: null })} />` : html`<span class="kind">${icon(file.mimeType.startsWith('image/') ? 'image' : 'file')}</span>`}
      <span class="text">
        <span class="name" title=${file.name}>${file.name}</span>
        ${pending ? this.progress(file) : nothing}
        ${file.failure ? html`<span class="problem">${this.failure(file)}</span>` : nothing}
      </span>
      ${file.failure
        ? html`<button type="button" class="icon-only" aria-label=${this.t('composer.file.retry', file.name)} title=${this.t('retry')} @click=${() => this.retry(file)}>
            ${icon('reload')}
          </button>`
        : nothing}
      <button
        type="button"
        class="icon-only"
        aria-label=${this.t(pending ? 'composer.file.cancel' : 'composer.file.remove', file.name)}
        title=${this.t(pending ? 'composer.cancel' : 'composer.remove')}
        @click=${() => this.detach(file)}
      >
        ${icon('close')}
      </button>
    </li>`;
  }

  private progress(file: ComposerAttachment) {
    const label = this.t('composer.file.uploading', file.name);
    return file.progress === null
      ? html`<progress aria-label=${label}></progress>`
      : html`<progress aria-label=${label} max="1" .value=${file.progress}></progress>`;
  }

  private failure({ failure }: ComposerAttachment): string {
    if (failure?.detail) {
      return failure.detail;
    }
    switch (failure?.kind) {
      case 'too-large':
        return this.t('composer.file.too-large');
      case 'offline':
      case 'timeout':
        return this.t('composer.file.offline');
      default:
        return this.t('composer.file.failed');
    }
  }

  private refusal({ name, reason, limit }: Refusal): string {
    switch (reason) {
      case 'size':
        return this.t('composer.refused.size', name, formatBytes(limit, this.chat.locale));
      case 'count':
        return this.t('composer.refused.count', name, limit);
      case 'folder':
        return this.t('composer.refused.folder', name);
      default:
        return this.t('composer.refused.type', name);
    }
  }

  // both remove the button that has the focus

  private retry(file: ComposerAttachment): void {
    this.chat.uploads.retry(file.key);
    this.chat.composer.requestFocus();
  }

  private detach(file: ComposerAttachment): void {
    this.chat.detach(file);
    this.chat.composer.requestFocus();
  }

  /** Says once what has become of each file. */
  protected override updated(): void {
    for (const file of this.chat.composer.attachments) {
      const state = file.failure ? 'composer.file.announce-failed' : file.attachment ? 'composer.file.announce-done' : 'pending';
      const before = this.announced.get(file.key);
      this.announced.set(file.key, state);
      if (before === 'pending' && state !== 'pending') {
        this.chat.announce(this.t(state, file.name));
      }
    }
  }
}

/** A number of bytes as people read it. */
export function formatBytes(bytes: number, locale: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];
  const exponent = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), units.length - 1);
  return new Intl.NumberFormat(locale, { style: 'unit', unit: units[exponent]!, unitDisplay: 'short', maximumFractionDigits: 1 }).format(bytes / 1024 ** exponent);
}

define('ck-attachments', AttachmentsView);
