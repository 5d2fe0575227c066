/**
 * Calls a listener when a lost connection may be there again: the network is, or the page is seen.
 *
 * @returns a function that ends that
 */
export function onWake(listener: () => void): () => void {
  const seen = () => {
    if (document.visibilityState === 'visible') {
      listener();
    }
  };
  addEventListener('online', listener);
  document.addEventListener('visibilitychange', seen);
  return () => {
    removeEventListener('online', listener);
    document.removeEventListener('visibilitychange', seen);
  };
}

/**
 * Waits; ends early with the signal.
 *
 * @param wake whether it also ends when a lost connection may be there again
 */
export function pause(milliseconds: number, signal: AbortSignal, wake = false): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      awake();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    const awake = wake ? onWake(end) : () => undefined;
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) {
      end();
    }
  });
}
