import { eventData } from './sse';
import type { DocumentRequest, Page, StreamEvent, Thread, ThreadItem, TurnRequest, UnknownEvent } from './wire';

/** Milliseconds until the response of a request must begin, and between two pieces of a stream (heartbeats come every 15 s). */
const RESPONSE_TIMEOUT = 60_000;
const SILENCE_TIMEOUT = 90_000;

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
    const timeout = new Timeout(RESPONSE_TIMEOUT, signal);
    try {
      const response = await this.post(request, timeout.signal, null, keepalive);
      const document: unknown = await response.json().catch((error: unknown) => {
        throw timeout.explain(error, () => new RequestError('malformed', response.status, null, null, { cause: error }));
      });
      if (typeof document !== 'object' || document === null) {
        throw new RequestError('malformed', response.status, null);
      }
      return document as DocumentResponses[R['type']];
    } catch (error) {
      throw timeout.explain(error, () => error);
    } finally {
      timeout.clear();
    }
  }

  /**
   * Sends a request whose response is a stream, and reports its events as they arrive. Ending the iteration, or the signal, ends
   * the request. What is no event is left out.
   *
   * @param key the idempotency key: requests with the same key have the effect of one
   * @throws RequestError if the response does not begin, or breaks off
   */
  async *turn(request: TurnRequest, key: string, signal: AbortSignal): AsyncGenerator<StreamEvent | UnknownEvent> {
    const timeout = new Timeout(RESPONSE_TIMEOUT, signal);
    try {
      const response = await this.post(request, timeout.signal, key);
      if (!response.body || !(response.headers.get('content-type') ?? '').startsWith('text/event-stream')) {
        throw new RequestError('malformed', response.status, null);
      }
      timeout.restart(SILENCE_TIMEOUT);
      for await (const data of eventData(response.body, () => timeout.restart(SILENCE_TIMEOUT))) {
        const event = parseEvent(data);
        if (event) {
          yield event;
        }
      }
    } catch (error) {
      throw timeout.explain(error, () => (error instanceof RequestError ? error : new RequestError('interrupted', 0, null, null, { cause: error })));
    } finally {
      timeout.clear();
    }
  }

  private async post(request: DocumentRequest | TurnRequest, signal: AbortSignal, key: string | null, keepalive = false): Promise<Response> {
    const response = await this.send(request, signal, key, false, keepalive);
    return response.status === 401 && this.connection.renewable ? checked(await this.send(request, signal, key, true, keepalive)) : checked(response);
  }

  private async send(request: object, signal: AbortSignal, key: string | null, renew: boolean, keepalive: boolean): Promise<Response> {
    const { url, fetch, headers, idempotencyKeys } = this.connection;
    const all: Record<string, string> = {
      'Content-Type': 'application/json',
      Accept: 'application/json, text/event-stream',
      'Accept-Language': this.locale,
      ...(await headers(renew).catch((error: unknown) => {
        throw new RequestError('unauthorized', 0, null, null, { cause: error });
      })),
    };
    if (key && idempotencyKeys) {
      all['Idempotency-Key'] = key;
    }
    try {
      return await fetch(url, { method: 'POST', headers: all, body: JSON.stringify(request), signal, ...(keepalive ? { keepalive } : {}) });
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
    this.timer = setTimeout(() => {
      this.expired = true;
      this.controller.abort();
    }, milliseconds);
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
