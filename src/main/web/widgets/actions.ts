import type { Json, JsonObject } from '../protocol/wire';
import { isObject } from './values';

/** What a widget says about an action, read from a value of unknown type. */
export interface ActionConfig {
  readonly type: string;
  /** Absent if the widget names none. It is an object as a rule. */
  readonly payload: Json | undefined;
  readonly handler: 'server' | 'client';
  readonly loadingBehavior: 'auto' | 'none' | 'self' | 'container';
  /** Whether the response of the server is a turn. */
  readonly streaming: boolean;
}

/** An action that a person causes. */
export interface Trigger {
  readonly config: ActionConfig;
  /** The node that it belongs to. */
  readonly path: string;
  /** Where it happened: the form around it gives its values. */
  readonly element: Element;
  /** What `auto` means here. */
  readonly loading: 'none' | 'self' | 'container';
  /** A change of a control: it is not lost while a response is written, but sent afterwards. */
  readonly change: boolean;
  /** The values of the control itself, for one outside of a form. */
  readonly own: JsonObject;
}

export function readAction(value: unknown): ActionConfig | null {
  if (!isObject(value) || typeof value['type'] !== 'string' || value['type'] === '') {
    return null;
  }
  const loading = value['loadingBehavior'];
  return {
    type: value['type'],
    payload: (value['payload'] ?? undefined) as Json | undefined,
    handler: value['handler'] === 'client' ? 'client' : 'server',
    loadingBehavior: loading === 'none' || loading === 'self' || loading === 'container' ? loading : 'auto',
    streaming: value['streaming'] !== false && value['streaming'] !== 'false',
  };
}

/**
 * The payload of an action with the values of a form. Members that the widget itself names win.
 *
 * @returns the payload, and the names of fields that were left out for that reason
 */
export function mergePayload(payload: Json | undefined, values: JsonObject): { payload: Json | undefined; dropped: string[] } {
  const names = Object.keys(values);
  if (names.length === 0) {
    return { payload, dropped: [] };
  }
  if (payload !== undefined && !isObject(payload)) {
    return { payload, dropped: names };
  }
  const dropped: string[] = [];
  return { payload: merge((payload ?? {}) as JsonObject, values, '', dropped), dropped };
}

function merge(payload: JsonObject, values: JsonObject, path: string, dropped: string[]): JsonObject {
  const merged: JsonObject = { ...payload };
  for (const [name, value] of Object.entries(values)) {
    const given = Object.hasOwn(payload, name) ? payload[name] : undefined;
    if (given === undefined) {
      define(merged, name, value);
    } else if (isObject(given) && isObject(value)) {
      define(merged, name, merge(given as JsonObject, value as JsonObject, `${path}${name}.`, dropped));
    } else {
      dropped.push(path + name);
    }
  }
  return merged;
}

/** Puts a value under a name with dots: `todo.title` is the member `title` of `todo`. */
export function putValue(values: JsonObject, name: string, value: Json): void {
  const path = name.split('.').slice(0, 20);
  let target = values;
  for (const part of path.slice(0, -1)) {
    const inner = Object.hasOwn(target, part) ? target[part] : undefined;
    if (isObject(inner)) {
      target = inner as JsonObject;
    } else {
      const created: JsonObject = {};
      define(target, part, created);
      target = created;
    }
  }
  define(target, path.at(-1)!, value);
}

/** A name such as `__proto__` becomes a member like any other. */
function define(target: JsonObject, name: string, value: Json): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}
