import type { JsonObject } from '../protocol/wire';

/** What a deep link in a message names, `chatkit-link://NAME?KEY=VALUE`; null if it is none. */
export function parseDeeplink(href: string): { name: string; data: JsonObject } | null {
  const match = /^chatkit-link:\/\/([^/?#]+)\/?(?:\?([^#]*))?/i.exec(href);
  if (!match) {
    return null;
  }
  const data: JsonObject = {};
  for (const [name, value] of new URLSearchParams(match[2] ?? '')) {
    data[name] = value;
  }
  try {
    return { name: decodeURIComponent(match[1] ?? ''), data };
  } catch {
    return { name: match[1] ?? '', data };
  }
}
