import type { ChatKitElement, ChatKitOptions } from '../chatkit-ee.shared';
import type { Workspace } from './state/workspace';

/** Keys of the latest requests that begin a conversation. */
const MAX_KEYS = 20;

/**
 * The requests of the element. A new conversation is sent to the address of the opportunity in which the page says that it will be
 * stored; the same request again, to the same address, whatever the page says by then.
 */
export class ConversationRequests {
  private readonly addresses = new Map<string, URL>();

  constructor(private readonly workspace: Workspace) {}

  readonly fetch: typeof fetch = async (input, init) => {
    const { rest } = this.workspace;
    const response = await rest.fetch(this.address(input, init), init);
    if (response.status === 401) {
      // the page says how to sign in
      void this.workspace.refreshAbout();
    }
    return response;
  };

  private address(input: RequestInfo | URL, init: RequestInit | undefined): RequestInfo | URL {
    if (typeof init?.body !== 'string' || !init.body.startsWith('{"type":"threads.create"')) {
      return input;
    }
    const { rest, creationPath } = this.workspace;
    const key = new Headers(init.headers).get('Idempotency-Key') ?? '';
    const address = this.addresses.get(key) ?? rest.url(creationPath);
    this.addresses.set(key, address);
    if (this.addresses.size > MAX_KEYS) {
      this.addresses.delete(this.addresses.keys().next().value as string);
    }
    return address;
  }
}

/** The options of the element, for the state of the page. */
export function conversationOptions(workspace: Workspace, requests: ConversationRequests, showSidebar: (() => void) | null): ChatKitOptions {
  const { about, locale, preferences, rest } = workspace;
  const types = about?.limits.attachment_types ?? [];
  return {
    api: { url: rest.url('chatkit').href, fetch: requests.fetch, uploadStrategy: { type: 'two_phase' } },
    locale,
    theme: { colorScheme: preferences.colorScheme, radius: 'soft', density: 'compact' },
    frameTitle: workspace.t('thread.region'),
    header: showSidebar ? { leftAction: { icon: 'sidebar-left', onClick: showSidebar } } : {},
    history: { enabled: false },
    startScreen: { greeting: workspace.t('start.greeting') },
    threadItemActions: { feedback: true, retry: true },
    thread: { autoScroll: true },
    composer: {
      attachments: {
        enabled: true,
        maxSize: about?.limits.attachment_bytes ?? 0,
        ...(types.length === 0 || types.includes('*/*') ? {} : { accept: Object.fromEntries(types.map((type) => [type, []])) }),
      },
    },
  };
}

/** Waits until the element can be called. */
export async function created(): Promise<ChatKitElement> {
  await customElements.whenDefined('chatkit-ee');
  return document.createElement('chatkit-ee') as ChatKitElement;
}
