import type { TemplateResult } from 'lit';
import type { Thread } from '../protocol/wire';
import type { TextKey } from '../texts/en';
import type { Trigger } from './actions';
import { CHARACTERS_PER_UNIT, weigh } from './budget';

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

export interface Budget {
  /** Of the whole widget. */
  left: number;
  /** Of what is shown by now. A text that has begun comes as a whole, as its layout does. */
  slice: number;
}

/** Where a node is being rendered. */
export interface Context {
  readonly host: WidgetHost;
  /** Names the node within the widget: the keys on the way to it. */
  readonly path: string;
  readonly depth: number;
  /** How much may still be shown; what renders takes from it. */
  readonly budget: Budget;
  /** Counts the changes of the state around the nodes, after which all render again. */
  readonly revision: number;
}

/** Takes what a node weighs from what may be shown. @returns what is in it; null if there is no room for it, or not yet */
export function take(node: unknown, context: Context): Context | null {
  const { budget, depth } = context;
  if (budget.left <= 0 || budget.slice <= 0) {
    return null;
  }
  const weight = weigh(node, depth);
  const left = Math.min(budget.left, weight);
  const slice = Math.min(budget.slice, weight);
  budget.left -= left;
  budget.slice -= slice;
  return { ...context, depth: depth + 1, budget: { left: left - 1, slice: slice - 1 } };
}

/** As much of a text as may be shown. */
export function cut(context: Context, value: string): string {
  const characters = (context.budget.left + 1) * CHARACTERS_PER_UNIT;
  return value.length > characters ? `${value.slice(0, characters)}…` : value;
}

/** As many entries of a list as may be shown. */
export function cutList<T>(context: Context, values: readonly T[]): readonly T[] {
  return values.slice(0, Math.min(context.budget.left, context.budget.slice));
}
