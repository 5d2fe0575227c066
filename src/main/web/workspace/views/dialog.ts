import { html, icon, type RequestError, failureText, nothing } from '../../chatkit-ee.shared';
import { asRequestError } from '../state/rest';
import { Part } from './part';

/** A modal dialog. It removes itself when it is closed; the browser returns the focus. */
export abstract class Dialog extends Part {
  /** What was tried last and failed. */
  protected failure: RequestError | null = null;
  protected busy = false;

  protected abstract heading(): string;

  protected abstract content(): unknown;

  protected override render() {
    const id = `${this.localName}-title`;
    return html`<dialog aria-labelledby=${id} @close=${() => this.remove()} @cancel=${(event: Event) => this.cancelled(event)}>
      <header>
        <h2 id=${id}>${this.heading()}</h2>
        <button class="icon-only" type="button" data-close aria-label=${this.t('app.close')} title=${this.t('app.close')} @click=${() => this.close()}>
          ${icon('close')}
        </button>
      </header>
      ${this.content()}
    </dialog>`;
  }

  protected override firstUpdated(): void {
    this.querySelector('dialog')?.showModal();
    this.querySelector<HTMLElement>('[autofocus]')?.focus();
  }

  /** Escape; a dialog in which something runs stays. */
  protected cancelled(event: Event): void {
    if (this.busy) {
      event.preventDefault();
    }
  }

  protected close(): void {
    this.querySelector('dialog')?.close();
  }

  /** Does something that may fail, and says so. @returns whether it has succeeded */
  protected async attempt(action: () => Promise<void>): Promise<boolean> {
    this.busy = true;
    this.failure = null;
    this.requestUpdate();
    try {
      await action();
      return true;
    } catch (error) {
      this.failure = asRequestError(error);
      return false;
    } finally {
      this.busy = false;
      this.requestUpdate();
    }
  }

  protected failed(text: string) {
    const { failure, workspace } = this;
    return failure ? html`<p class="problem" role="alert">${text} ${workspace.elementTexts ? failureText(workspace.elementTexts, failure) : ''}</p>` : nothing;
  }
}
