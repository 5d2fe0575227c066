import { LitElement, loadModule, RequestError } from '../../chatkit-ee.shared';
import type { Opportunity, RestThread } from '../state/rest';
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

/** Adds something above the page, such as the menu. */
export function open<T extends HTMLElement>(name: string, properties: Partial<T>, parent: HTMLElement = document.body): void {
  parent.append(Object.assign(document.createElement(name), properties));
}

/** Opens a dialog. The dialogs are a module of their own, which is loaded with the first one. */
export async function openDialog(name: DialogName, properties: { workspace: Workspace; opportunity?: Opportunity; thread?: RestThread }): Promise<void> {
  try {
    await loadModule('workspace-dialogs.js', import.meta.url);
    open<HTMLElement & typeof properties>(name, properties);
  } catch (error) {
    properties.workspace.reportProblem(properties.workspace.t('app.failed'), new RequestError('offline', 0, null, null, { cause: error }));
  }
}

export type DialogName =
  | 'ws-delete-dialog'
  | 'ws-export-dialog'
  | 'ws-help-dialog'
  | 'ws-import-dialog'
  | 'ws-labels-dialog'
  | 'ws-opportunity-dialog'
  | 'ws-server-dialog'
  | 'ws-settings-dialog';

/** The name of a store as people write it. */
export function storeName(type: string): string {
  return type === 'postgresql' ? 'PostgreSQL' : type;
}

/** A number of bytes for people. */
export function bytes(locale: string, count: number): string {
  const [unit, size] = count >= 1 << 30 ? ['gigabyte', 1 << 30] : count >= 1 << 20 ? ['megabyte', 1 << 20] : count >= 1024 ? ['kilobyte', 1024] : ['byte', 1];
  return new Intl.NumberFormat(locale, { style: 'unit', unit: unit as string, maximumFractionDigits: 1 }).format(count / (size as number));
}
