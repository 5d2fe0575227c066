import { newIdempotencyKey, RequestError, TurnPosition, type ChatKitClient, type FailureKind } from '../protocol/client';
import { resumed } from '../protocol/resume';
import { pause } from '../protocol/wake';
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
  Page,
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

/** Milliseconds for which the end of a turn is awaited that was told to end. */
const STOP_TIME = 3000;
/** Milliseconds before each further attempt to tell that to the server. */
const STOP_WAITS = [1000, 4000, 15_000];
/** Milliseconds between two questions whether a turn is running. */
const TURNS_PAUSE = 2000;

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
  /** Whether the running turn was begun by another page: in another tab, on another device, or before this one was loaded. */
  elsewhere = false;
  /** Whether the connection of the running turn is lost and is being replaced. */
  reconnecting = false;
  progress: { icon: string | null; text: string } | null = null;
  error: TurnError | null = null;
  notices: readonly Notice[] = [];
  /** The items that the running turn has begun and not finished. */
  readonly streaming = new Set<string>();
  /** Feedback that was sent from here, by item. */
  readonly feedback = new Map<string, 'positive' | 'negative'>();

  private abort: AbortController | null = null;
  /** The turn whose events are being received. */
  private turn: TurnPosition | null = null;
  /** Whether the response of the turn has begun. */
  private opened = false;
  private stopping = false;
  /** Whether a turn was given up that may have gone on. */
  private lost = false;
  private askedAt = -Infinity;
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
    const turn = this.runningTurn();
    try {
      const [thread, page] = await this.newest(this.id);
      this.thread = thread;
      this.items = (page.data ?? []).toReversed();
      this.olderCursor = page.after ?? undefined;
      this.hasOlder = page.has_more && this.olderCursor !== undefined;
      this.settleIfArrived();
      // not before it is told that the thread is loaded
      setTimeout(() => void this.followRunning(turn));
    } catch (error) {
      this.loadFailure = this.report(error);
    } finally {
      this.loading = null;
      this.changed();
    }
  }

  private async newest(threadId: string): Promise<[Thread, Page<ThreadItem>]> {
    return Promise.all([
      this.host.client.call({ type: 'threads.get_by_id', params: { thread_id: threadId } }),
      this.host.client.call({ type: 'items.list', params: { thread_id: threadId, limit: PAGE_SIZE, order: 'desc' } }),
    ]);
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
    const turn = this.runningTurn();
    const [thread, page] = await this.newest(this.id);
    // a message may have been sent meanwhile
    if (!this.running) {
      this.replaceNewest(thread, page);
      setTimeout(() => void this.followRunning(turn));
    }
  }

  /**
   * Follows the turn that is running, if one is that was begun elsewhere; if a turn was given up, shows what has become of it. For
   * pages that are seen again: it costs one request, and none shortly after another one.
   */
  async lookForTurn(): Promise<void> {
    if (!this.id || !this.thread || this.running || this.loading || performance.now() - this.askedAt < TURNS_PAUSE) {
      return;
    }
    const turn = await this.runningTurn();
    if (turn === null && !this.lost) {
      return;
    }
    const newest = await this.newest(this.id).catch(() => null);
    if (newest && !this.running && !this.loading) {
      this.replaceNewest(...newest);
      if (this.lost) {
        this.lost = false;
        this.dismissError();
      }
      await this.followRunning(Promise.resolve(turn));
    }
  }

  /** The ID of the turn that is running in the thread, null if there is none or if the server has no turns to resume. */
  private async runningTurn(): Promise<string | null> {
    const { client } = this.host;
    if (!this.id || !client.resumes || client.hasTurns === false) {
      return null;
    }
    this.askedAt = performance.now();
    try {
      return (await client.runningTurns(this.id)).at(-1)?.id ?? null;
    } catch (error) {
      if (error instanceof RequestError && error.kind === 'not-found') {
        await this.loaded();
        if (this.thread) {
          client.turnsNotFound();
        }
      }
      return null;
    }
  }

  /** Follows a turn whose thread is loaded. */
  private async followRunning(found: Promise<string | null>): Promise<void> {
    const turn = await found;
    if (this.running || this.loading === 'thread') {
      return;
    }
    if (turn !== null) {
      await this.follow(turn);
    } else if (this.id && this.host.client.hasTurns && this.items.at(-1)?.type === 'user_message') {
      // the turn may have ended after the items were read and before the turns were
      const newest = await this.newest(this.id).catch(() => null);
      if (newest && !this.running && !this.loading) {
        this.replaceNewest(...newest);
      }
    }
  }

  private replaceNewest(thread: Thread, page: Page<ThreadItem>): void {
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

  /**
   * Ends the running turn. What has been said stays. A turn that would go on without its connection is cancelled, and what it still
   * says is received; a second call does not wait for that.
   */
  stop(): void {
    const { abort, turn } = this;
    const mayGoOn = turn !== null && (turn.id !== null || (!this.opened && this.host.client.hasTurns !== false));
    if (!abort || this.stopping || !mayGoOn) {
      abort?.abort();
      if (turn?.named && !this.stopping) {
        // servers can be configured to go on with every turn
        void this.cancel(turn.named, null);
      }
      return;
    }
    this.stopping = true;
    setTimeout(() => abort.abort(), STOP_TIME);
    if (turn.id !== null) {
      void this.cancel(turn.id, abort);
    }
  }

  /** Tells the server to end a turn. If that is not possible, its response is not received any longer. */
  private async cancel(turnId: string, abort: AbortController | null): Promise<void> {
    const { client } = this.host;
    for (let attempt = 0; ; attempt++) {
      try {
        await client.cancelTurn(turnId);
        return;
      } catch (error) {
        const wait = STOP_WAITS[attempt];
        if (wait === undefined || !(error instanceof RequestError && error.retryable)) {
          this.host.log('cancel.failed', { turnId });
          abort?.abort();
          return;
        }
        await pause(wait, new AbortController().signal, true);
      }
    }
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
    return this.occupy(async (signal) => {
      const accepted = await this.request(request, key, signal);
      for (let calls = 0; calls < MAX_TOOL_CALLS; calls++) {
        const output = await this.callClientTool(signal);
        if (!output || !this.id) {
          break;
        }
        await this.request({ type: 'threads.add_client_tool_output', params: { thread_id: this.id, result: output.result } }, newIdempotencyKey(), signal);
      }
      return accepted;
    });
  }

  /**
   * Follows a turn that was begun elsewhere, from its beginning. Its effects and client tools are for the page that began it.
   */
  private async follow(turnId: string): Promise<void> {
    this.elsewhere = true;
    await this.occupy((signal) => this.consume(null, new TurnPosition(turnId), signal));
  }

  /** Does something that is the only such thing, and that `stop` ends. */
  private async occupy<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (this.running) {
      throw new Error('A turn is running');
    }
    this.running = true;
    this.cancellable = true;
    this.stopping = false;
    this.lost = false;
    this.error = null;
    this.notices = [];
    this.abort = new AbortController();
    this.changed();
    this.host.turnStarted(this);
    try {
      return await work(this.abort.signal);
    } finally {
      this.running = false;
      this.elsewhere = false;
      this.abort = null;
      this.progress = null;
      this.streaming.clear();
      this.changed();
      this.host.turnEnded(this);
    }
  }

  private request(request: TurnRequest, key: string, signal: AbortSignal): Promise<boolean> {
    const position = new TurnPosition();
    return this.consume(this.events(request, key, signal, position), position, signal);
  }

  /** Receives a turn to its end. @returns whether there was an event or an end */
  private async consume(events: AsyncGenerator<StreamEvent | UnknownEvent> | null, position: TurnPosition, signal: AbortSignal): Promise<boolean> {
    let accepted = false;
    this.turn = position;
    this.opened = events === null;
    try {
      const progress = { incomplete: () => this.incomplete, reconnecting: (lost: boolean) => this.setReconnecting(lost) };
      for await (const event of resumed(() => this.host.client, events, position, signal, progress)) {
        accepted = true;
        this.apply(event as StreamEvent);
        if (isDelta(event)) {
          this.changedSoon();
        } else {
          this.changed();
        }
      }
      accepted = true;
      if (this.streaming.size > 0 && !this.error && !signal.aborted && !this.stopping) {
        // the end of the stream, but not of what was said in it
        await this.recover(position, new RequestError('interrupted', 0, null), true);
      }
    } catch (error) {
      if (!signal.aborted && !this.stopping) {
        await this.recover(position, error, error instanceof RequestError && error.kind === 'not-found');
      }
    }
    this.turn = null;
    this.reconnecting = false;
    if (this.stopping) {
      this.abort?.abort();
    }
    if (this.pending && !this.pending.failure) {
      // stopped, rejected by an event, or ended without a confirmation
      const kind = signal.aborted ? 'interrupted' : this.error ? 'rejected' : 'malformed';
      this.pendingFailed(new RequestError(kind, 0, this.error?.message ?? null));
      this.error = null;
      this.settleIfArrived();
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

  /** Whether there must be more events of the turn, even if its stream has ended: proxies end responses as if they were complete. */
  private get incomplete(): boolean {
    if (this.error || this.stopping) {
      return false;
    }
    const unconfirmed = this.pending !== null && this.pending.failure === null;
    return unconfirmed || this.streaming.size > 0 || this.progress !== null || ['user_message', 'workflow', 'task'].includes(this.items.at(-1)?.type ?? '');
  }

  private setReconnecting(lost: boolean): void {
    if (this.reconnecting !== lost) {
      this.reconnecting = lost;
      this.changed();
    }
  }

  /**
   * A turn has failed, or what it has said is incomplete.
   *
   * @param over whether the server has nothing more to say about the turn, so that what there is of it is among the items
   */
  private async recover(position: TurnPosition, error: unknown, over: boolean): Promise<void> {
    if (position.id !== null && over && this.id) {
      const newest = await this.newest(this.id).catch(() => null);
      if (newest) {
        this.streaming.clear();
        this.replaceNewest(...newest);
        if (this.items.at(-1)?.type !== 'user_message') {
          return;
        }
        error = new RequestError('interrupted', 0, null);
      }
    }
    const failure = this.report(error);
    this.lost = position.id !== null && failure.retryable;
    this.turnFailed(failure);
  }

  /** The events of a turn. If the server is still working on the same request, which was sent before, it is asked again. */
  private async *events(request: TurnRequest, key: string, signal: AbortSignal, position: TurnPosition): AsyncGenerator<StreamEvent | UnknownEvent> {
    const end = Date.now() + MAX_CONFLICT_SECONDS * 1000;
    for (;;) {
      try {
        yield* this.host.client.turn(request, key, signal, position, () => this.begun(position));
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

  /** The response of a turn has begun. If it was stopped before, it is known now how. */
  private begun(position: TurnPosition): void {
    this.opened = true;
    if (this.stopping && this.abort) {
      if (position.id === null) {
        this.abort.abort();
      } else {
        void this.cancel(position.id, this.abort);
      }
    }
  }

  private turnFailed(failure: RequestError): void {
    if (this.pending && !this.elsewhere) {
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
        if (this.elsewhere) {
          // its title may have changed since
          break;
        }
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
        if (!this.complete(known.item.id)) {
          this.streaming.add(known.item.id);
          this.put(known.item);
        }
        break;
      case 'thread.item.updated':
        this.update(known.item_id, known.update);
        break;
      case 'thread.item.done':
        this.streaming.delete(known.item.id);
        this.put(known.item);
        if (known.item.type === 'user_message') {
          if (this.elsewhere) {
            this.settleIfArrived();
          } else {
            this.settle();
          }
        }
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
        if (this.elsewhere) {
          this.host.log('effect.ignored', { name: known.name });
        } else {
          this.host.clientEffect(known.name, known.data ?? {});
        }
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
    if (item && !(this.complete(itemId) && isAddition(update))) {
      this.items = this.items.with(index, applyUpdate(item, update));
    }
  }

  /** Whether an item of a turn that is followed from its beginning was loaded, so that what the turn adds to it is in it. */
  private complete(itemId: string): boolean {
    return this.elsewhere && !this.streaming.has(itemId) && this.items.some((item) => item.id === itemId);
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

/** Whether an update must not be applied twice, or would remove what came after it. */
function isAddition(update: ItemUpdate): boolean {
  return update.type.startsWith('assistant_message.') || update.type.endsWith('_delta');
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
