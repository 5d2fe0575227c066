/** A place between nodes or characters: a node and an offset in it. */
export type Boundary = [Node, number];

interface SelectionRoot {
  getSelection?(): Selection | null;
}

interface ComposedSelection {
  getComposedRanges?(options: { shadowRoots: ShadowRoot[] }): StaticRange[];
}

/** The start and the end of what is selected in a shadow tree; null if nothing is. */
export function selectedIn(root: Node): [Boundary, Boundary] | null {
  const selection = document.getSelection() as (Selection & ComposedSelection) | null;
  if (root instanceof ShadowRoot && selection?.getComposedRanges) {
    const range = selection.getComposedRanges({ shadowRoots: [root] })[0];
    return range ? [[range.startContainer, range.startOffset], [range.endContainer, range.endOffset]] : null;
  }
  const inner = (root as SelectionRoot).getSelection?.() ?? selection;
  if (!inner || inner.rangeCount === 0) {
    return null;
  }
  const range = inner.getRangeAt(0);
  return [[range.startContainer, range.startOffset], [range.endContainer, range.endOffset]];
}

/** What is selected in an element; null if the selection is elsewhere. */
export function selectedBoundaries(element: HTMLElement): [Boundary, Boundary] | null {
  const selected = selectedIn(element.getRootNode());
  return selected && element.contains(selected[0][0]) && element.contains(selected[1][0]) ? selected : null;
}

interface CaretDocument {
  caretPositionFromPoint?(x: number, y: number, options?: { shadowRoots: ShadowRoot[] }): { offsetNode: Node; offset: number } | null;
  caretRangeFromPoint?(x: number, y: number): Range | null;
}

/** Where the caret would be after a click; null if that is not in the element. */
export function caretFromPoint(element: HTMLElement, x: number, y: number): Boundary | null {
  const page = document as CaretDocument;
  const position = page.caretPositionFromPoint?.(x, y, { shadowRoots: [element.getRootNode() as ShadowRoot] });
  const range = position ? null : page.caretRangeFromPoint?.(x, y);
  const boundary: Boundary | null = position ? [position.offsetNode, position.offset] : range ? [range.startContainer, range.startOffset] : null;
  return boundary && element.contains(boundary[0]) ? boundary : null;
}
