import { chooseLocale, fill, loadModule } from '../../chatkit-ee.shared';
import { english } from './en';

export type WorkspaceKey = keyof typeof english;
export type WorkspaceTexts = Readonly<Record<WorkspaceKey, string>>;

/** What a language has: all texts, so that the type check finds a forgotten one. */
export type WorkspaceTranslation = WorkspaceTexts;

/** Loads the texts of the page in the first of the wanted locales that there are texts for; those in English if there is none. */
export async function loadWorkspaceTexts(wanted: readonly string[]): Promise<{ texts: WorkspaceTexts; locale: string }> {
  const { language, locale } = chooseLocale(wanted);
  if (language === 'en') {
    return { texts: english, locale };
  }
  try {
    const module = await loadModule<{ default: WorkspaceTranslation }>(`workspace/${language}.js`, import.meta.url);
    return { texts: { ...english, ...module.default }, locale };
  } catch {
    return { texts: english, locale: 'en' };
  }
}

export function workspaceText(texts: WorkspaceTexts, key: WorkspaceKey, ...values: (string | number)[]): string {
  return fill(texts[key], values);
}
