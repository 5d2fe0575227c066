import { html, icon, nothing } from '../../chatkit-ee.shared';
import { openMenu } from './menu';
import './opportunities';
import { openDialog, Part, storeName, type DialogName } from './part';
import './threads';

/** What one chooses from: opportunities and their conversations; below, who one is and what the server is. */
export class Sidebar extends Part {
  protected override render() {
    const { workspace } = this;
    return html`
      <header class="brand">
        <img src="icon.svg" alt="" width="24" height="24" />
        <h1>${this.t('app.name')}</h1>
        <button
          class="icon-only"
          data-close-sidebar
          aria-label=${this.t('sidebar.close')}
          title=${this.t('sidebar.close')}
          @click=${() => this.dispatchEvent(new Event('close-sidebar', { bubbles: true }))}
        >
          ${icon('sidebar-left')}
        </button>
      </header>
      <button class="primary new" data-new-conversation @click=${() => this.dispatchEvent(new Event('new-conversation', { bubbles: true }))}>
        ${icon('compose')}${this.t('thread.new')}
      </button>
      <ws-opportunities .workspace=${workspace}></ws-opportunities>
      <ws-threads .workspace=${workspace}></ws-threads>
      <footer>${this.user()} ${this.server()} ${this.menuButton()}</footer>
    `;
  }

  private user() {
    const { about } = this.workspace;
    return about
      ? html`<div class="user" title=${this.t(about.anonymous ? 'user.anonymous' : 'user.signed-in', about.user)}>
          ${icon('user')}<span dir="auto">${about.user}</span>
        </div>`
      : nothing;
  }

  /** Who answers, and the store. */
  private server() {
    const { about } = this.workspace;
    if (!about) {
      return nothing;
    }
    const { responder, store } = about;
    const answers = responder.type === 'echo' ? this.t('state.echo') : this.t('state.answers', responder.name.replace(/^model /, ''));
    const stored = !store.available
      ? this.t('state.unavailable')
      : store.type === 'memory'
        ? this.t('state.memory')
        : this.t('state.stored', storeName(store.type));
    const level = !store.available ? 'danger' : store.type === 'memory' || responder.type === 'echo' ? 'warning' : 'success';
    return html`<button class="server" data-server title=${this.t('menu.server')} @click=${() => void openDialog('ws-server-dialog', { workspace: this.workspace })}>
      <span class="dot ${level}"></span><span><span>${answers}</span><span>${stored}</span></span>
    </button>`;
  }

  private menuButton() {
    return html`<button
      class="icon-only"
      data-menu
      aria-haspopup="menu"
      aria-expanded="false"
      aria-label=${this.t('menu.title')}
      title=${this.t('menu.title')}
      @click=${(event: Event) => this.openMenu(event)}
    >
      ${icon('dots-vertical')}
    </button>`;
  }

  private openMenu(event: Event): void {
    const dialog = (name: DialogName) => () => void openDialog(name, { workspace: this.workspace });
    openMenu(event.currentTarget as HTMLElement, [
      { label: this.t('menu.export'), icon: 'download', run: dialog('ws-export-dialog') },
      { label: this.t('menu.import'), icon: 'upload', run: dialog('ws-import-dialog') },
      { label: this.t('menu.settings'), icon: 'settings-cog', run: dialog('ws-settings-dialog') },
      { label: this.t('menu.server'), icon: 'info', run: dialog('ws-server-dialog') },
      { label: this.t('menu.help'), icon: 'keyboard', run: dialog('ws-help-dialog') },
    ]);
  }
}

customElements.define('ws-sidebar', Sidebar);
