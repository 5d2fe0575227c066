import { html, nothing } from 'lit';
import { icon } from '../icons/icons';
import type { Suggestion, Suggestions } from './suggestions';
import { define, View } from './view';

export const LISTBOX_ID = 'ck-suggestions';

export function optionId(index: number): string {
  return `ck-suggestion-${index}`;
}

/** The entities or commands that are found while one writes. The focus stays in the editor. */
export class SuggestionsView extends View {
  static override properties = { ...View.properties, suggestions: { attribute: false } };
  declare suggestions: Suggestions;

  protected override watched() {
    return [this.suggestions];
  }

  protected override render() {
    const { suggestions } = this;
    if (!suggestions.open) {
      return nothing;
    }
    const label = this.t(suggestions.sign === '@' ? 'composer.entities' : 'composer.commands');
    return html`<div class="popup" @pointerdown=${(event: Event) => event.preventDefault()}>
      ${suggestions.options.length > 0
        ? html`<div id=${LISTBOX_ID} role="listbox" tabindex="0" aria-label=${label} aria-busy=${suggestions.loading ? 'true' : 'false'}>${this.groups()}</div>`
        : nothing}
      ${this.status()}
    </div>`;
  }

  private status() {
    const { suggestions } = this;
    if (suggestions.failed) {
      return html`<p class="hint" role="alert">${this.t('composer.suggestions.failed')}</p>`;
    }
    if (suggestions.options.length > 0) {
      return nothing;
    }
    return html`<p class="hint">${this.t(suggestions.loading ? 'composer.suggestions.loading' : 'composer.suggestions.none')}</p>`;
  }

  private groups() {
    const { options } = this.suggestions;
    const groups: { name: string | null; from: number; options: Suggestion[] }[] = [];
    options.forEach((option, index) => {
      const last = groups.at(-1);
      if (last && last.name === option.group) {
        last.options.push(option);
      } else {
        groups.push({ name: option.group, from: index, options: [option] });
      }
    });
    return groups.map(({ name, from, options: members }) => {
      const rows = members.map((option, index) => this.option(option, from + index));
      return name ? html`<div role="group" aria-label=${name}><div class="group" aria-hidden="true">${name}</div>${rows}</div>` : rows;
    });
  }

  private option(option: Suggestion, index: number) {
    const { suggestions } = this;
    return html`<div
      id=${optionId(index)}
      role="option"
      aria-selected=${index === suggestions.active ? 'true' : 'false'}
      @pointermove=${() => suggestions.point(index)}
      @click=${() => void suggestions.choose(option)}
    >
      ${icon(option.icon ?? '')}
      <span class="label">${option.label}</span>
      ${option.description ? html`<span class="description">${option.description}</span>` : nothing}
    </div>`;
  }

  protected override updated(): void {
    this.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }
}

define('ck-suggestions', SuggestionsView);
