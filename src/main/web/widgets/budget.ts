import { children, isObject, type Node } from './values';

/** How much of a widget is shown: nodes, options and rows count one, and each 100 characters of text. */
export const MAX_WEIGHT = 5000;
export const CHARACTERS_PER_UNIT = 100;
/** How deep nodes are nested. */
export const MAX_DEPTH = 100;

const weights = new WeakMap<object, number>();

/** The weight of a node with all that it contains; at most a little more than the greatest that is shown. */
export function weigh(node: unknown, depth = 0): number {
  if (!isObject(node) || depth > MAX_DEPTH) {
    return 1;
  }
  const known = weights.get(node);
  if (known !== undefined) {
    return known;
  }
  let weight = 1 + own(node);
  for (const child of children(node['children'])) {
    if (weight > MAX_WEIGHT) {
      break;
    }
    weight += weigh(child, depth + 1);
  }
  weight = Math.min(weight, MAX_WEIGHT + 1);
  weights.set(node, weight);
  return weight;
}

/** What a node weighs itself. */
function own(node: Node): number {
  let weight = 0;
  for (const member of ['value', 'label', 'src', 'defaultValue']) {
    const value = node[member];
    weight += typeof value === 'string' ? Math.floor(value.length / CHARACTERS_PER_UNIT) : 0;
  }
  for (const member of ['options', 'data']) {
    const value = node[member];
    weight += Array.isArray(value) ? value.length : 0;
  }
  return weight;
}
