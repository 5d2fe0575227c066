import { html } from 'lit';
import { icon } from '../icons/icons';
import { MAX_SECONDS } from '../state/dictation';
import { define, styles, View } from './view';

/** The controls while speech is recorded and transcribed. */
export class DictationView extends View {
  private timer: ReturnType<typeof setInterval> | undefined;

  protected override watched() {
    return [this.chat.dictation];
  }

  protected override render() {
    const { dictation } = this.chat;
    if (dictation.status !== 'recording') {
      return html`<span class="spinner" aria-hidden="true">${icon('spinner')}</span>
        <span class="state" role="status">${this.t(dictation.status === 'transcribing' ? 'composer.dictation.transcribing' : 'composer.dictation.starting')}</span>
        ${this.cancel()}`;
    }
    const seconds = Math.floor((Date.now() - dictation.startedAt) / 1000);
    return html`<span class="recording" aria-hidden="true"></span>
      <span class="state"><span class="visually-hidden" role="status">${this.t('composer.dictation.recording')}</span>
        <span role="timer">${clock(seconds)}</span><span class="muted"> / ${clock(MAX_SECONDS)}</span></span>
      <span class="meter" aria-hidden="true"><span ${styles({ 'inline-size': `${Math.round(dictation.level * 100)}%` })}></span></span>
      ${this.cancel()}
      <button type="button" class="primary icon-only" aria-label=${this.t('composer.dictation.stop')} title=${this.t('composer.dictation.stop')} @click=${() => dictation.stop()}>
        ${icon('check')}
      </button>`;
  }

  private cancel() {
    const label = this.t('composer.dictation.cancel');
    return html`<button
      type="button"
      class="icon-only"
      aria-label=${label}
      title=${label}
      @click=${() => {
        this.chat.dictation.cancel();
        this.chat.composer.requestFocus();
      }}
    >
      ${icon('close')}
    </button>`;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.timer = setInterval(() => this.requestUpdate(), 150);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }
}

function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

define('ck-dictation', DictationView);
