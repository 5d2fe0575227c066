import { RequestError, type ChatKitClient, type TurnPosition } from './client';
import type { StreamEvent, UnknownEvent } from './wire';
import { pause } from './wake';

/** Milliseconds before each attempt to resume a turn; the last one is repeated. */
const WAITS = [500, 1000, 2000, 4000, 5000];
/**
 * Milliseconds that are spent on attempts without an event before the turn is given up, and the most that one of them counts for: a
 * computer that has slept for an hour tries again.
 */
const MAX_SPENT = 5 * 60_000;
const MAX_ATTEMPT = 20_000;
/**
 * A stream without an event that ends within so many milliseconds says that the turn has ended; one that ends later may have been
 * ended by a proxy.
 */
const QUICK = 5000;
/** Failures that another attempt may not have. */
const PASSING = ['offline', 'timeout', 'too-many', 'unavailable', 'interrupted', 'malformed'];

/** What becomes of a turn, for the one that resumes it. */
export interface TurnProgress {
  /** Whether the events so far cannot be all. */
  readonly incomplete: () => boolean;
  /** The connection is lost, or there is one again. */
  readonly reconnecting: (lost: boolean) => void;
}

/**
 * Reports the events of a turn, each once and in their order, over any number of connections. A turn that cannot be resumed, because
 * its position has no ID, ends with its first connection.
 *
 * @param first the events of the first connection; null if the turn was begun elsewhere
 * @throws RequestError why the last attempt failed; of the kind `not-found` if the turn is no longer known
 */
export async function* resumed(
  client: () => ChatKitClient,
  first: AsyncGenerator<StreamEvent | UnknownEvent> | null,
  position: TurnPosition,
  signal: AbortSignal,
  { incomplete, reconnecting }: TurnProgress,
): AsyncGenerator<StreamEvent | UnknownEvent> {
  let attempts = 0;
  let spent = 0;
  for (let events = first; ; events = null) {
    const began = Date.now();
    let failure: RequestError | null = null;
    let received = false;
    let connected = false;
    const opened = () => {
      connected = true;
      reconnecting(false);
    };
    try {
      for await (const event of events ?? client().follow(position, signal, opened)) {
        received = true;
        yield event;
      }
    } catch (error) {
      if (position.id === null || signal.aborted || !(error instanceof RequestError) || !PASSING.includes(error.kind)) {
        throw error;
      }
      failure = error;
    }
    const alive = received || (connected && Date.now() - began >= QUICK);
    if (alive) {
      attempts = 0;
      spent = 0;
    }
    if (failure) {
      reconnecting(true);
      const wait = Math.max(WAITS[Math.min(attempts, WAITS.length - 1)] ?? 0, (failure.retryAfter ?? 0) * 1000);
      attempts++;
      await pause(Math.min(wait, MAX_ATTEMPT), signal, true);
      if (signal.aborted) {
        throw new DOMException('Aborted', 'AbortError');
      }
    } else if (position.id === null || !incomplete() || (!events && !received && Date.now() - began < QUICK)) {
      return;
    }
    spent += alive ? 0 : Math.min(Date.now() - began, MAX_ATTEMPT);
    if (spent > MAX_SPENT) {
      throw failure ?? new RequestError('interrupted', 0, null);
    }
  }
}
