import type { Json, JsonObject } from '../protocol/wire';
import type { TextKey } from '../texts/en';
import { putValue } from './actions';

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
type Say = (key: TextKey, ...values: (string | number)[]) => string;

let ids = 0;

/** Fields that were rendered by widgets, in an element. */
export function fields(root: ParentNode): Field[] {
  return [...root.querySelectorAll<Field>('[data-field]')];
}

/** The value of a field as an action has it; undefined for a choice that is not the one. */
export function fieldValue(field: Field): Json | undefined {
  if (field instanceof HTMLInputElement && field.type === 'checkbox') {
    return field.checked;
  }
  if (field instanceof HTMLInputElement && field.type === 'radio') {
    return field.checked ? field.value : undefined;
  }
  return field.value;
}

/** The values of all fields of a form, nested as their names say. Fields of an inner form belong to that one. */
export function formValues(form: HTMLFormElement): JsonObject {
  const values: JsonObject = {};
  for (const field of fields(form)) {
    const value = field.disabled || field.form !== form ? undefined : fieldValue(field);
    if (value !== undefined) {
      putValue(values, field.name, value);
    }
  }
  return values;
}

/**
 * Checks the fields of a form, says at each what is wrong, and goes to the first.
 *
 * @returns whether all are valid
 */
export function validate(form: HTMLFormElement, say: Say): boolean {
  let first: Field | null = null;
  for (const field of fields(form)) {
    if (field.form === form && !check(field, say)) {
      first ??= field;
    }
  }
  first?.focus();
  return first === null;
}

/** Checks one field. It is done again as the field is edited once an error is shown. */
export function check(field: Field, say: Say): boolean {
  if (field instanceof HTMLTextAreaElement) {
    const expected = field.dataset['pattern'];
    const mismatch = expected && field.value !== '' && !new RegExp(`^(?:${expected})$`, 'v').test(field.value);
    field.setCustomValidity(mismatch ? say('widget.pattern') : '');
  }
  show(field, field.validity.valid ? null : problem(field, say));
  return field.validity.valid;
}

function problem(field: Field, say: Say): string {
  const { validity } = field;
  const bounds = field instanceof HTMLInputElement ? [field.min, field.max] : [];
  if (validity.valueMissing) {
    return say(field.type === 'checkbox' || field.type === 'radio' || field instanceof HTMLSelectElement ? 'widget.choose' : 'widget.required');
  }
  if (validity.typeMismatch) {
    return say(field.type === 'email' ? 'widget.email' : 'widget.url');
  }
  if (validity.rangeUnderflow) {
    return say('widget.min', bounds[0] ?? '');
  }
  if (validity.rangeOverflow) {
    return say('widget.max', bounds[1] ?? '');
  }
  return say('widget.pattern');
}

/** Shows what is wrong with a field below it, or that nothing is. */
function show(field: Field, message: string | null): void {
  const note = field.closest('.w-field')?.querySelector<HTMLElement>('.w-error');
  if (!note) {
    return;
  }
  const target = field.closest<HTMLElement>('fieldset.w-field') ?? field;
  note.id ||= `ckw-${++ids}`;
  note.hidden = message === null;
  note.textContent = message ?? '';
  if (message === null) {
    target.removeAttribute('aria-invalid');
    field.removeAttribute('aria-invalid');
    field.removeAttribute('aria-describedby');
  } else {
    field.setAttribute('aria-invalid', 'true');
    field.setAttribute('aria-describedby', note.id);
  }
}

/** Whether an error is shown at a field. */
export function isMarked(field: Element): boolean {
  return field.hasAttribute('aria-invalid');
}

/** Names each control: by the label that refers to it, or by what else there is. IDs are made here, never those of a server. */
export function connectLabels(root: HTMLElement): void {
  const labels = new Map<string | undefined, HTMLLabelElement[]>();
  for (const label of root.querySelectorAll<HTMLLabelElement>('label[data-for]')) {
    const name = label.dataset['for'];
    labels.set(name, [...(labels.get(name) ?? []), label]);
  }
  const taken = new Set<HTMLLabelElement>();
  for (const control of root.querySelectorAll<HTMLElement>('[data-control]')) {
    const name = control.dataset['control'];
    const label = labels.get(name)?.find((other) => !taken.has(other) && other.closest('form') === control.closest('form'));
    if (label) {
      taken.add(label);
      label.id ||= `ckw-${++ids}`;
      control.id ||= `ckw-${++ids}`;
      if (control instanceof HTMLFieldSetElement) {
        label.removeAttribute('for');
      } else {
        label.htmlFor = control.id;
      }
      control.setAttribute('aria-labelledby', label.id);
      control.removeAttribute('aria-label');
    } else {
      control.removeAttribute('aria-labelledby');
      control.setAttribute('aria-label', control.dataset['fallback'] || name || '');
    }
  }
}

/** Names the buttons that cover an entry of a list: by what the entry says. */
export function nameEntries(root: HTMLElement): void {
  for (const button of root.querySelectorAll<HTMLElement>('[data-names-itself]')) {
    const content = button.nextElementSibling as HTMLElement | null;
    if (content) {
      content.id ||= `ckw-${++ids}`;
      button.setAttribute('aria-labelledby', content.id);
    }
  }
}

/** What a person has entered into fields, so that it can be put back when the widget leaves the page and comes again. */
export type Entries = Map<string, string | boolean>;

function entryKey(field: Field, counts: Map<string, number>): string {
  const name = `${field.type}:${field.name}:${field.type === 'radio' ? field.value : ''}`;
  const count = (counts.get(name) ?? 0) + 1;
  counts.set(name, count);
  return `${name}:${count}`;
}

export function saveEntries(root: ParentNode): Entries {
  const entries: Entries = new Map();
  const counts = new Map<string, number>();
  for (const field of fields(root)) {
    const key = entryKey(field, counts);
    if (field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio')) {
      if (field.checked !== field.defaultChecked) {
        entries.set(key, field.checked);
      }
    } else if (field instanceof HTMLSelectElement) {
      if (![...field.selectedOptions].some((option) => option.defaultSelected)) {
        entries.set(key, field.value);
      }
    } else if (field.value !== field.defaultValue && field.type !== 'password') {
      entries.set(key, field.value);
    }
  }
  return entries;
}

export function restoreEntries(root: ParentNode, entries: Entries): void {
  const counts = new Map<string, number>();
  for (const field of fields(root)) {
    const value = entries.get(entryKey(field, counts));
    if (typeof value === 'boolean') {
      (field as HTMLInputElement).checked = value;
    } else if (value !== undefined) {
      field.value = value;
    }
  }
}
