import type { Chat } from '../element/chat';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(chat: Chat, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${chat.locale} ${name}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(chat.locale, options);
    formats.set(key, found);
  }
  return found;
}

/** The instant of a timestamp; null if it is none. */
export function instant(timestamp: unknown): Date | null {
  const date = typeof timestamp === 'string' ? new Date(timestamp) : null;
  return date && !Number.isNaN(date.getTime()) ? date : null;
}

export function timeOfDay(chat: Chat, date: Date): string {
  return format(chat, 'time', { timeStyle: 'short' }).format(date);
}

/** A day in words: today, yesterday, or the date. */
export function day(chat: Chat, date: Date): string {
  const now = new Date();
  const days = Math.round((startOfDay(now) - startOfDay(date)) / 86_400_000);
  if (days === 0 || days === 1) {
    const name = new Intl.RelativeTimeFormat(chat.locale, { numeric: 'auto' }).format(-days, 'day');
    return name.charAt(0).toLocaleUpperCase(chat.locale) + name.slice(1);
  }
  return date.getFullYear() === now.getFullYear()
    ? format(chat, 'day', { weekday: 'long', day: 'numeric', month: 'long' }).format(date)
    : format(chat, 'date', { dateStyle: 'long' }).format(date);
}

export function sameDay(one: Date, other: Date): boolean {
  return startOfDay(one) === startOfDay(other);
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
