const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

const relative = new Map<string, Intl.RelativeTimeFormat>();
const absolute = new Map<string, Intl.DateTimeFormat>();

/** A time in words, such as "3 days ago"; nothing if it is no time. */
export function relativeTime(locale: string, time: string, now = Date.now()): string {
  const seconds = (Date.parse(time) - now) / 1000;
  if (Number.isNaN(seconds)) {
    return '';
  }
  const format = cached(relative, locale, () => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
  const [unit, length] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 60];
  // a clock that differs a little is no future, and "now" is better than "12 seconds ago"
  return unit === 'second' ? format.format(0, 'second') : format.format(Math.trunc(seconds / length), unit);
}

/** A time as a date with hours and minutes; nothing if it is no time. */
export function absoluteTime(locale: string, time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime())
    ? ''
    : cached(absolute, locale, () => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })).format(date);
}

function cached<T>(formats: Map<string, T>, locale: string, create: () => T): T {
  let format = formats.get(locale);
  if (!format) {
    format = create();
    formats.set(locale, format);
  }
  return format;
}
