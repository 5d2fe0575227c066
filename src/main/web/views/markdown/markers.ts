import type { SourceEntry } from '../items/sources';

/** A place in a text where a source is named. */
export interface Marker {
  readonly index: number;
  readonly entry: SourceEntry;
}

/** Characters of private use, which stand around the number of a marker while the text is parsed. */
const BEGIN = '\uE200';
const END = '\uE201';
const SIGNS = /[\uE200\uE201]/g;
const PLACE = /\uE200(\d+)\uE201/;
const WORD = /[\p{L}\p{N}\p{M}\uD800-\uDFFF]/u;
/** A marker in an address. */
const ENCODED = /%EE%88%80\d+%EE%88%81/g;

/** Puts markers into a text. Those behind its end come when it is longer, or at the end if it is complete. */
export function insertMarkers(text: string, markers: readonly Marker[], complete: boolean): string {
  const clean = text.replace(SIGNS, '');
  if (markers.length === 0) {
    return clean;
  }
  const sorted = markers
    .map((marker, number) => ({ number, index: Math.max(0, marker.index) }))
    .filter(({ index }) => complete || index <= clean.length)
    .sort((one, other) => one.index - other.index);
  let result = '';
  let from = 0;
  for (const { number, index } of sorted) {
    const to = Math.max(from, endOfWord(clean, Math.min(index, clean.length)));
    result += `${clean.slice(from, to)}${BEGIN}${number}${END}`;
    from = to;
  }
  return result + clean.slice(from);
}

/** A place inside of a word, as servers count characters in different ways, is the end of the word. */
function endOfWord(text: string, index: number): number {
  let end = index;
  while (end < index + 30 && end > 0 && WORD.test(text[end - 1] ?? '') && WORD.test(text[end] ?? '')) {
    end++;
  }
  return end;
}

/** Takes markers out of addresses. It is done before the HTML is sanitised: what is taken out of a scheme makes another one. */
export function withoutMarkedAddresses(html: string): string {
  return html.replace(ENCODED, '');
}

/** Replaces the markers among nodes; those inside of code and links are put behind it. */
export function placeMarkers(root: DocumentFragment, create: (number: number) => Node | null): void {
  const texts: Text[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if ((walker.currentNode as Text).data.includes(BEGIN)) {
      texts.push(walker.currentNode as Text);
    }
  }
  texts.forEach((text) => placeIn(text, create));
}

function placeIn(start: Text, create: (number: number) => Node | null): void {
  const outer = start.parentElement?.closest('.code, pre, code, a, .math');
  let text = start;
  for (let match = PLACE.exec(text.data); match; match = PLACE.exec(text.data)) {
    const node = create(Number(match[1]));
    if (outer) {
      text.data = text.data.replace(PLACE, '');
      if (node) {
        outer.after(node);
      }
    } else {
      const rest = text.splitText(match.index);
      rest.data = rest.data.slice(match[0].length);
      if (node) {
        rest.before(node);
      }
      text = rest;
    }
  }
}
