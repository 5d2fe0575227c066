import type { TemplateResult } from 'lit';
import type { Thread } from '../protocol/wire';
import type { TextKey } from '../texts/en';
import type { Trigger } from './actions';
import { CHARACTERS_PER_UNIT } from './budget';

/** What the renderers of a widget need from its view. */
export interface WidgetHost {
  readonly thread: Thread | null;
  /** Whether actions that begin a turn have to wait. */
  readonly waiting: boolean;
  t(key: TextKey, ...values: (string | number)[]): string;
  markdown(value: string, streaming: boolean): TemplateResult;
  chart(node: Readonly<Record<string, unknown>>): TemplateResult;
  /** Runs an action of the node at a path. */
  trigger(trigger: Trigger): void;
  /** Whether an action of the node at a path is running, and shows there that it is. */
  loading(path: string): boolean;
  /** What is open, by path: a collapsed card, the rest of a list. */
  isOpen(path: string): boolean;
  setOpen(path: string, open: boolean): void;
}

/** Where a node is being rendered. */
export interface Context {
  readonly host: WidgetHost;
  /** Names the node within the widget: the keys on the way to it. */
  readonly path: string;
  readonly depth: number;
  /** How much may still be shown; what renders takes from it. */
  readonly budget: { left: number };
  /** Counts the changes of the state around the nodes, after which all render again. */
  readonly revision: number;
}

/** As much of a text as may be shown. */
export function cut(context: Context, value: string): string {
  const characters = (context.budget.left + 1) * CHARACTERS_PER_UNIT;
  return value.length > characters ? `${value.slice(0, characters)}…` : value;
}

/** As many entries of a list as may be shown. */
export function cutList<T>(context: Context, values: readonly T[]): readonly T[] {
  return values.length > context.budget.left ? values.slice(0, context.budget.left) : values;
}
