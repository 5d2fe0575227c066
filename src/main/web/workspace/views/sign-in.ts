import { html, icon, nothing } from '../../chatkit-ee.shared';
import { Part } from './part';

/** Schemes for which a browser itself asks for what is needed. */
const BROWSER_SCHEMES = ['basic', 'digest', 'negotiate', 'ntlm'];

/** How to sign in, by what the server asks for. */
export class SignIn extends Part {
  protected override render() {
    const { rest, signIn } = this.workspace;
    const schemes = signIn?.schemes ?? [];
    const browser = schemes.some((scheme) => BROWSER_SCHEMES.includes(scheme));
    const bearer = schemes.includes('bearer');
    const link = html`<p><a class="button primary" data-sign-in href=${rest.url('sign-in').href}>${this.t('signin.link')}</a></p>`;
    return html`<section class="notice-page" aria-labelledby="ws-sign-in-title">
      ${icon('lock')}
      <h1 id="ws-sign-in-title">${this.t('signin.title')}</h1>
      <p>${this.t('signin.intro')}</p>
      ${browser ? html`<p>${this.t('signin.basic')}</p>${link}` : nothing} ${schemes.length === 0 ? html`<p>${this.t('signin.page')}</p>${link}` : nothing}
      ${bearer ? this.tokenForm() : nothing}
      ${!browser && !bearer && schemes.length > 0 ? html`<p>${this.t('signin.other', schemes.join(', '))}</p>` : nothing}
    </section>`;
  }

  private tokenForm() {
    return html`<p>${this.t('signin.bearer')}</p>
      <form @submit=${(event: Event) => void this.use(event)}>
        ${this.workspace.rest.token !== null ? html`<p class="problem" role="alert">${this.t('signin.rejected')}</p>` : nothing}
        <label>${this.t('signin.token')}<input type="password" name="token" required autocomplete="off" spellcheck="false" /></label>
        <button class="primary">${this.t('signin.use')}</button>
      </form>`;
  }

  private async use(event: Event): Promise<void> {
    event.preventDefault();
    await this.workspace.signInWith(String(new FormData(event.target as HTMLFormElement).get('token') ?? ''));
  }
}

customElements.define('ws-sign-in', SignIn);
