import { newIdempotencyKey, RequestError, type ChatKitClient, type FailureKind } from '../protocol/client';
import type {
  Action,
  Attachment,
  ClientToolCallItem,
  InferenceOptions,
  InputAnswer,
  ItemUpdate,
  Json,
  JsonObject,
  NoticeLevel,
  StreamEvent,
  Thread,
  ThreadItem,
  TurnRequest,
  UnknownEvent,
  UserContent,
  UserMessageItem,
  WidgetItem,
} from '../protocol/wire';
import { Observable } from './observable';
import { applyUpdate, type AnyItem } from './reducer';

/** Items of a page. The newest page is shown first; older ones are loaded as one scrolls back. */
const PAGE_SIZE = 50;
/** Seconds for which a message is sent again while the server is still working on the same one. */
const MAX_CONFLICT_SECONDS = 90;
/** Client tools that one turn may call in a row, so that two programs do not talk to each other for ever. */
const MAX_TOOL_CALLS = 20;

/** Milliseconds between two changes that pieces of a text make, at least: views render all that came in between at once. */
const DELTA_PAUSE = 50;

/** What a person wants to send. */
export interface Draft {
  content: UserContent[];
  attachments: Attachment[];
  quotedText: string | null;
  inference: InferenceOptions;
}

/** A message that the server has not confirmed. */
export interface PendingMessage {
  readonly draft: Draft;
  /** The same for each attempt, so that a message that arrived without a confirmation is not stored twice. */
  readonly key: string;
  /** Null while it is being sent. */
  readonly failure: RequestError | null;
  /** The thread that the message was sent to; null if it creates one. A repetition is the same request, also if it has been created. */
  readonly threadId: string | null;
  /** The last item when it was sent, so that a message that has arrived can be found. */
  readonly after: string | null;
}

/** A message as it is kept over a reload. */
export type UnsentMessage = Omit<PendingMessage, 'failure'> & {
  /** Why it was not sent; absent as long as nothing is known. */
  readonly reason?: { readonly kind: FailureKind; readonly detail: string | null };
};

export interface TurnError {
  /** What to say; null for the general text. */
  readonly message: string | null;
  readonly failure: RequestError | null;
  readonly retryable: boolean;
}

export interface Notice {
  readonly id: number;
  readonly level: NoticeLevel;
  readonly message: string;
  readonly title: string | null;
}

/** What a conversation needs from where it is shown. */
export interface ConversationHost {
  readonly client: ChatKitClient;
  readonly onClientTool: ((call: { name: string; params: JsonObject }) => Promise<unknown> | unknown) | undefined;
  threadCreated(conversation: Conversation): void;
  threadChanged(thread: Thread): void;
  turnStarted(conversation: Conversation): void;
  turnEnded(conversation: Conversation): void;
  /** A message is being sent. */
  messageSending(message: UnsentMessage): void;
  /** A message was not confirmed; it is kept. */
  messageFailed(message: UnsentMessage): void;
  /** The server has the message, or it was taken back. */
  messageSettled(message: UnsentMessage): void;
  clientEffect(name: string, data: JsonObject): void;
  failed(error: Error): void;
  log(name: string, data?: JsonObject): void;
}

/**
 * One thread, or the one that the first message will create: its items as far as they are loaded, the turn that is running, and
 * what went wrong. A conversation that is no longer shown goes on until its turn has ended.
 *
 * <p>Items are replaced, never changed, so that views compare identities. They are in the order of the thread.
 */
export class Conversation extends Observable {
  thread: Thread | null = null;
  items: readonly AnyItem[] = [];
  /** Whether items are older than the first one. */
  hasOlder = false;
  loading: 'thread' | 'older' | null = null;
  /** Why the thread, or its older items, could not be loaded. */
  loadFailure: RequestError | null = null;
  pending: PendingMessage | null = null;
  running = false;
  cancellable = true;
  progress: { icon: string | null; text: string } | null = null;
  error: TurnError | null = null;
  notices: readonly Notice[] = [];
  /** The items that the running turn has begun and not finished. */
  readonly streaming = new Set<string>();
  /** Feedback that was sent from here, by item. */
  readonly feedback = new Map<string, 'positive' | 'negative'>();

  private abort: AbortController | null = null;
  private olderCursor: string | undefined;
  private notice = 0;
  private toldAt = 0;
  private soon: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly host: ConversationHost,
    private id: string | null,
    unsent: UnsentMessage | null = null,
  ) {
    super();
    this.pending = unsent && { ...unsent, failure: new RequestError(unsent.reason?.kind ?? 'interrupted', 0, unsent.reason?.detail ?? null) };
  }

  get threadId(): string | null {
    return this.id;
  }

  /** Whether messages can be sent now. */
  get writable(): boolean {
    return !this.running && this.loading !== 'thread' && (this.thread?.status?.type ?? 'active') === 'active';
  }

  /** Waits until the thread is no longer being loaded. */
  async loaded(): Promise<void> {
    while (this.loading === 'thread') {
      await new Promise<void>((resolve) => {
        const end = this.subscribe(() => {
          end();
          resolve();
        });
      });
    }
  }

  /** Loads the thread and its newest items. */
  async load(): Promise<void> {
    if (!this.id || this.loading) {
      return;
    }
    this.loading = 'thread';
    this.loadFailure = null;
    this.changed();
    try {
      const [thread, page] = await Promise.all([
        this.host.client.call({ type: 'threads.get_by_id', params: { thread_id: this.id } }),
        this.host.client.call({ type: 'items.list', params: { thread_id: this.id, limit: PAGE_SIZE, order: 'desc' } }),
      ]);
      this.thread = thread;
      this.items = (page.data ?? []).toReversed();
      this.olderCursor = page.after ?? undefined;
      this.hasOlder = page.has_more && this.olderCursor !== undefined;
      this.settleIfArrived();
    } catch (error) {
      this.loadFailure = this.report(error);
    } finally {
      this.loading = null;
      this.changed();
    }
  }

  /** Loads the items before the first one. */
  async loadOlder(): Promise<void> {
    if (!this.id || !this.hasOlder || this.loading) {
      return;
    }
    this.loading = 'older';
    this.loadFailure = null;
    this.changed();
    try {
      const page = await this.host.client.call({
        type: 'items.list',
        params: { thread_id: this.id, limit: PAGE_SIZE, order: 'desc', after: this.olderCursor },
      });
      const known = new Set(this.items.map((item) => item.id));
      this.items = [...(page.data ?? []).filter((item) => !known.has(item.id)).toReversed(), ...this.items];
      this.olderCursor = page.after ?? undefined;
      this.hasOlder = page.has_more && this.olderCursor !== undefined;
    } catch (error) {
      this.loadFailure = this.report(error);
    } finally {
      this.loading = null;
      this.changed();
    }
  }

  /** Loads pages until an item is there. @returns whether it is */
  async loadUntil(itemId: string): Promise<boolean> {
    while (!this.items.some((item) => item.id === itemId)) {
      if (!this.hasOlder || this.loadFailure) {
        return false;
      }
      await this.loadOlder();
    }
    return true;
  }

  /** Takes over what has changed on the server: the thread, and its newest items. */
  async refresh(): Promise<void> {
    if (!this.id || this.running || this.loading) {
      return;
    }
    const [thread, page] = await Promise.all([
      this.host.client.call({ type: 'threads.get_by_id', params: { thread_id: this.id } }),
      this.host.client.call({ type: 'items.list', params: { thread_id: this.id, limit: PAGE_SIZE, order: 'desc' } }),
    ]);
    const newest = (page.data ?? []).toReversed();
    const first = this.items.findIndex((item) => item.id === newest[0]?.id);
    this.thread = thread;
    if (first < 0) {
      // nothing in common, or all of it is new
      this.olderCursor = page.after ?? undefined;
      this.hasOlder = page.has_more && this.olderCursor !== undefined;
    }
    this.items = first < 0 ? newest : [...this.items.slice(0, first), ...newest];
    this.settleIfArrived();
    this.changed();
    this.host.threadChanged(thread);
  }

  /** Takes over a title that was changed elsewhere. */
  retitle(title: string): void {
    if (this.thread) {
      this.thread = { ...this.thread, title };
      this.changed();
    }
  }

  /**
   * Sends a message. A failure is kept with the message, which can then be sent again or taken back.
   *
   * @returns when the turn has ended
   */
  async send(draft: Draft): Promise<void> {
    if (this.pending || !this.writable) {
      throw new Error('A message is being sent, or the thread takes none');
    }
    await this.deliver({ draft, key: newIdempotencyKey(), failure: null, threadId: this.id, after: this.items.at(-1)?.id ?? null });
  }

  /** Sends the message that has failed again. The server recognises it if it had arrived. */
  async resend(): Promise<void> {
    if (this.pending?.failure && this.writable) {
      await this.deliver({ ...this.pending, failure: null });
    }
  }

  /** Gives the message that has failed back, to be edited. */
  takeBack(): Draft | null {
    const draft = this.pending?.failure ? this.pending.draft : null;
    if (draft) {
      this.settle();
      this.changed();
    }
    return draft;
  }

  private async deliver(pending: PendingMessage): Promise<void> {
    this.pending = pending;
    this.error = null;
    const { failure: _, ...message } = pending;
    this.host.messageSending(message);
    const { draft } = pending;
    const input = {
      content: draft.content,
      attachments: draft.attachments.map((attachment) => attachment.id),
      ...(draft.quotedText ? { quoted_text: draft.quotedText } : {}),
      inference_options: draft.inference,
    };
    // without idempotency keys, the same request would create a second thread
    const threadId = this.host.client.connection.idempotencyKeys ? pending.threadId : this.id;
    await this.run(threadId ? { type: 'threads.add_user_message', params: { thread_id: threadId, input } } : { type: 'threads.create', params: { input } }, pending.key);
  }

  /** The server has the message. */
  private settle(): void {
    if (this.pending) {
      const { failure: _, ...message } = this.pending;
      this.pending = null;
      this.host.messageSettled(message);
    }
  }

  /** A message whose confirmation was lost, by a reload for example, may be among the items. */
  private settleIfArrived(): void {
    const { pending } = this;
    if (pending?.failure && arrived(pending, this.items)) {
      this.settle();
    }
  }

  private pendingFailed(failure: RequestError): void {
    if (this.pending) {
      this.pending = { ...this.pending, failure };
      const { failure: _, ...message } = this.pending;
      this.host.messageFailed({ ...message, reason: { kind: failure.kind, detail: failure.detail } });
    }
  }

  /** Answers a user message again. The items after it are removed. */
  async retry(userMessageId: string): Promise<void> {
    if (!this.id || this.running) {
      return;
    }
    const index = this.items.findIndex((item) => item.id === userMessageId);
    const before = this.items;
    this.items = index < 0 ? this.items : this.items.slice(0, index + 1);
    const accepted = await this.run({ type: 'threads.retry_after_item', params: { thread_id: this.id, item_id: userMessageId } });
    if (!accepted) {
      this.items = before;
      this.changed();
    }
  }

  /** Answers the last user message again. */
  async retryLast(): Promise<void> {
    const last = this.items.findLast((item) => item.type === 'user_message');
    if (last) {
      await this.retry(last.id);
    }
  }

  /** Answers the questions of an item; what is not answered is skipped. */
  async answer(itemId: string, status: 'answered' | 'skipped', answers: Record<string, InputAnswer>): Promise<boolean> {
    return this.id !== null && this.run({ type: 'threads.add_structured_input', params: { thread_id: this.id, item_id: itemId, input: { status, answers } } });
  }

  /** Sends an action, whose response is a turn. */
  async act(action: Action, itemId?: string): Promise<boolean> {
    if (!this.id) {
      throw new Error('An action needs a thread');
    }
    return this.run({ type: 'threads.custom_action', params: { thread_id: this.id, ...(itemId ? { item_id: itemId } : {}), action } });
  }

  /** Sends an action to which the server answers at once, with the changed item or nothing. */
  async actNow(action: Action, itemId: string): Promise<void> {
    if (!this.id) {
      throw new Error('An action needs a thread');
    }
    const response = await this.host.client.call({ type: 'threads.sync_custom_action', params: { thread_id: this.id, item_id: itemId, action } });
    if (response.updated_item) {
      this.put(response.updated_item);
      this.changed();
    }
  }

  async rate(itemIds: string[], kind: 'positive' | 'negative'): Promise<void> {
    if (!this.id) {
      return;
    }
    const before = itemIds.map((id) => [id, this.feedback.get(id)] as const);
    itemIds.forEach((id) => this.feedback.set(id, kind));
    this.changed();
    try {
      await this.host.client.call({ type: 'items.feedback', params: { thread_id: this.id, item_ids: itemIds, kind } });
    } catch (error) {
      before.forEach(([id, previous]) => (previous ? this.feedback.set(id, previous) : this.feedback.delete(id)));
      this.changed();
      throw error;
    }
  }

  /** Ends the running turn at once. What has been said stays. */
  stop(): void {
    this.abort?.abort();
  }

  dismissNotice(id: number): void {
    this.notices = this.notices.filter((notice) => notice.id !== id);
    this.changed();
  }

  dismissError(): void {
    this.error = null;
    this.changed();
  }

  /** Runs a turn, and the turns of the client tools that it calls. @returns whether the server has accepted the request */
  private async run(request: TurnRequest, key = newIdempotencyKey()): Promise<boolean> {
    if (this.running) {
      throw new Error('A turn is running');
    }
    this.running = true;
    this.cancellable = true;
    this.error = null;
    this.notices = [];
    const abort = (this.abort = new AbortController());
    this.changed();
    this.host.turnStarted(this);
    let accepted = false;
    try {
      accepted = await this.consume(request, key, abort.signal);
      for (let calls = 0; calls < MAX_TOOL_CALLS; calls++) {
        const output = await this.callClientTool(abort.signal);
        if (!output || !this.id) {
          break;
        }
        await this.consume({ type: 'threads.add_client_tool_output', params: { thread_id: this.id, result: output.result } }, newIdempotencyKey(), abort.signal);
      }
    } finally {
      this.running = false;
      this.abort = null;
      this.progress = null;
      this.streaming.clear();
      this.changed();
      this.host.turnEnded(this);
    }
    return accepted;
  }

  private async consume(request: TurnRequest, key: string, signal: AbortSignal): Promise<boolean> {
    let accepted = false;
    try {
      for await (const event of this.events(request, key, signal)) {
        accepted = true;
        this.apply(event as StreamEvent);
        if (isDelta(event)) {
          this.changedSoon();
        } else {
          this.changed();
        }
      }
      accepted = true;
      if (this.streaming.size > 0 && !this.error && !signal.aborted) {
        // the end of the stream, but not of what was said in it
        this.turnFailed(this.report(new RequestError('interrupted', 0, null)));
      }
    } catch (error) {
      if (!signal.aborted) {
        this.turnFailed(this.report(error));
      }
    }
    if (this.pending && !this.pending.failure) {
      // stopped, rejected by an event, or ended without a confirmation
      const kind = signal.aborted ? 'interrupted' : this.error ? 'rejected' : 'malformed';
      this.pendingFailed(new RequestError(kind, 0, this.error?.message ?? null));
      this.error = null;
    }
    return accepted;
  }

  protected override changed(): void {
    clearTimeout(this.soon);
    this.soon = undefined;
    this.toldAt = performance.now();
    super.changed();
  }

  private changedSoon(): void {
    const wait = this.toldAt + DELTA_PAUSE - performance.now();
    if (wait <= 0) {
      this.changed();
    } else {
      this.soon ??= setTimeout(() => this.changed(), wait);
    }
  }

  /** The events of a turn. If the server is still working on the same request, which was sent before, it is asked again. */
  private async *events(request: TurnRequest, key: string, signal: AbortSignal): AsyncGenerator<StreamEvent | UnknownEvent> {
    const end = Date.now() + MAX_CONFLICT_SECONDS * 1000;
    for (;;) {
      try {
        yield* this.host.client.turn(request, key, signal);
        return;
      } catch (error) {
        const seconds = error instanceof RequestError && error.kind === 'conflict' ? error.retryAfter : null;
        if (seconds === null || signal.aborted || Date.now() + seconds * 1000 > end) {
          throw error;
        }
        await pause(Math.max(seconds, 1) * 1000, signal);
      }
    }
  }

  private turnFailed(failure: RequestError): void {
    if (this.pending) {
      this.pendingFailed(failure);
    } else {
      this.error = { message: null, failure, retryable: failure.retryable };
    }
  }

  private report(error: unknown): RequestError {
    const failure = error instanceof RequestError ? error : new RequestError('malformed', 0, null, null, { cause: error });
    this.host.failed(failure);
    return failure;
  }

  private apply(event: StreamEvent | UnknownEvent): void {
    const known = event as StreamEvent;
    switch (known.type) {
      case 'thread.created':
        this.thread = known.thread;
        if (this.id !== known.thread.id) {
          this.id = known.thread.id;
          this.host.threadCreated(this);
        }
        break;
      case 'thread.updated':
        this.thread = known.thread;
        this.host.threadChanged(known.thread);
        break;
      case 'thread.item.added':
        this.streaming.add(known.item.id);
        this.put(known.item);
        break;
      case 'thread.item.updated':
        this.update(known.item_id, known.update);
        break;
      case 'thread.item.done':
        this.streaming.delete(known.item.id);
        if (known.item.type === 'user_message') {
          this.settle();
        }
        this.put(known.item);
        break;
      case 'thread.item.replaced':
        this.put(known.item);
        break;
      case 'thread.item.removed':
        this.streaming.delete(known.item_id);
        this.items = this.items.filter((item) => item.id !== known.item_id);
        break;
      case 'stream_options':
        this.cancellable = known.stream_options?.allow_cancel !== false;
        break;
      case 'progress_update':
        this.progress = { icon: known.icon ?? null, text: known.text };
        break;
      case 'client_effect':
        this.host.clientEffect(known.name, known.data ?? {});
        break;
      case 'notice':
        this.notices = [...this.notices, { id: ++this.notice, level: known.level, message: known.message, title: known.title ?? null }];
        break;
      case 'error':
        this.error = { message: known.message ?? null, failure: null, retryable: known.allow_retry };
        this.host.failed(new Error(known.message ?? known.code));
        break;
      default:
        this.host.log('unknown.event', { type: event.type });
    }
    if (known.type === 'thread.item.added' || known.type === 'thread.item.done') {
      this.progress = null;
    }
  }

  private update(itemId: string, update: ItemUpdate): void {
    const index = this.items.findLastIndex((item) => item.id === itemId);
    const item = this.items[index];
    if (item) {
      this.items = this.items.with(index, applyUpdate(item, update));
    }
  }

  /** Replaces the item with the same ID, or appends. */
  private put(item: AnyItem): void {
    const index = this.items.findLastIndex((other) => other.id === item.id);
    this.items = index < 0 ? [...this.items, item] : this.items.with(index, item);
  }

  private async callClientTool(signal: AbortSignal): Promise<{ result: Json } | null> {
    const last = this.items.at(-1) as ThreadItem | undefined;
    if (signal.aborted || this.error || last?.type !== 'client_tool_call' || last.status !== 'pending') {
      return null;
    }
    const call: ClientToolCallItem = last;
    let result: Json;
    if (!this.host.onClientTool) {
      this.host.failed(new Error(`No onClientTool option for the client tool ${call.name}`));
      return null;
    }
    try {
      result = ((await this.host.onClientTool({ name: call.name, params: call.arguments ?? {} })) ?? {}) as Json;
    } catch (error) {
      this.host.failed(error instanceof Error ? error : new Error(String(error)));
      result = { error: error instanceof Error ? error.message : String(error) };
    }
    this.put({ ...call, status: 'completed', output: result });
    this.changed();
    return { result };
  }

  /** The item of a widget as `onAction` receives it. */
  widgetItem(itemId: string): WidgetItem | null {
    const item = this.items.find((other) => other.id === itemId);
    return item?.type === 'widget' ? (item as WidgetItem) : null;
  }
}

function isDelta(event: StreamEvent | UnknownEvent): boolean {
  return event.type === 'thread.item.updated' && String((event as { update?: { type?: unknown } }).update?.type).endsWith('_delta');
}

/** Whether a message is among the items that came after it was sent. */
function arrived({ draft, after }: PendingMessage, items: readonly AnyItem[]): boolean {
  const sent = fingerprint(draft.content, draft.attachments);
  return items.slice(items.findIndex((item) => item.id === after) + 1).some((item) => {
    const message = item as UserMessageItem;
    return item.type === 'user_message' && Array.isArray(message.content) && fingerprint(message.content, message.attachments ?? []) === sent;
  });
}

function fingerprint(content: readonly UserContent[], attachments: readonly Attachment[]): string {
  return JSON.stringify([content.map((part) => [part?.type, part?.text]), attachments.map((attachment) => attachment?.id)]);
}

/** Waits; ends early with the signal. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end, { once: true });
  });
}
