import { html, nothing } from 'lit';
import type { Entity } from '../element/options';
import { icon } from '../icons/icons';
import type { InputTag, WidgetNode } from '../protocol/wire';
import '../widgets/widget-view';
import { textOf } from './values';
import { define, Part, styles } from './view';

/** Milliseconds that the pointer rests before a preview is shown, and leaves before it is gone. */
const SHOW_DELAY = 300;
const HIDE_DELAY = 150;
/** The room that a preview needs, in pixels. */
const PREVIEW_SPACE = 240;

/** An entity as the page knows it, from a tag of a message. */
export function entityOfTag(tag: InputTag): Entity {
  return {
    id: textOf(tag.id, 1000),
    title: textOf(tag.text, 1000),
    interactive: tag.interactive === true,
    ...(typeof tag.group === 'string' ? { group: tag.group } : {}),
    ...(tag.data && typeof tag.data === 'object' ? { data: tag.data as Record<string, string> } : {}),
  };
}

/**
 * An entity in a message or among its sources. One that is interactive can be clicked, and is previewed when the pointer rests on
 * it or it has the focus, if the page has functions for that.
 */
export class EntityView extends Part {
  static override properties = {
    ...Part.properties,
    entity: { attribute: false },
    label: { attribute: false },
    preview: { state: true },
    place: { state: true },
  };
  declare entity: Entity;
  /** What is shown; the title if it is empty. */
  declare label: string;
  declare preview: WidgetNode | null;
  declare place: Record<string, string> | null;

  private requested = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.addEventListener('pointerenter', () => this.later(this.show, SHOW_DELAY));
    this.addEventListener('pointerleave', () => this.later(this.hide, HIDE_DELAY));
    this.addEventListener('focusin', () => this.later(this.show, SHOW_DELAY));
    this.addEventListener('focusout', () => this.later(this.hide, HIDE_DELAY));
    this.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && this.place) {
        event.stopPropagation();
        this.hide();
      }
    });
  }

  protected override content() {
    const { entity } = this;
    const { entities } = this.chat.options;
    const label = html`${entity.icon ? icon(entity.icon) : nothing}<span>${this.label || entity.title}</span>`;
    if (!entity.interactive || !(entities?.onClick || entities?.onRequestPreview)) {
      return html`<span class="entity" title=${entity.title}>${label}</span>`;
    }
    return html`<button type="button" class="entity" aria-expanded=${entities.onRequestPreview ? String(this.place !== null && this.place !== undefined) : nothing} @click=${this.clicked}>${label}</button>${this.place
        ? html`<div class="entity-preview" popover="manual" role="group" aria-label=${entity.title} ${styles(this.place)}>
            ${this.preview
              ? html`<ck-widget .chat=${this.chat} .widget=${this.preview} .itemId=${null}></ck-widget>`
              : html`<span class="muted">${this.t('loading')}</span>`}
          </div>`
        : nothing}`;
  }

  protected override updated(): void {
    const popover = this.querySelector<HTMLElement>('.entity-preview');
    if (popover && !popover.matches(':popover-open')) {
      popover.showPopover();
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
    this.place = null;
  }

  private readonly clicked = () => {
    const { entities } = this.chat.options;
    if (entities?.onClick) {
      entities.onClick(this.entity);
    } else {
      void this.show();
    }
  };

  private later(action: () => unknown, delay: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(action, delay);
  }

  private readonly show = async () => {
    const request = this.chat.options.entities?.onRequestPreview;
    if (!request || !this.entity.interactive || this.place) {
      return;
    }
    this.place = this.placeBeside();
    if (this.requested) {
      return;
    }
    this.requested = true;
    try {
      const { preview } = await request(this.entity);
      this.preview = preview;
      if (!preview) {
        this.hide();
      }
    } catch (error) {
      this.chat.failed(error instanceof Error ? error : new Error(String(error)));
      this.requested = false;
      this.hide();
    }
  };

  private readonly hide = () => {
    this.place = null;
  };

  /** Below the entity, or above it where there is more room. */
  private placeBeside(): Record<string, string> {
    const box = this.getBoundingClientRect();
    const below = innerHeight - box.bottom > PREVIEW_SPACE || box.top < innerHeight / 2;
    return {
      left: `${Math.max(8, Math.min(box.left, innerWidth - 340))}px`,
      ...(below ? { top: `${box.bottom + 4}px`, bottom: 'auto' } : { bottom: `${innerHeight - box.top + 4}px`, top: 'auto' }),
    };
  }
}

define('ck-entity', EntityView);
