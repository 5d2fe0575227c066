import { english, type TextKey } from './en';

export type Texts = Readonly<Record<TextKey, string>>;

/** What a language has: all texts, so that the type check finds a forgotten one. */
export type Translation = Partial<Texts>;

/** The languages that there are texts in, besides English. Each is a module of its own, loaded when it is needed. */
const LANGUAGES = ['ar', 'de', 'es', 'fr', 'it', 'ja', 'ko', 'pt', 'zh'];
const RIGHT_TO_LEFT = ['ar', 'fa', 'he', 'ur'];

/**
 * Loads the texts of a locale; those of English if there are none.
 *
 * @returns the texts, and the language that they are in
 */
export async function loadTexts(locale: string): Promise<{ texts: Texts; locale: string }> {
  const language = locale.toLowerCase().split('-')[0] ?? 'en';
  if (!LANGUAGES.includes(language)) {
    return { texts: english, locale: 'en' };
  }
  try {
    const module = (await import(new URL(`chatkit-ee/texts/${language}.js`, import.meta.url).href)) as { default: Partial<Texts> };
    return { texts: { ...english, ...module.default }, locale: language };
  } catch {
    return { texts: english, locale: 'en' };
  }
}

/** A text with its values. */
export function text(texts: Texts, key: TextKey, ...values: (string | number)[]): string {
  return texts[key].replace(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)] ?? ''));
}

export function direction(language: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.includes(language) ? 'rtl' : 'ltr';
}
