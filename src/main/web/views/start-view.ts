import { html, nothing } from 'lit';
import type { StartPrompt } from '../element/options';
import { icon } from '../icons/icons';
import { define, View } from './view';

/** What is shown before the first message: a greeting and prompts. */
export class StartView extends View {
  protected override render() {
    const { greeting, prompts } = this.chat.options.startScreen ?? {};
    return html`
      <div class="inner">
        <h2>${greeting ?? this.t('start.greeting')}</h2>
        ${prompts?.length
          ? html`<ul class="prompts" @keydown=${this.move}>
              ${prompts.map(
                (prompt) =>
                  html`<li>
                    <button @click=${() => this.choose(prompt)}>${prompt.icon ? icon(prompt.icon) : nothing}<span>${prompt.label}</span></button>
                  </li>`,
              )}
            </ul>`
          : nothing}
      </div>
    `;
  }

  private choose({ prompt }: StartPrompt): void {
    const { chat } = this;
    if (!chat.conversation.pending && chat.conversation.writable) {
      void chat.sendMessage(typeof prompt === 'string' ? { text: prompt } : { content: prompt });
      // the button goes away with the start screen
      this.focusComposer();
    }
  }

  /** The arrow keys go from prompt to prompt, beside the tabulator. */
  private readonly move = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const buttons = [...this.querySelectorAll<HTMLElement>('.prompts button')];
    const at = buttons.indexOf(event.target as HTMLElement);
    if (step !== 0 && at >= 0) {
      event.preventDefault();
      buttons[(at + step + buttons.length) % buttons.length]?.focus();
    }
  };
}

define('ck-start', StartView);
