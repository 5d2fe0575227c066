import { html, nothing } from 'lit';
import type { Entity } from '../../element/options';
import { icon } from '../../icons/icons';
import type { Annotation, JsonObject, Source } from '../../protocol/wire';
import '../entity-view';
import { day, instant } from '../format';
import { linkAddress } from '../images';
import type { Marker } from '../markdown/markers';
import { objectsOf, textOf } from '../values';
import { define, Part } from '../view';

/** A source, checked. */
export interface SourceEntry {
  /** The same for the same source. */
  readonly key: string;
  readonly number: number;
  readonly type: 'url' | 'file' | 'entity';
  readonly title: string;
  /** Where it is from: who is named, the host of an address, or the name of a file. */
  readonly origin: string;
  readonly description: string;
  readonly group: string;
  readonly timestamp: unknown;
  readonly address: string | null;
  readonly entity: Entity | null;
  readonly inlineLabel: string;
}

/** The sources of a list, each once, numbered. */
export function sourceEntries(sources: readonly (Source | null | undefined)[]): SourceEntry[] {
  const entries = new Map<string, SourceEntry>();
  for (const source of objectsOf(sources as Source[])) {
    const entry = checked(source, entries.size + 1);
    if (entry && !entries.has(entry.key)) {
      entries.set(entry.key, entry);
    }
  }
  return [...entries.values()];
}

function checked(source: Source, number: number): SourceEntry | null {
  const common = {
    number,
    title: textOf(source.title, 500),
    description: textOf(source.description, 1000),
    group: textOf(source.group, 200),
    timestamp: source.timestamp,
    address: null,
    entity: null,
    inlineLabel: '',
  };
  switch (source.type) {
    case 'url': {
      const address = linkAddress(source.url);
      const origin = textOf(source.attribution, 200) || (address ? new URL(address).hostname.replace(/^www\./, '') : '');
      return { ...common, key: `url ${source.url}`, type: 'url', origin, address, title: common.title || origin };
    }
    case 'file': {
      const name = textOf(source.filename, 300);
      return { ...common, key: `file ${name} ${common.title}`, type: 'file', title: common.title || name, origin: common.title && common.title !== name ? name : '' };
    }
    case 'entity': {
      const entity: Entity = {
        id: textOf(source.id, 1000),
        title: common.title,
        interactive: source.interactive === true,
        ...(typeof source.icon === 'string' ? { icon: source.icon } : {}),
        ...(common.group ? { group: common.group } : {}),
        ...(source.data && typeof source.data === 'object' ? { data: source.data as JsonObject as Record<string, string> } : {}),
      };
      return { ...common, key: `entity ${entity.id}`, type: 'entity', origin: textOf(source.label, 200), entity, inlineLabel: textOf(source.inline_label, 60) };
    }
    default:
      return null;
  }
}

/** The sources of annotations, and where in the text they are named. */
export function citations(annotations: readonly Annotation[] | null | undefined): { entries: SourceEntry[]; markers: Marker[] } {
  const list = objectsOf(annotations);
  const entries = sourceEntries(list.map((annotation) => annotation.source));
  const byKey = new Map(entries.map((entry) => [entry.key, entry]));
  const markers = list.flatMap((annotation) => {
    const source = annotation.source && typeof annotation.source === 'object' ? checked(annotation.source, 0) : null;
    const entry = source && byKey.get(source.key);
    return entry && Number.isInteger(annotation.index) ? [{ index: annotation.index as number, entry }] : [];
  });
  return { entries, markers };
}

/** A list of sources, which a button opens: `<ck-sources .chat .entries>`. */
export class SourcesView extends Part {
  static override properties = { ...Part.properties, entries: { attribute: false }, open: { type: Boolean } };
  declare entries: readonly SourceEntry[];
  declare open: boolean;

  /** Opens the list at a source. */
  async showSource(number: number): Promise<void> {
    this.open = true;
    await this.updateComplete;
    this.querySelector<HTMLElement>(`[data-number="${number}"]`)?.focus();
  }

  protected override content() {
    if (this.entries.length === 0) {
      return nothing;
    }
    return html`<button type="button" class="sources-toggle" aria-expanded=${Boolean(this.open)} @click=${() => (this.open = !this.open)}>
        ${icon(this.open ? 'chevron-up' : 'chevron-down')}<span>${this.t('sources.title', this.entries.length)}</span>
      </button>
      ${this.open ? sourceGroups(this.entries).map(([group, entries]) => this.group(group, entries)) : nothing}`;
  }

  private group(name: string, entries: readonly SourceEntry[]) {
    return html`${name ? html`<div class="source-group">${name}</div>` : nothing}
      <ol class="source-list">
        ${entries.map((entry) => html`<li tabindex="-1" data-number=${entry.number}>
          <span class="source-number" aria-hidden="true">${entry.number}</span>
          <div>${this.name(entry)}${this.details(entry)}</div>
        </li>`)}
      </ol>`;
  }

  private name(entry: SourceEntry) {
    if (entry.entity) {
      return html`<ck-entity .chat=${this.chat} .entity=${entry.entity} .label=${entry.title}></ck-entity>`;
    }
    return entry.address ? sourceLink(entry.address, entry.title) : html`<span class="source-title">${entry.title}</span>`;
  }

  private details(entry: SourceEntry) {
    const date = instant(entry.timestamp);
    const origin = [entry.origin, date ? day(this.chat, date) : ''].filter((part) => part !== '').join(' · ');
    return html`${origin ? html`<div class="muted">${origin}</div>` : nothing}${entry.description ? html`<div class="muted">${entry.description}</div>` : nothing}`;
  }
}

export function sourceLink(address: string, title: string) {
  return html`<a class="source-title" href=${address} target="_blank" rel="noopener noreferrer nofollow">${title}</a>`;
}

function sourceGroups(entries: readonly SourceEntry[]): [string, SourceEntry[]][] {
  const groups = new Map<string, SourceEntry[]>();
  entries.forEach((entry) => groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry]));
  return [...groups];
}

define('ck-sources', SourcesView);
