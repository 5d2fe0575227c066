import { Observable } from '../../chatkit-ee.shared';

export type Theme = 'system' | 'light' | 'dark';

/** Languages by their own names. */
export const LANGUAGES: readonly [string, string][] = [
  ['en', 'English'],
  ['de', 'Deutsch'],
  ['es', 'Español'],
  ['fr', 'Français'],
  ['it', 'Italiano'],
  ['pt', 'Português'],
  ['ja', '日本語'],
  ['zh', '中文'],
  ['ko', '한국어'],
  ['ar', 'العربية'],
];

/** What one has chosen on this page. It is kept in the browser. */
export class Preferences extends Observable {
  private readonly dark = matchMedia('(prefers-color-scheme: dark)');

  constructor() {
    super();
    this.dark.addEventListener('change', () => this.changed());
  }

  get theme(): Theme {
    const stored = read('theme');
    return stored === 'light' || stored === 'dark' ? stored : 'system';
  }

  set theme(theme: Theme) {
    this.write('theme', theme === 'system' ? null : theme);
  }

  /** The colours to use now. */
  get colorScheme(): 'light' | 'dark' {
    return this.theme === 'system' ? (this.dark.matches ? 'dark' : 'light') : this.theme;
  }

  /** The chosen language; null for that of the browser. */
  get language(): string | null {
    const stored = read('language');
    return LANGUAGES.some(([code]) => code === stored) ? stored : null;
  }

  set language(language: string | null) {
    this.write('language', language);
  }

  /** Whether keys without Ctrl or Command are shortcuts. */
  get singleKeys(): boolean {
    return read('single-keys') !== 'off';
  }

  set singleKeys(on: boolean) {
    this.write('single-keys', on ? null : 'off');
  }

  get sidebar(): boolean {
    return read('sidebar') !== 'closed';
  }

  set sidebar(open: boolean) {
    this.write('sidebar', open ? null : 'closed');
  }

  /** Whether a notice was dismissed. */
  dismissed(notice: string): boolean {
    return read(`dismissed.${notice}`) !== null;
  }

  dismiss(notice: string): void {
    this.write(`dismissed.${notice}`, 'yes');
  }

  private write(name: string, value: string | null): void {
    try {
      if (value === null) {
        localStorage.removeItem(`chatkit.${name}`);
      } else {
        localStorage.setItem(`chatkit.${name}`, value);
      }
    } catch {
      // a browser that keeps nothing
    }
    this.changed();
  }
}

function read(name: string): string | null {
  try {
    return localStorage.getItem(`chatkit.${name}`);
  } catch {
    return null;
  }
}
