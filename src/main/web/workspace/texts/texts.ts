import { english } from './en';

export type WorkspaceKey = keyof typeof english;
export type WorkspaceTexts = Readonly<Record<WorkspaceKey, string>>;

const LANGUAGES = ['ar', 'de', 'es', 'fr', 'it', 'ja', 'ko', 'pt', 'zh'];

/** Loads the texts of the page in a language; those in English if there are none. */
export async function loadWorkspaceTexts(locale: string): Promise<{ texts: WorkspaceTexts; locale: string }> {
  const language = locale.toLowerCase().split('-')[0] ?? 'en';
  if (!LANGUAGES.includes(language)) {
    return { texts: english, locale: 'en' };
  }
  try {
    const module = (await import(new URL(`workspace/${language}.js`, import.meta.url).href)) as { default: Partial<WorkspaceTexts> };
    return { texts: { ...english, ...module.default }, locale: language };
  } catch {
    return { texts: english, locale: 'en' };
  }
}

export function workspaceText(texts: WorkspaceTexts, key: WorkspaceKey, ...values: (string | number)[]): string {
  return texts[key].replace(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)] ?? ''));
}
