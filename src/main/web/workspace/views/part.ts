import { LitElement } from '../../chatkit-ee.shared';
import type { Workspace } from '../state/workspace';

/** A part of the page. It renders into the document, whose style sheet is `workspace.css`, and again when the workspace changes. */
export abstract class Part extends LitElement {
  static override properties = { workspace: { attribute: false } };
  declare workspace: Workspace;
  private unsubscribe: (() => void) | null = null;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected get t(): Workspace['t'] {
    return this.workspace.t;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.unsubscribe = this.workspace.subscribe(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unsubscribe?.();
  }
}

/** The place in the page for dialogs and the menu. */
export function open<T extends HTMLElement>(name: string, properties: Partial<T>): T {
  const element = Object.assign(document.createElement(name), properties) as T;
  document.body.append(element);
  return element;
}

/** A number of bytes for people. */
export function bytes(locale: string, count: number): string {
  const [unit, size] = count >= 1 << 30 ? ['gigabyte', 1 << 30] : count >= 1 << 20 ? ['megabyte', 1 << 20] : count >= 1024 ? ['kilobyte', 1024] : ['byte', 1];
  return new Intl.NumberFormat(locale, { style: 'unit', unit: unit as string, maximumFractionDigits: 1 }).format(count / (size as number));
}
