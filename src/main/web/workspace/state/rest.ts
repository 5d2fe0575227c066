import { checked, RequestError } from '../../chatkit-ee.shared';
import type { OrganizedThread } from '../../state/organized-thread';

export interface Page<T> {
  data: T[];
  has_more: boolean;
  after?: string;
}

export interface Opportunity {
  id: string;
  name: string;
  client_name?: string;
  description?: string;
  status: 'active' | 'completed';
  current_phase?: string;
  context_summary?: string;
  created_at: string;
  updated_at: string;
}

export interface RestThread extends OrganizedThread {
  opportunity_id?: string;
  title?: string;
  updated_at: string;
}

/** The answer of `api/about`. */
export interface About {
  product: string;
  version?: string;
  user: string;
  anonymous: boolean;
  admin: boolean;
  responder: { type: 'application' | 'model' | 'echo'; name: string };
  store: { type: string; available: boolean; reason?: string };
  limits: { attachment_bytes: number; attachment_types: string[]; import_bytes: number; message_length?: number };
}

/** How one signs in at a server that has answered 401, or has sent the browser to its login. */
export class SignInRequired extends Error {
  /** Two bundles have this class. */
  override readonly name = 'SignInRequired';

  /** @param schemes names of the schemes in `WWW-Authenticate`, in lower case; empty where the server has a page for the login */
  constructor(readonly schemes: readonly string[]) {
    super('Sign-in is required');
  }
}

/** Requests to the REST API, which is beside the page, under any context path. */
export class Rest {
  readonly base = new URL('api/', document.baseURI);
  /** A token that was typed in; kept in memory only. */
  token: string | null = null;

  url(path: string): URL {
    return new URL(path, this.base);
  }

  /** As `fetch`, with the login. */
  readonly fetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    if (this.token !== null) {
      headers.set('Authorization', `Bearer ${this.token}`);
    }
    return window.fetch(input, { ...init, headers });
  };

  async get<T>(path: string, signal?: AbortSignal): Promise<T> {
    return (await this.send('GET', path, undefined, {}, false, signal)).json() as Promise<T>;
  }

  /** @throws RequestError, or SignInRequired */
  async send(method: string, path: string, body?: object, headers: Record<string, string> = {}, keepalive = false, signal: AbortSignal | null = null): Promise<Response> {
    let response: Response;
    try {
      response = await this.fetch(this.url(path), {
        method,
        headers: { Accept: 'application/json', ...(body ? { 'Content-Type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json' } : {}), ...headers },
        // the API does not redirect; a login does
        redirect: 'manual',
        ...(body ? { body: JSON.stringify(body) } : {}),
        ...(keepalive ? { keepalive } : {}),
        signal,
      });
    } catch (error) {
      throw new RequestError('offline', 0, null, null, { cause: error });
    }
    if (response.status === 401) {
      throw new SignInRequired(schemes(response.headers.get('www-authenticate') ?? ''));
    }
    if (response.type === 'opaqueredirect' || (response.ok && /^text\/html/.test(response.headers.get('content-type') ?? ''))) {
      throw new SignInRequired([]);
    }
    return checked(response);
  }
}

/** The schemes of challenges: words that are followed by a parameter, by another challenge or by nothing. */
function schemes(header: string): string[] {
  return [...header.matchAll(/(?:^|,)\s*([A-Za-z][\w-]*)(?!\s*=)(?=\s|,|$)/g)].map((match) => (match[1] ?? '').toLowerCase());
}

/** What went wrong, as an error of the element's kind. */
export function asRequestError(error: unknown): RequestError {
  return error instanceof RequestError ? error : new RequestError(error instanceof Error && error.name === 'SignInRequired' ? 'unauthorized' : 'malformed', 0, null, null, { cause: error });
}
