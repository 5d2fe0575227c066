/**
 * Makes the children of one node like those of another, with as few changes as possible: what is the same stays, so that a
 * selection and the focus do, and the browser lays out less. The nodes of the other one are used up.
 */
export function morph(target: Node, wanted: Node): void {
  let current = target.firstChild;
  let next = wanted.firstChild;
  while (next) {
    const following = next.nextSibling;
    if (!current) {
      target.appendChild(next);
    } else {
      const after: ChildNode | null = current.nextSibling;
      if (current.nodeType === Node.TEXT_NODE && next.nodeType === Node.TEXT_NODE) {
        changeText(current as Text, (next as Text).data);
      } else if (alike(current, next)) {
        if (!current.nodeName.includes('-')) {
          // a custom element has its own way
          morph(current, next);
        }
      } else {
        target.replaceChild(next, current);
      }
      current = after;
    }
    next = following;
  }
  while (current) {
    const after: ChildNode | null = current.nextSibling;
    current.remove();
    current = after;
  }
}

function changeText(node: Text, data: string): void {
  if (data.length > node.length && data.startsWith(node.data)) {
    node.appendData(data.slice(node.length));
  } else if (node.data !== data) {
    node.data = data;
  }
}

function alike(one: Node, other: Node): boolean {
  if (!(one instanceof Element) || !(other instanceof Element) || one.nodeName !== other.nodeName || one.attributes.length !== other.attributes.length) {
    return false;
  }
  return Array.from(other.attributes).every(({ name, value }) => one.getAttribute(name) === value);
}
