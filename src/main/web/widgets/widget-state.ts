import type { Chat } from '../element/chat';
import type { RequestError } from '../protocol/client';
import type { Action, Json, JsonObject } from '../protocol/wire';
import { mergePayload, putValue, type ActionConfig, type Trigger } from './actions';
import { formValues, type Entries } from './fields';
import { Signal } from './kit';

/** An action with all that is sent of it, so that it can be sent again. */
interface Prepared {
  readonly action: Action;
  readonly config: ActionConfig;
  readonly path: string;
  readonly loading: 'none' | 'self' | 'container';
  readonly change: boolean;
}

/** Why an action did not work, shown at the widget. */
export interface ActionFailure {
  /** What the server says, if it says anything. */
  readonly detail: string | null;
  readonly retry: () => void;
}

const states = new WeakMap<Chat, Map<string, WidgetState>>();

/**
 * What is not part of a widget itself: its running actions, what failed, what a person has entered and opened. It is kept while
 * the widget is not on the page.
 */
export class WidgetState {
  /** What the view watches. */
  readonly changes = new Signal();
  /** Counts changes that show in the nodes. */
  revision = 0;
  failure: ActionFailure | null = null;
  entries: Entries | null = null;

  private readonly open = new Set<string>();
  private readonly loadingPaths = new Map<string, number>();
  /** Changes that wait for the end of a turn; of each control the last. */
  private readonly waiting = new Map<string, Prepared>();

  private constructor(
    private readonly chat: Chat,
    private readonly itemId: string | null,
  ) {}

  /** The state of the widget of an item; a new one for a preview, which is none. */
  static of(chat: Chat, itemId: string | null): WidgetState {
    if (itemId === null) {
      return new WidgetState(chat, null);
    }
    let ofChat = states.get(chat);
    if (!ofChat) {
      states.set(chat, (ofChat = new Map()));
    }
    let state = ofChat.get(itemId);
    if (!state) {
      ofChat.set(itemId, (state = new WidgetState(chat, itemId)));
    }
    return state;
  }

  /** Whether the whole widget waits for an action. */
  get busy(): boolean {
    return this.loadingPaths.has('');
  }

  loading(path: string): boolean {
    return this.loadingPaths.has(path);
  }

  isOpen(path: string): boolean {
    return this.open.has(path);
  }

  setOpen(path: string, open: boolean): void {
    if (open) {
      this.open.add(path);
    } else {
      this.open.delete(path);
    }
    this.update();
  }

  dismiss(): void {
    this.failure = null;
    this.update();
  }

  /** Begins an action of a person. */
  trigger(trigger: Trigger): void {
    const { config } = trigger;
    const { payload, dropped } = mergePayload(config.payload, this.values(trigger));
    if (dropped.length > 0) {
      this.chat.failed(new Error(`The payload of the action ${config.type} has members with the names of fields, whose values are left out: ${dropped.join(', ')}`));
    }
    const action: Action = payload === undefined ? { type: config.type } : { type: config.type, payload: payload as JsonObject };
    const loading = config.loadingBehavior === 'auto' ? trigger.loading : config.loadingBehavior;
    void this.run({ action, config, path: trigger.path, loading, change: trigger.change });
  }

  /** Sends a change that had to wait. */
  flush(): void {
    const [path, prepared] = this.waiting.entries().next().value ?? [];
    if (path !== undefined && prepared && !this.chat.conversation.running) {
      this.waiting.delete(path);
      void this.run(prepared);
    }
  }

  private values(trigger: Trigger): JsonObject {
    const form = trigger.element.closest<HTMLFormElement>('form.w-form');
    const values = form ? formValues(form) : {};
    for (const [name, value] of form ? [] : Object.entries(trigger.own)) {
      putValue(values, name, value as Json);
    }
    return values;
  }

  private async run(prepared: Prepared): Promise<void> {
    const { config, loading } = prepared;
    if (config.handler === 'server' && config.streaming && this.chat.conversation.running) {
      if (prepared.change) {
        this.waiting.set(prepared.path, prepared);
      }
      return;
    }
    this.failure = null;
    const place = loading === 'container' ? '' : prepared.path;
    this.count(place, loading === 'none' ? 0 : 1);
    try {
      await this.send(prepared);
    } catch (error) {
      this.failure = { detail: (error as Partial<RequestError>).detail ?? null, retry: () => void this.run(prepared) };
    } finally {
      this.count(place, loading === 'none' ? 0 : -1);
    }
  }

  private async send({ action, config }: Prepared): Promise<void> {
    const { conversation } = this.chat;
    if (config.handler === 'client') {
      await this.callPage(action);
    } else if (config.streaming || this.itemId === null) {
      if (!(await conversation.act(action, this.itemId ?? undefined)) && conversation.error) {
        // it is said here, with the way to try it again
        const { failure } = conversation.error;
        conversation.dismissError();
        throw failure ?? new Error('The action was not accepted');
      }
    } else {
      try {
        await conversation.actNow(action, this.itemId);
      } catch (error) {
        this.chat.failed(error instanceof Error ? error : new Error(String(error)));
        throw error;
      }
    }
  }

  private async callPage(action: Action): Promise<void> {
    const { onAction } = this.chat.options.widgets ?? {};
    const item = this.itemId === null ? null : this.chat.conversation.widgetItem(this.itemId);
    try {
      if (typeof onAction !== 'function') {
        throw new Error(`No onAction option for the action ${action.type} of a widget`);
      }
      await onAction(action, { id: this.itemId ?? '', widget: item?.widget ?? { type: 'Basic' } });
    } catch (error) {
      this.chat.failed(error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
  }

  private count(path: string, change: number): void {
    const count = (this.loadingPaths.get(path) ?? 0) + change;
    if (count > 0) {
      this.loadingPaths.set(path, count);
    } else {
      this.loadingPaths.delete(path);
    }
    this.update();
  }

  private update(): void {
    this.revision++;
    this.changes.emit();
  }
}
