/** The most characters of one event. A server that sends more is not one to listen to. */
const MAX_EVENT_LENGTH = 64 * 1024 * 1024;

/** An event as it was sent. */
export interface ServerSentEvent {
  /** The number of the event; null if it has none. */
  readonly id: number | null;
  readonly data: string;
}

/**
 * Reads server-sent events from a response body. Comments (heartbeats) and other fields are skipped; an event that the end of the
 * stream cuts off is not reported, as the standard says.
 *
 * @param onActivity called for each piece of the body, heartbeats too
 */
export async function* serverSentEvents(body: ReadableStream<Uint8Array>, onActivity: () => void): AsyncGenerator<ServerSentEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let buffer = '';
  let data: string[] = [];
  let id: number | null = null;
  let length = 0;
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) {
        return;
      }
      onActivity();
      buffer += decoder.decode(value, { stream: true });
      let start = 0;
      const onlyLf = !buffer.includes('\r');
      const next = () => (onlyLf ? buffer.indexOf('\n', start) : lineEnd(buffer, start));
      for (let end = next(); end >= 0; end = next()) {
        const line = buffer.slice(start, end);
        start = buffer.charCodeAt(end) === 13 && buffer.charCodeAt(end + 1) === 10 ? end + 2 : end + 1;
        if (line === '') {
          if (data.length > 0) {
            yield { id, data: data.join('\n') };
          }
          data = [];
          id = null;
          length = 0;
        } else if (line.startsWith('data:')) {
          const text = line.slice(line.charCodeAt(5) === 32 ? 6 : 5);
          data.push(text);
          length += text.length;
        } else if (/^id: ?\d{1,15}$/.test(line)) {
          id = Number(line.slice(3));
        }
      }
      buffer = buffer.slice(start);
      if (buffer.length + length > MAX_EVENT_LENGTH) {
        throw new RangeError('An event is too long');
      }
    }
  } finally {
    // also ends the request when the consumer stops early
    reader.cancel().catch(() => undefined);
  }
}

/** The index of the next line break, or -1. A CR that ends the text may be half of CRLF, so it does not count yet. */
function lineEnd(text: string, from: number): number {
  const lf = text.indexOf('\n', from);
  const cr = text.indexOf('\r', from);
  if (cr < 0 || (lf >= 0 && lf < cr)) {
    return lf;
  }
  return cr === text.length - 1 ? -1 : cr;
}
