import { html } from '../../chatkit-ee.shared';
import { LANGUAGES, type Theme } from '../state/preferences';
import { Dialog } from './dialog';

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

/** What one can choose on this page. Choices take effect at once. */
export class SettingsDialog extends Dialog {
  protected override heading(): string {
    return this.t('settings.title');
  }

  protected override content() {
    const { preferences } = this.workspace;
    return html`<div class="body form">
      <fieldset>
        <legend>${this.t('settings.theme')}</legend>
        <div class="choices">
          ${THEMES.map(
            (theme) =>
              html`<label class="choice">
                <input type="radio" name="theme" value=${theme} .checked=${preferences.theme === theme} @change=${() => (preferences.theme = theme)} />
                ${this.t(`settings.theme.${theme}`)}
              </label>`,
          )}
        </div>
      </fieldset>
      <label
        >${this.t('settings.language')}
        <select name="language" @change=${(event: Event) => (preferences.language = (event.target as HTMLSelectElement).value || null)}>
          <option value="" ?selected=${preferences.language === null}>${this.t('settings.language.browser')}</option>
          ${LANGUAGES.map(([code, name]) => html`<option value=${code} lang=${code} ?selected=${preferences.language === code}>${name}</option>`)}
        </select>
      </label>
      <label class="choice">
        <input
          type="checkbox"
          name="single-keys"
          .checked=${preferences.singleKeys}
          @change=${(event: Event) => (preferences.singleKeys = (event.target as HTMLInputElement).checked)}
        />
        ${this.t('settings.keys')}
      </label>
    </div>`;
  }
}

customElements.define('ws-settings-dialog', SettingsDialog);
