import type { WorkspaceKey } from './texts/texts';

const MAC = /^(Mac|iP)/.test(navigator.platform);

/** The key that makes a shortcut work while one is writing. */
export const MODIFIER = MAC ? '⌘' : 'Ctrl';

export type ShortcutName = 'new' | 'search' | 'composer' | 'sidebar' | 'help' | 'undo';

interface Shortcut {
  name: ShortcutName;
  text: WorkspaceKey;
  /** The key alone, which counts while one is not writing. */
  key: string | null;
  /** What is pressed together with the modifier. */
  modified: string[] | null;
}

export const SHORTCUTS: readonly Shortcut[] = [
  { name: 'new', text: 'help.new', key: 'N', modified: ['Shift', 'O'] },
  { name: 'search', text: 'help.search', key: '/', modified: ['K'] },
  { name: 'composer', text: 'help.composer', key: 'M', modified: ['Shift', 'M'] },
  { name: 'sidebar', text: 'help.sidebar', key: 'S', modified: ['B'] },
  { name: 'undo', text: 'help.undo', key: 'Z', modified: null },
  { name: 'help', text: 'help.help', key: '?', modified: null },
];

/** Which shortcut an event means; null for none. Keys without the modifier count only where nothing is written, and if they are on. */
export function shortcutOf(event: KeyboardEvent, singleKeys: boolean): ShortcutName | null {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  if (event.isComposing || event.altKey || event.defaultPrevented) {
    return null;
  }
  if (MAC ? event.metaKey : event.ctrlKey) {
    return SHORTCUTS.find(({ modified }) => modified?.at(-1) === key && modified.includes('Shift') === event.shiftKey)?.name ?? null;
  }
  if (!singleKeys || event.metaKey || event.ctrlKey || isWriting(event)) {
    return null;
  }
  return SHORTCUTS.find((shortcut) => shortcut.key === key)?.name ?? null;
}

/** Whether the key goes into a field, also into one inside of the element. */
function isWriting(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [role=textbox], [role=combobox], [role=menu] *'))
  );
}
