import { checked, RequestError, type Connection } from './client';

/** Milliseconds without progress after which an upload has failed. */
const SILENCE_TIMEOUT = 60_000;

/** Where a file goes: to the address of the `direct` strategy, or to a link that the server has given. */
export type UploadTarget =
  | { kind: 'direct'; url: string; idempotencyKey: string }
  | { kind: 'link'; url: string; method: 'POST' | 'PUT'; headers: Record<string, string> };

/**
 * Sends a file. Addresses are relative to that of the API. The page's own `fetch` is used where there is one, because it may
 * carry the login; it reports no progress. A link on another origin, such as that of an object store, needs no login.
 *
 * @param onProgress called with 0 to 1, or null if it is not known
 * @returns the document of the answer; null if it is no JSON
 * @throws RequestError if the upload failed
 */
export async function upload(
  connection: Connection,
  target: UploadTarget,
  body: Blob | FormData,
  signal: AbortSignal,
  onProgress: (progress: number | null) => void,
): Promise<unknown> {
  const url = new URL(target.url, connection.url);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new RequestError('malformed', 0, null);
  }
  const method = target.kind === 'direct' ? 'POST' : target.method === 'POST' ? 'POST' : 'PUT';
  const custom = connection.customFetch && (target.kind === 'direct' || url.origin === new URL(connection.url).origin);
  for (let attempt = 0; ; attempt++) {
    const headers = await headersOf(connection, target, attempt > 0);
    // the browser writes the type of a form, with its boundary
    const all = body instanceof FormData ? Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'content-type')) : headers;
    const request = { url: url.href, method, headers: all, body };
    signal.throwIfAborted();
    if (custom) {
      onProgress(null);
    }
    const response = custom ? await viaFetch(connection.fetch, request, signal) : await viaXhr(request, signal, onProgress);
    if (response.status !== 401 || target.kind === 'link' || attempt > 0) {
      const text = await (await checked(response)).text();
      try {
        return JSON.parse(text);
      } catch {
        return null;
      }
    }
  }
}

async function headersOf(connection: Connection, target: UploadTarget, renew: boolean): Promise<Record<string, string>> {
  if (target.kind === 'link') {
    return target.headers;
  }
  return { Accept: 'application/json', ...(connection.idempotencyKeys ? { 'Idempotency-Key': target.idempotencyKey } : {}), ...(await connection.headers(renew)) };
}

interface Outgoing {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: Blob | FormData;
}

async function viaFetch(fetch: Connection['fetch'], { url, ...init }: Outgoing, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, { ...init, signal });
  } catch (error) {
    throw signal.aborted ? error : new RequestError('offline', 0, null, null, { cause: error });
  }
}

/** Only XMLHttpRequest says how far an upload is. */
function viaXhr({ url, method, headers, body }: Outgoing, signal: AbortSignal, onProgress: (progress: number | null) => void): Promise<Response> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const restart = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        reject(new RequestError('timeout', 0, null));
        xhr.abort();
      }, SILENCE_TIMEOUT);
    };
    const abort = () => xhr.abort();
    xhr.open(method, url);
    Object.entries(headers).forEach(([name, value]) => xhr.setRequestHeader(name, value));
    xhr.upload.onprogress = (event) => {
      restart();
      onProgress(event.lengthComputable && event.total > 0 ? event.loaded / event.total : null);
    };
    xhr.onload = () => resolve(responseOf(xhr));
    xhr.onerror = () => reject(new RequestError('offline', 0, null));
    xhr.onabort = () => reject(new DOMException('Aborted', 'AbortError'));
    xhr.onloadend = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    };
    signal.addEventListener('abort', abort, { once: true });
    restart();
    xhr.send(body);
  });
}

function responseOf(xhr: XMLHttpRequest): Response {
  const headers = new Headers();
  for (const name of ['content-type', 'retry-after']) {
    const value = xhr.getResponseHeader(name);
    if (value) {
      headers.set(name, value);
    }
  }
  const empty = [204, 205, 304].includes(xhr.status);
  return new Response(empty ? null : xhr.responseText, { status: xhr.status, headers });
}
