import { loadModule } from '../protocol/module';
type LucideModule = typeof import('../lazy/lucide');

let loading: Promise<LucideModule> | null = null;
const missing = new Set<string>();

/** An icon of Lucide. All of them are one module, loaded when the first one is shown. */
class LucideIcon extends HTMLElement {
  static readonly observedAttributes = ['name'];

  attributeChangedCallback(): void {
    void this.draw(this.getAttribute('name') ?? '');
  }

  private async draw(name: string): Promise<void> {
    loading ??= loadModule<LucideModule>('chatkit-ee/lucide.js', import.meta.url);
    try {
      const shapes = (await loading).lucide(name);
      if (name !== this.getAttribute('name')) {
        return;
      }
      const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
      svg.setAttribute('class', 'icon');
      svg.setAttribute('viewBox', '0 0 24 24');
      svg.setAttribute('aria-hidden', 'true');
      svg.append(...(shapes ?? []));
      this.replaceChildren(...(shapes ? [svg] : []));
      if (!shapes && !missing.has(name)) {
        missing.add(name);
        console.warn(`chatkit-ee: there is no icon lucide:${name}`);
      }
    } catch {
      // without its module an icon is left out; the next one tries again
      loading = null;
    }
  }
}

if (!customElements.get('ck-lucide')) {
  customElements.define('ck-lucide', LucideIcon);
}
