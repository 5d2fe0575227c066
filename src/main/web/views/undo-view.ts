import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Deletions } from '../state/deletions';
import { define, View } from './view';

/** What was deleted and can be brought back. It does not go away while one is about to do that. It reports `undone` with the ID. */
export class UndoView extends View {
  static override properties = { ...View.properties, deletions: { attribute: false } };
  declare deletions: Deletions;

  protected override watched() {
    return [this.deletions];
  }

  protected override render() {
    const { deletions } = this;
    const pause = () => deletions.pause(this.matches(':hover, :focus-within'));
    return html`<ul @pointerenter=${pause} @pointerleave=${pause} @focusin=${pause} @focusout=${() => setTimeout(pause)}>
      ${repeat(
        deletions.pending,
        (deletion) => deletion.id,
        (deletion) =>
          html`<li>
            <span dir="auto">${this.t('history.deleted', deletion.title || this.t('thread.untitled'))}</span>
            <button data-undo @click=${() => this.undo(deletion.id)}>${this.t('history.undo')}</button>
          </li>`,
      )}
    </ul>`;
  }

  private undo(id: string): void {
    this.deletions.undo(id);
    this.deletions.pause(false);
    this.dispatchEvent(new CustomEvent('undone', { detail: id }));
  }
}

define('ck-undo', UndoView);
