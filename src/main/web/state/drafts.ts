import { FAILURE_KINDS } from '../protocol/client';
import type { Attachment } from '../protocol/wire';
import { uploaded, type ComposerAttachment, type ComposerState } from './composer';
import { checkedContent } from './content';
import type { UnsentMessage } from './conversation';

/** Limits of what is kept over a reload: characters in all, and drafts. */
const MAX_LENGTH = 1_000_000;
const MAX_DRAFTS = 30;
/** Milliseconds between two writes. */
const WRITE_INTERVAL = 250;

/** What stands in the composer for one thread. */
export type StashedDraft = Pick<ComposerState, 'content' | 'quotedText' | 'attachments'>;

interface StoredDraft {
  content: unknown;
  quotedText?: string | null;
  attachments?: { attachment: Attachment; own: boolean }[];
}

interface Stored {
  drafts: [string, StoredDraft][];
  unsent: UnsentMessage[];
}

/**
 * What has been written and not been sent, for each thread: in memory as one goes from thread to thread, and for the browser tab
 * over a reload. What has been sent is forgotten.
 */
export class Drafts {
  /** In order of their last change. */
  private readonly drafts = new Map<string, StashedDraft>();
  private unsent: UnsentMessage[] = [];
  /** Keys of messages that are being sent by this page. */
  private readonly live = new Set<string>();
  private readonly name: string;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly address: string) {
    this.name = `chatkit-ee:${address}`;
    this.read();
    flushOnLeave(this);
  }

  get(threadId: string | null): StashedDraft {
    return this.drafts.get(threadId ?? '') ?? { content: [], quotedText: null, attachments: [] };
  }

  set(threadId: string | null, { content, quotedText, attachments }: StashedDraft): void {
    const key = threadId ?? '';
    const had = this.drafts.delete(key);
    const empty = content.length === 0 && !quotedText && attachments.length === 0;
    if (!empty) {
      this.drafts.set(key, { content, quotedText, attachments });
    }
    if (had || !empty) {
      this.schedule();
    }
  }

  /** Changes an attachment of a draft that is not in the composer now. */
  updateAttachment(key: string, change: Partial<ComposerAttachment>): void {
    for (const [thread, draft] of this.drafts) {
      if (draft.attachments.some((file) => file.key === key)) {
        this.drafts.set(thread, { ...draft, attachments: draft.attachments.map((file) => (file.key === key ? { ...file, ...change } : file)) });
        this.schedule();
      }
    }
  }

  /** Keeps a message until the server has confirmed it. */
  keepUnsent(message: UnsentMessage): void {
    this.live.add(message.key);
    this.unsent = [...this.unsent.filter((other) => other.key !== message.key), message];
    // at once: the page may be gone before the response
    this.flush();
  }

  /** The message has failed: it is offered again, with the reason. */
  release(message: UnsentMessage): void {
    this.live.delete(message.key);
    this.unsent = this.unsent.map((other) => (other.key === message.key ? message : other));
    this.flush();
  }

  /** The server has the message, or it was given up. */
  forgetUnsent(key: string): void {
    this.live.delete(key);
    this.unsent = this.unsent.filter((message) => message.key !== key);
    this.flush();
  }

  /** The message of a thread that was not sent and is not being sent. */
  unsentOf(threadId: string | null): UnsentMessage | null {
    return this.unsent.find((message) => message.threadId === threadId && !this.live.has(message.key)) ?? null;
  }

  private schedule(): void {
    this.timer ??= setTimeout(() => this.flush(), WRITE_INTERVAL);
  }

  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    try {
      const text = this.serialised();
      if (text === null) {
        sessionStorage.removeItem(this.name);
      } else {
        sessionStorage.setItem(this.name, text);
      }
    } catch {
      // not allowed, or full: drafts are kept in memory only
    }
  }

  private serialised(): string | null {
    const drafts = [...this.drafts].slice(-MAX_DRAFTS).map(([key, { content, quotedText, attachments }]): [string, StoredDraft] => [
      key,
      { content, quotedText, attachments: attachments.flatMap(({ attachment, own }) => (attachment ? [{ attachment, own }] : [])) },
    ]);
    for (;;) {
      const stored: Stored = { drafts, unsent: this.unsent };
      if (drafts.length === 0 && this.unsent.length === 0) {
        return null;
      }
      const text = JSON.stringify(stored);
      if (text.length <= MAX_LENGTH) {
        return text;
      }
      if (drafts.shift() === undefined) {
        return null;
      }
    }
  }

  private read(): void {
    try {
      const stored = JSON.parse(sessionStorage.getItem(this.name) ?? 'null') as Partial<Stored> | null;
      for (const [key, draft] of stored?.drafts ?? []) {
        this.drafts.set(String(key), {
          content: checkedContent(draft.content),
          quotedText: typeof draft.quotedText === 'string' ? draft.quotedText : null,
          attachments: (draft.attachments ?? []).map(({ attachment, own }) => uploaded(attachment, own === true)),
        });
      }
      this.unsent = (stored?.unsent ?? []).filter(isUnsent);
    } catch {
      // there is no storage, or something else is in it
    }
  }
}

function isUnsent(message: UnsentMessage | null): message is UnsentMessage {
  const kind = message?.reason?.kind;
  return typeof message?.key === 'string' && (kind === undefined || FAILURE_KINDS.includes(kind)) && Array.isArray(message.draft?.content) && Array.isArray(message.draft.attachments) && typeof message.draft.inference === 'object';
}

/** Writes what has not been written when the page is left, as long as anyone uses the drafts. */
function flushOnLeave(drafts: Drafts): void {
  const reference = new WeakRef(drafts);
  const listener = () => {
    const current = reference.deref();
    if (current) {
      current.flush();
    } else {
      removeEventListener('pagehide', listener);
    }
  };
  addEventListener('pagehide', listener);
}
