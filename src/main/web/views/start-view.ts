import { html } from 'lit';
import { define, View } from './view';

/** What is shown before the first message: a greeting and prompts. */
export class StartView extends View {
  protected override render() {
    const { chat } = this;
    const { greeting, prompts } = chat.options.startScreen ?? {};
    return html`
      <h2>${greeting ?? this.t('start.greeting')}</h2>
      ${(prompts ?? []).map(
        ({ label, prompt }) =>
          html`<button @click=${() => void chat.sendMessage(typeof prompt === 'string' ? { text: prompt } : { content: prompt })}>${label}</button>`,
      )}
    `;
  }
}

define('ck-start', StartView);
