import { html, LitElement } from 'lit';
import { directive, Directive, PartType, type ElementPart, type PartInfo } from 'lit/directive.js';
import type { Chat } from '../element/chat';
import { text } from '../texts/texts';
import type { TextKey } from '../texts/en';
import type { Observable } from '../state/observable';

/** Moves the focus to where messages are written; returns whether that is shown. */
export function focusEditor(root: ParentNode): boolean {
  const editor = root.querySelector<HTMLElement & { focusInput(): void }>('ck-editor');
  editor?.focusInput();
  return editor !== null;
}

/**
 * A part of the element. It renders into the shadow root of the element itself, which has one style sheet for all views, so
 * labels and descriptions can refer to elements of other views. A view renders again, at the next frame, when something that it
 * watches has changed.
 */
export abstract class View extends LitElement {
  static override properties = { chat: { attribute: false } };
  declare chat: Chat;

  private readonly subscriptions = new Map<Observable, () => void>();
  private frame = 0;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** What this view watches, besides the chat. Called at each rendering. */
  protected watched(): Observable[] {
    return [];
  }

  protected observed(): Observable[] {
    return [this.chat, ...this.watched()];
  }

  protected t(key: TextKey, ...values: (string | number)[]): string {
    return text(this.chat.texts, key, ...values);
  }

  /** Moves the focus to where messages are written, when it is shown. */
  protected focusComposer(): void {
    const root = this.getRootNode() as ShadowRoot;
    requestAnimationFrame(() => focusEditor(root));
  }

  protected override willUpdate(): void {
    this.watch();
  }

  private watch(): void {
    const wanted = new Set(this.observed());
    for (const [observable, end] of this.subscriptions) {
      if (!wanted.has(observable)) {
        end();
        this.subscriptions.delete(observable);
      }
    }
    for (const observable of wanted) {
      if (!this.subscriptions.has(observable)) {
        this.subscriptions.set(
          observable,
          observable.subscribe(() => this.requestUpdate()),
        );
      }
    }
  }

  /** One rendering for all changes of a frame. Frames stop in a page that is not visible, so a timer is there as well. */
  protected override async scheduleUpdate(): Promise<void> {
    if (this.hasUpdated) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 100);
        this.frame = requestAnimationFrame(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
    super.scheduleUpdate();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) {
      // moved: a view that finds nothing to render now must still learn of what changes later
      this.watch();
    }
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    cancelAnimationFrame(this.frame);
    this.subscriptions.forEach((end) => end());
    this.subscriptions.clear();
  }
}

/**
 * A part of a view that has many of them, such as an item. It renders when its properties change, with the view that sets them,
 * and when options or texts do. A part that cannot be rendered, because what the server sent is malformed, is a placeholder.
 */
export abstract class Part extends View {
  protected abstract content(): unknown;

  protected override observed(): Observable[] {
    return [this.chat.settings, ...this.watched()];
  }

  protected override render(): unknown {
    try {
      return this.content();
    } catch (error) {
      this.chat.log('render.failed', { part: this.localName, message: String(error) });
      return html`<p class="placeholder">${this.t('item.unknown')}</p>`;
    }
  }

  /** The view that has this one has waited for the frame already. */
  protected override async scheduleUpdate(): Promise<void> {
    this.performUpdate();
  }
}

/** Registers a view, unless the module has been loaded twice. */
export function define(name: string, view: CustomElementConstructor): void {
  if (!customElements.get(name)) {
    customElements.define(name, view);
  }
}

class StylesDirective extends Directive {
  private previous: string[] = [];

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) {
      throw new Error('styles() stands in a tag');
    }
  }

  override render(_styles: Record<string, string | number | null | undefined>): void {}

  override update(part: ElementPart, [styles]: [Record<string, string | number | null | undefined>]): void {
    const style = (part.element as HTMLElement).style;
    this.previous.forEach((name) => styles[name] ?? style.removeProperty(name));
    this.previous = [];
    for (const [name, value] of Object.entries(styles)) {
      if (value !== null && value !== undefined && value !== '') {
        style.setProperty(name, String(value));
        this.previous.push(name);
      }
    }
  }
}

/**
 * Sets CSS properties of an element: `<div ${styles({ width: '3rem' })}>`. It uses the object model, which a content security
 * policy without inline styles allows; Lit's `styleMap` writes an attribute, which such a policy blocks.
 */
export const styles = directive(StylesDirective);
