import { serverSentEvents } from './sse';
import { onWake } from './wake';
import type { DocumentRequest, Page, RunningTurn, StreamEvent, Thread, ThreadItem, TurnRequest, UnknownEvent } from './wire';

/** Milliseconds until the response of a request must begin, and between two pieces of a stream (heartbeats come every 15 s). */
const RESPONSE_TIMEOUT = 60_000;
const SILENCE_TIMEOUT = 90_000;
/** The same for a turn that goes on without its connection, so that a new one costs little. */
const RESUMABLE_RESPONSE_TIMEOUT = 20_000;
const RESUMABLE_SILENCE_TIMEOUT = 45_000;
/** Milliseconds of silence after which a connection is given up when the network or the page comes back: it did not survive that. */
const SILENCE_AT_WAKE = 20_000;

/** The API of this server, whose address ends in this; the rest of the REST API is beside it. */
const CHATKIT_PATH = /^(.*\/api\/)(?:opportunities\/[^/]+\/)?chatkit\/?$/;
const OPPORTUNITY_PATH = /\/api\/opportunities\/([^/]+)\/chatkit\/?$/;

/** Whether servers have turns to resume, by the address of their REST API, as far as that is known. */
const turnsKnown = new Map<string, boolean>();
/** The same for search. */
const searchKnown = new Map<string, boolean>();

export interface Connection {
  readonly url: string;
  readonly fetch: typeof fetch;
  /** Whether the page has given `fetch`. */
  readonly customFetch?: boolean;
  /** Whether there may be fresh headers after a 401. */
  readonly renewable: boolean;
  /** Headers for each request, such as a bearer token; `renew` asks for fresh ones. */
  readonly headers: (renew: boolean) => Promise<Record<string, string>>;
  /** Whether the server takes an `Idempotency-Key`; servers on other origins might reject the header. */
  readonly idempotencyKeys: boolean;
  /** Whether turns go on when their connection is lost, and are then resumed, where the server can do that. */
  readonly resume: boolean;
  /** Whether the server is asked for more than the ChatKit protocol, such as search; servers on other origins might not allow it. */
  readonly rest: boolean;
}

/** A turn, and how far its events have arrived. */
export class TurnPosition {
  /** The ID by which the turn can be cancelled, also if it is not resumed; null if it is not known. */
  named: string | null = null;

  /**
   * @param id null as long as it is not known that the turn can be resumed
   * @param last the number of the last event, 0 before the first one
   */
  constructor(
    public id: string | null = null,
    public last = 0,
  ) {}
}

/** The address of a resource of the REST API; null if it does not follow from that of the ChatKit API. */
export function restAddress(chatKit: string, path: string): URL | null {
  const url = new URL(chatKit);
  const base = CHATKIT_PATH.exec(url.pathname)?.[1];
  if (base === undefined) {
    return null;
  }
  url.pathname = base + path;
  return url;
}

export const FAILURE_KINDS = ['offline', 'timeout', 'unauthorized', 'not-found', 'conflict', 'too-large', 'too-many', 'unavailable', 'rejected', 'malformed', 'interrupted'] as const;
export type FailureKind = (typeof FAILURE_KINDS)[number];

/** Why a request failed, in terms that a view can put into words. */
export class RequestError extends Error {
  override readonly name = 'RequestError';

  /**
   * @param status the HTTP status, 0 without a response
   * @param detail what the server says; null if it says nothing that is fit for a person
   * @param retryAfter seconds, or null
   */
  constructor(
    readonly kind: FailureKind,
    readonly status: number,
    readonly detail: string | null,
    readonly retryAfter: number | null = null,
    options?: ErrorOptions,
  ) {
    super(detail ?? `${kind} (${status})`, options);
  }

  /** Whether the same request may succeed later. */
  get retryable(): boolean {
    return ['offline', 'timeout', 'too-many', 'unavailable', 'interrupted', 'unauthorized', 'malformed'].includes(this.kind);
  }
}

interface DocumentResponses {
  'threads.get_by_id': Thread;
  'threads.list': Page<Thread>;
  'items.list': Page<ThreadItem>;
  'items.feedback': object;
  'attachments.create': import('./wire').Attachment;
  'attachments.delete': object;
  'threads.update': Thread;
  'threads.delete': object;
  'threads.sync_custom_action': { updated_item?: ThreadItem };
  'input.transcribe': { text: string };
}

/** Sends requests of the ChatKit protocol. It has no state but its connection. */
export class ChatKitClient {
  constructor(
    readonly connection: Connection,
    private readonly locale: string,
  ) {}

  /**
   * Sends a request whose response is one document.
   *
   * @param keepalive whether the request outlives the page
   * @throws RequestError if there is no such response
   */
  async call<R extends DocumentRequest>(request: R, signal?: AbortSignal, keepalive = false): Promise<DocumentResponses[R['type']]> {
    return (await this.json((outer) => this.post(request, outer, null, keepalive), signal)) as DocumentResponses[R['type']];
  }

  private async json(send: (signal: AbortSignal) => Promise<Response>, signal?: AbortSignal): Promise<object> {
    const timeout = new Timeout(RESPONSE_TIMEOUT, signal);
    try {
      const response = await send(timeout.signal);
      const document: unknown = await response.json().catch((error: unknown) => {
        throw timeout.explain(error, () => new RequestError('malformed', response.status, null, null, { cause: error }));
      });
      if (typeof document !== 'object' || document === null) {
        throw new RequestError('malformed', response.status, null);
      }
      return document;
    } catch (error) {
      throw timeout.explain(error, () => error);
    } finally {
      timeout.clear();
    }
  }

  /**
   * Reads a document of the REST API.
   *
   * @param path relative to the address of the API
   * @throws RequestError if there is no such response
   */
  async read<T>(path: string, parameters: Record<string, string> = {}, signal?: AbortSignal): Promise<T> {
    return (await this.json((outer) => this.rest('GET', path, outer, parameters), signal)) as T;
  }

  /**
   * Changes a resource of the REST API by a merge patch.
   *
   * @returns the resource as it is then
   * @throws RequestError if it is not known that it has changed
   */
  async patch<T>(path: string, change: object): Promise<T> {
    return (await this.json((outer) => this.rest('PATCH', path, outer, {}, change))) as T;
  }

  /** The opportunity that the address of the ChatKit API restricts it to; null for none. */
  get opportunityId(): string | null {
    return OPPORTUNITY_PATH.exec(new URL(this.connection.url).pathname)?.[1] ?? null;
  }

  /** Whether the server has search, and with it what organises threads; null if that is not known. */
  get hasSearch(): boolean | null {
    return this.connection.rest && this.restBase !== '' && (searchKnown.get(this.restBase) ?? null);
  }

  /**
   * Finds out whether the server has search. A server that has none is asked once.
   *
   * @returns false also if that cannot be known now
   */
  async lookForSearch(): Promise<boolean> {
    const known = this.hasSearch;
    if (known !== null) {
      return known;
    }
    const has = await this.read<Partial<Page<unknown>>>('search', { q: '', limit: '1' }).then(
      (page) => Array.isArray(page.data),
      ({ kind, status, detail }: RequestError) =>
        // a search for nothing may be a problem to a server that has search
        status === 400 ? detail !== null : kind === 'not-found' || kind === 'rejected' || kind === 'malformed' ? false : null,
    );
    if (has !== null) {
      searchKnown.set(this.restBase, has);
    }
    return has ?? false;
  }

  /**
   * Sends a request whose response is a stream, and reports its events as they arrive. Ending the iteration, or the signal, ends
   * the request. What is no event is left out.
   *
   * @param key the idempotency key: requests with the same key have the effect of one
   * @param position where the turn's ID is kept, if the server says that it can be resumed, and the number of its last event
   * @param opened called when the response begins
   * @throws RequestError if the response does not begin, or breaks off
   */
  async *turn(request: TurnRequest, key: string, signal: AbortSignal, position: TurnPosition, opened: () => void): AsyncGenerator<StreamEvent | UnknownEvent> {
    const open = async (outer: AbortSignal) => {
      const response = await this.post(request, outer, key);
      position.named = response.headers.get('ChatKit-Turn');
      position.id = this.resumes ? position.named : null;
      if (position.id !== null) {
        turnsKnown.set(this.restBase, true);
      }
      return response;
    };
    yield* this.stream(open, RESPONSE_TIMEOUT, signal, position, opened);
  }

  /** Whether turns are resumed, where the server can do that. */
  get resumes(): boolean {
    return this.connection.resume && this.restBase !== '';
  }

  /** Whether the server has turns to resume; null if that is not known. */
  get hasTurns(): boolean | null {
    return this.resumes && (turnsKnown.get(this.restBase) ?? null);
  }

  /** The server does not know the running turns of a thread that it has. It is not asked again, unless it is known that it has turns. */
  turnsNotFound(): void {
    turnsKnown.set(this.restBase, this.hasTurns ?? false);
  }

  private get restBase(): string {
    return restAddress(this.connection.url, '')?.href ?? '';
  }

  /**
   * Reports the events of a turn after its position, those that were missed and those to come, until it has ended.
   *
   * @param opened called when the response begins
   * @throws RequestError if the response does not begin, or breaks off; of the kind `not-found` if the turn is no longer known
   */
  async *follow(position: TurnPosition, signal: AbortSignal, opened: () => void): AsyncGenerator<StreamEvent | UnknownEvent> {
    // from the last event that is known: the response begins at once then, even if the next event takes long
    const parameters = { after: String(Math.max(0, position.last - 1)) };
    const open = (outer: AbortSignal) => this.rest('GET', `turns/${encodeURIComponent(position.id ?? '')}/events`, outer, parameters);
    yield* this.stream(open, RESUMABLE_RESPONSE_TIMEOUT, signal, position, opened);
  }

  /**
   * Returns the turns of a thread that are running.
   *
   * @throws RequestError if there is no such response
   */
  async runningTurns(threadId: string): Promise<RunningTurn[]> {
    const timeout = new Timeout(RESUMABLE_RESPONSE_TIMEOUT);
    try {
      const response = await this.rest('GET', `threads/${encodeURIComponent(threadId)}/turns`, timeout.signal);
      const page = (await response.json()) as Partial<Page<RunningTurn>> | null;
      turnsKnown.set(this.restBase, true);
      return (page?.data ?? []).filter((turn) => typeof turn?.id === 'string' && turn.status === 'running');
    } catch (error) {
      throw timeout.explain(error, () => (error instanceof RequestError ? error : new RequestError('malformed', 0, null, null, { cause: error })));
    } finally {
      timeout.clear();
    }
  }

  /**
   * Ends a turn, wherever it runs.
   *
   * @throws RequestError if it is not known that it ends
   */
  async cancelTurn(turnId: string): Promise<void> {
    const timeout = new Timeout(RESUMABLE_RESPONSE_TIMEOUT);
    try {
      await this.rest('POST', `turns/${encodeURIComponent(turnId)}/cancel`, timeout.signal);
    } catch (error) {
      throw timeout.explain(error, () => error);
    } finally {
      timeout.clear();
    }
  }

  private async *stream(
    open: (signal: AbortSignal) => Promise<Response>,
    responseTimeout: number,
    signal: AbortSignal,
    position: TurnPosition,
    opened: () => void,
  ): AsyncGenerator<StreamEvent | UnknownEvent> {
    const timeout = new Timeout(responseTimeout, signal);
    const awake = onWake(() => {
      if (position.id !== null) {
        timeout.expireAfter(SILENCE_AT_WAKE);
      }
    });
    try {
      const response = await open(timeout.signal);
      if (!response.body || !(response.headers.get('content-type') ?? '').startsWith('text/event-stream')) {
        throw new RequestError('malformed', response.status, null);
      }
      const silence = position.id === null ? SILENCE_TIMEOUT : RESUMABLE_SILENCE_TIMEOUT;
      timeout.restart(silence);
      opened();
      for await (const { id, data } of serverSentEvents(response.body, () => timeout.restart(silence))) {
        const event = parseEvent(data);
        if (position.id !== null && id !== null) {
          if (id <= position.last && event?.type !== 'error') {
            continue;
          }
          if (id > position.last + 1) {
            // something is missing: it is there when it is asked for again
            throw new RequestError('interrupted', response.status, null);
          }
          // an error that ends a turn whose server has died may come earlier: the others do not know all events that were sent
          position.last = Math.max(id, position.last);
        }
        if (event) {
          yield event;
        }
      }
    } catch (error) {
      throw timeout.explain(error, () => (error instanceof RequestError ? error : new RequestError('interrupted', 0, null, null, { cause: error })));
    } finally {
      awake();
      timeout.clear();
    }
  }

  private async rest(
    method: 'GET' | 'POST' | 'PATCH',
    path: string,
    signal: AbortSignal,
    parameters: Record<string, string> = {},
    body: object = {},
  ): Promise<Response> {
    const url = restAddress(this.connection.url, path);
    if (!url) {
      throw new RequestError('malformed', 0, null);
    }
    Object.entries(parameters).forEach(([name, value]) => url.searchParams.set(name, value));
    if (method === 'GET') {
      return this.authorized((renew) => this.fetch(url.href, { method }, {}, signal, renew));
    }
    // the server takes no POST without a type
    const type = method === 'POST' ? 'application/json' : 'application/merge-patch+json';
    return this.authorized((renew) => this.fetch(url.href, { method, body: JSON.stringify(body) }, { 'Content-Type': type }, signal, renew));
  }

  private async post(request: DocumentRequest | TurnRequest, signal: AbortSignal, key: string | null, keepalive = false): Promise<Response> {
    const { url, idempotencyKeys } = this.connection;
    const headers = {
      'Content-Type': 'application/json',
      ...(key && idempotencyKeys ? { 'Idempotency-Key': key } : {}),
      // all turns have a key
      ...(key && this.resumes ? { 'ChatKit-On-Disconnect': 'continue' } : {}),
    };
    const init = { method: 'POST', body: JSON.stringify(request), ...(keepalive ? { keepalive } : {}) };
    return this.authorized((renew) => this.fetch(url, init, headers, signal, renew));
  }

  /** A request, which is sent again with fresh headers where it was not authorised. */
  private async authorized(send: (renew: boolean) => Promise<Response>): Promise<Response> {
    const response = await send(false);
    return checked(response.status === 401 && this.connection.renewable ? await send(true) : response);
  }

  private async fetch(url: string, init: RequestInit, headers: Record<string, string>, signal: AbortSignal, renew: boolean): Promise<Response> {
    const all = {
      ...headers,
      Accept: 'application/json, text/event-stream',
      'Accept-Language': this.locale,
      ...(await this.connection.headers(renew).catch((error: unknown) => {
        throw new RequestError('unauthorized', 0, null, null, { cause: error });
      })),
    };
    try {
      const { fetch } = this.connection;
      return await fetch(url, { ...init, headers: all, signal });
    } catch (error) {
      throw signal.aborted ? error : new RequestError('offline', 0, null, null, { cause: error });
    }
  }
}

/** Ends a request after a time, or with the caller's signal. */
class Timeout {
  private readonly controller = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private expired = false;
  private since = 0;

  constructor(
    milliseconds: number,
    private readonly outer?: AbortSignal,
  ) {
    outer?.addEventListener('abort', this.abort, { once: true });
    if (outer?.aborted) {
      this.abort();
    }
    this.restart(milliseconds);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  restart(milliseconds: number): void {
    clearTimeout(this.timer);
    this.since = Date.now();
    this.timer = setTimeout(() => this.expire(), milliseconds);
  }

  /** Ends the request if so many milliseconds have passed since the time began: timers stand still while a computer sleeps. */
  expireAfter(milliseconds: number): void {
    if (Date.now() - this.since > milliseconds) {
      this.expire();
    }
  }

  private expire(): void {
    this.expired = true;
    this.controller.abort();
  }

  clear(): void {
    clearTimeout(this.timer);
    this.outer?.removeEventListener('abort', this.abort);
  }

  /** The failure to report: the timeout, the caller's abort as it is, or another one. */
  explain(error: unknown, other: () => unknown): unknown {
    if (this.expired) {
      return new RequestError('timeout', 0, null, null, { cause: error });
    }
    return this.outer?.aborted ? new DOMException('Aborted', 'AbortError') : other();
  }

  private readonly abort = () => this.controller.abort();
}

function parseEvent(data: string): StreamEvent | UnknownEvent | null {
  try {
    const event: unknown = JSON.parse(data);
    return typeof event === 'object' && event !== null && typeof (event as UnknownEvent).type === 'string' ? (event as StreamEvent) : null;
  } catch {
    return null;
  }
}

/** Turns a response that is no success into an error. */
export async function checked(response: Response): Promise<Response> {
  if (response.ok) {
    return response;
  }
  const retryAfter = Number.parseInt(response.headers.get('retry-after') ?? '', 10);
  throw new RequestError(kindOf(response.status), response.status, await problemDetail(response), Number.isNaN(retryAfter) ? null : retryAfter);
}

function kindOf(status: number): FailureKind {
  switch (status) {
    case 401:
    case 403:
      return 'unauthorized';
    case 404:
      return 'not-found';
    case 408:
    case 504:
      return 'timeout';
    case 409:
    case 412:
      return 'conflict';
    case 413:
      return 'too-large';
    case 429:
      return 'too-many';
    default:
      return status >= 500 ? 'unavailable' : 'rejected';
  }
}

/** The detail of a problem document (RFC 9457); null for anything else, such as a proxy's HTML. */
async function problemDetail(response: Response): Promise<string | null> {
  if (!/^application\/(problem\+)?json/.test(response.headers.get('content-type') ?? '')) {
    return null;
  }
  const problem: unknown = await response.json().catch(() => null);
  const detail = problem && typeof problem === 'object' ? ((problem as Record<string, unknown>)['detail'] ?? (problem as Record<string, unknown>)['title']) : null;
  return typeof detail === 'string' ? detail.slice(0, 500) : null;
}

/** A key for a turn that is not used again, other than to repeat it. */
export function newIdempotencyKey(): string {
  // randomUUID exists in secure contexts only
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
