/** Values from a server, of which nothing is certain. */

/** A text, cut to a length; the empty text for anything else. */
export function textOf(value: unknown, length = 10_000): string {
  return typeof value === 'string' ? (value.length > length ? `${value.slice(0, length)}…` : value) : '';
}

/** The objects of a list; none for anything else. */
export function objectsOf<T extends object>(value: readonly T[] | null | undefined, count = 500): T[] {
  return Array.isArray(value) ? value.slice(0, count).filter((member) => typeof member === 'object' && member !== null) : [];
}

/** The texts of a list. */
export function textsOf(value: unknown, count = 100): string[] {
  return Array.isArray(value) ? value.slice(0, count).filter((member) => typeof member === 'string' && member !== '') : [];
}
