import { loadModule } from '../protocol/module';
import { english, type TextKey } from './en';

export type Texts = Readonly<Record<TextKey, string>>;

/** What a language has: all texts, so that the type check finds a forgotten one. */
export type Translation = Texts;

/** The languages that there are texts in, besides English. Each is a module of its own, loaded when it is needed. */
const LANGUAGES = ['ar', 'de', 'es', 'fr', 'it', 'ja', 'ko', 'pt', 'zh'];
const RIGHT_TO_LEFT = ['ar'];
const RIGHT_TO_LEFT_LETTER = /[\u0590-\u08ff\ufb1d-\ufefc]/;

/**
 * The first of the wanted locales that there are texts for, and English if there is none.
 *
 * @returns the language of the texts, and the locale of the dates and numbers in them: with its region, if it has one
 */
export function chooseLocale(wanted: readonly string[]): { language: string; locale: string } {
  for (const tag of wanted) {
    const locale = canonical(tag);
    const language = languageOf(locale);
    if (language === 'en' || LANGUAGES.includes(language)) {
      // the texts have simplified characters, in regions of the others too
      return { language, locale: language === 'zh' ? 'zh-Hans' : locale };
    }
  }
  return { language: 'en', locale: 'en' };
}

function canonical(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag.replaceAll('_', '-'))[0] ?? '';
  } catch {
    return '';
  }
}

function languageOf(locale: string): string {
  return locale.split('-')[0] ?? '';
}

/**
 * Loads the texts of the first of the wanted locales that there are texts for; those of English if there is none.
 *
 * @returns the texts, and the locale of the dates and numbers in them
 */
export async function loadTexts(wanted: readonly string[]): Promise<{ texts: Texts; locale: string }> {
  const { language, locale } = chooseLocale(wanted);
  if (language === 'en') {
    return { texts: english, locale };
  }
  try {
    const module = await loadModule<{ default: Translation }>(`chatkit-ee/texts/${language}.js`, import.meta.url);
    return { texts: { ...english, ...module.default }, locale };
  } catch {
    return { texts: english, locale: 'en' };
  }
}

/** A text with its values. */
export function text(texts: Texts, key: TextKey, ...values: (string | number)[]): string {
  return fill(texts[key], values);
}

/** Puts values into a text. One that runs in the other direction is isolated, so that it does not change the order around it. */
export function fill(pattern: string, values: readonly (string | number)[]): string {
  return pattern.replace(/\{(\d)\}/g, (_, index: string) => {
    const value = String(values[Number(index)] ?? '');
    return RIGHT_TO_LEFT_LETTER.test(value) === RIGHT_TO_LEFT_LETTER.test(pattern) ? value : `\u2068${value}\u2069`;
  });
}

export function direction(locale: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.includes(languageOf(locale)) ? 'rtl' : 'ltr';
}
