import { html, nothing } from '../../chatkit-ee.shared';
import { Dialog } from './dialog';
import { bytes, storeName } from './part';

/** Who answers, and where conversations are stored. */
export class ServerDialog extends Dialog {
  override connectedCallback(): void {
    super.connectedCallback();
    void this.workspace.refreshAbout();
  }

  protected override heading(): string {
    return this.t('server.title');
  }

  protected override content() {
    const { about, locale, rest } = this.workspace;
    if (!about) {
      return nothing;
    }
    const { limits, responder, store } = about;
    const row = (name: string, value: unknown) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
    return html`<div class="body">
      <dl class="facts">
        ${about.version ? row(this.t('server.version'), about.version) : nothing}
        ${row(this.t('server.user'), about.anonymous ? this.t('user.anonymous', about.user) : about.user)}
        ${row(this.t('server.admin'), this.t(about.admin ? 'server.yes' : 'server.no'))}
        ${row(this.t('server.answers'), responder.type === 'echo' ? this.t('server.echo') : responder.name)}
        ${row(this.t('server.store'), store.type === 'memory' ? this.t('server.memory') : storeName(store.type))}
        ${store.type === 'memory' ? nothing : row(this.t('server.database'), store.available ? this.t('server.available') : (store.reason ?? this.t('state.unavailable')))}
        ${row(this.t('server.file'), bytes(locale, limits.attachment_bytes))} ${row(this.t('server.import'), bytes(locale, limits.import_bytes))}
        ${limits.message_length ? row(this.t('server.message'), new Intl.NumberFormat(locale).format(limits.message_length)) : nothing}
      </dl>
      ${responder.type === 'echo' ? html`<p>${this.t('notice.echo')}</p>` : nothing}
      <p><a href=${rest.url('openapi.yaml').href} target="_blank" rel="noopener">${this.t('server.api')}</a></p>
    </div>`;
  }
}

customElements.define('ws-server-dialog', ServerDialog);
