import { html } from 'lit';
import type { WidgetNode } from '../protocol/wire';
import { define, View } from '../views/view';

/** A widget of an item, or of a preview if there is no item. */
export class WidgetView extends View {
  static override properties = { ...View.properties, widget: { attribute: false }, itemId: { attribute: false } };
  declare widget: WidgetNode;
  declare itemId: string | null;

  protected override render() {
    return html`<div class="widget"></div>`;
  }
}

define('ck-widget', WidgetView);
