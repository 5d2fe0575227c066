import { html } from 'lit';
import { icon } from '../icons/icons';
import { define, View } from './view';

/** Where messages are written. */
export class ComposerView extends View {
  protected override watched() {
    return [this.chat.conversation, this.chat.composer];
  }

  protected override render() {
    const { chat } = this;
    const { conversation, composer } = chat;
    const value = composer.content.map((part) => part.text).join('');
    return html`<form @submit=${this.submit}>
      <textarea
        data-composer-input
        aria-label=${this.t('composer.label')}
        placeholder=${chat.options.composer?.placeholder ?? this.t('composer.placeholder')}
        .value=${value}
        @input=${(event: Event) => composer.edited([{ type: 'input_text', text: (event.target as HTMLTextAreaElement).value }], { start: 0, end: 0 })}
      ></textarea>
      ${conversation.running
        ? html`<button type="button" aria-label=${this.t('composer.stop')} @click=${() => conversation.stop()}>${icon('stop')}</button>`
        : html`<button aria-label=${this.t('composer.send')} ?disabled=${composer.empty || !conversation.writable}>${icon('send')}</button>`}
    </form>`;
  }

  private readonly submit = (event: Event) => {
    event.preventDefault();
    void this.chat.sendComposer();
  };
}

define('ck-composer', ComposerView);
