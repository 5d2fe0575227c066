import { html } from '../../chatkit-ee.shared';
import { MODIFIER, SHORTCUTS } from '../shortcuts';
import { Dialog } from './dialog';

/** The keyboard shortcuts. */
export class HelpDialog extends Dialog {
  protected override heading(): string {
    return this.t('help.title');
  }

  protected override content() {
    return html`<div class="body">
      <table class="keys">
        ${SHORTCUTS.map(
          ({ text, key, modified }) =>
            html`<tr>
              <th scope="row">${this.t(text)}</th>
              <td>${modified ? html`<kbd>${MODIFIER}</kbd> ${modified.map((part) => html`<kbd>${part}</kbd> `)}` : ''}</td>
              <td>${key ? html`<kbd>${key}</kbd>` : ''}</td>
            </tr>`,
        )}
      </table>
      <p class="muted">${this.t('help.note', MODIFIER)}</p>
    </div>`;
  }
}

customElements.define('ws-help-dialog', HelpDialog);
