/** What lists of threads have in common: the history of the element, and the workspace. */

/** Moves the focus by the up and down keys from the row that the event is in; other keys, and those in a field, do nothing. */
export function moveAmongRows(event: KeyboardEvent, rows: HTMLElement[]): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step !== 0 && !(event.target instanceof HTMLInputElement)) {
    const at = rows.indexOf((event.target as HTMLElement).closest('li')?.querySelector<HTMLElement>('.open') as HTMLElement);
    event.preventDefault();
    rows[Math.max(0, Math.min(rows.length - 1, at + step))]?.focus();
  }
}

/** Selects the title that is being edited. @returns whether one is */
export function selectTitle(list: HTMLElement): boolean {
  const input = list.querySelector<HTMLInputElement>('[data-title]');
  input?.select();
  input?.focus();
  return input !== null;
}

/** The title in a form that is submitted; empty if there is none. */
export function enteredTitle(event: Event): string {
  event.preventDefault();
  return (event.target as HTMLFormElement).querySelector('input')?.value.trim() ?? '';
}
