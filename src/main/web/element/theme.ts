import type { ChatKitOptions, FontSource, ThemeOptions } from './options';

/**
 * Sets the custom properties of a theme on the host. Every colour, size and font of the style sheets comes from such a property;
 * see `styles/base.ts` for their defaults.
 */
export function applyTheme(host: HTMLElement, option: ChatKitOptions['theme'], warn: (message: string) => void): void {
  const theme: ThemeOptions = typeof option === 'string' ? { colorScheme: option } : (option ?? {});
  host.dataset['colorScheme'] = theme.colorScheme ?? 'light';
  host.dataset['radius'] = theme.radius ?? 'pill';
  host.dataset['density'] = theme.density ?? 'normal';
  const { grayscale, accent, surface } = theme.color ?? {};
  const set = (name: string, value: string | number | undefined) =>
    value === undefined ? host.style.removeProperty(name) : host.style.setProperty(name, String(value));
  set('--ck-font-size', theme.typography?.baseSize === undefined ? undefined : `${theme.typography.baseSize / 16}rem`);
  set('--ck-font', theme.typography?.fontFamily);
  set('--ck-font-mono', theme.typography?.fontFamilyMono);
  set('--ck-gray-hue', grayscale?.hue);
  set('--ck-gray-tint', grayscale?.tint);
  set('--ck-gray-shade', grayscale?.shade);
  set('--ck-accent', accent?.primary);
  set('--ck-accent-level', accent?.level);
  set('--ck-surface', surface?.background);
  set('--ck-surface-text', surface?.foreground);
  theme.typography?.fontSources?.forEach((source) => loadFont(source, warn));
}

const fonts = new Set<string>();

function loadFont(source: FontSource, warn: (message: string) => void): void {
  const id = JSON.stringify(source);
  if (!fonts.has(id)) {
    fonts.add(id);
    const descriptors: FontFaceDescriptors = { weight: String(source.weight ?? 'normal'), style: source.style ?? 'normal', display: source.display ?? 'swap' };
    if (source.unicodeRange) {
      descriptors.unicodeRange = source.unicodeRange;
    }
    const font = new FontFace(source.family, `url(${JSON.stringify(source.src)})`, descriptors);
    font.loaded.catch(() => warn(`The font ${source.family} cannot be loaded from ${source.src}`));
    document.fonts.add(font);
  }
}
