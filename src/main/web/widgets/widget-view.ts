import { loadModule } from '../protocol/module';
import { html, nothing, type PropertyValues } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { icon } from '../icons/icons';
import type { WidgetNode } from '../protocol/wire';
import { Signal } from '../state/observable';
import type { TextKey } from '../texts/en';
import { imageAllowed } from '../views/images';
import '../views/markdown-view';
import { define, Part, styles } from '../views/view';
import type { Kit } from './kit';
import type { WidgetController } from './widget-controller';

type WidgetsModule = typeof import('../lazy/widgets');

const kit: Kit = { html, nothing, guard, repeat, icon, imageAllowed, styles, define, Part, Signal };
let widgets: WidgetsModule | null = null;
let loading: Promise<WidgetsModule> | null = null;

function load(): Promise<WidgetsModule> {
  loading ??= loadModule<WidgetsModule>('chatkit-ee/widgets.js', import.meta.url).then((module) => {
    module.provide(kit);
    return (widgets = module);
  });
  loading.catch(() => (loading = null));
  return loading;
}

/** A widget of an item, or of a preview if there is no item. What renders widgets is loaded with the first one. */
export class WidgetView extends Part {
  static override properties = { ...Part.properties, widget: { attribute: false }, itemId: { attribute: false }, failed: { state: true } };
  declare widget: WidgetNode;
  declare itemId: string | null;
  declare failed: boolean;

  private controller: WidgetController | null = null;

  say(key: TextKey, ...values: (string | number)[]): string {
    return this.t(key, ...values);
  }

  protected override watched() {
    return [this.chat.conversation, ...(this.controller?.watched() ?? [])];
  }

  protected override shouldUpdate(changed: PropertyValues): boolean {
    if (!this.controller && widgets) {
      this.controller = widgets.control(this);
    }
    return this.controller?.shouldUpdate(changed.size > 0) ?? true;
  }

  protected override willUpdate(): void {
    super.willUpdate();
    this.controller?.willUpdate();
  }

  protected content() {
    if (this.controller) {
      return this.controller.content();
    }
    if (!this.failed) {
      load().then(
        () => this.requestUpdate(),
        (error: unknown) => {
          this.failed = true;
          this.chat.log('widgets.failed', { message: String(error) });
        },
      );
    }
    return this.failed
      ? html`<p class="muted">
          ${this.t('widget.load.failed')}
          <button type="button" @click=${() => (this.failed = false)}>${this.t('retry')}</button>
        </p>`
      : html`<p class="muted">${this.t('loading')}</p>`;
  }

  protected override updated(): void {
    this.controller?.updated();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.controller?.disconnected();
  }
}

define('ck-widget', WidgetView);
