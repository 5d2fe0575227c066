import { Observable } from './observable';

/** Milliseconds in which a deletion can be taken back. */
const UNDO_TIME = 6_000;

/** Something that is shown as deleted, and can be brought back until the request is sent. */
export interface PendingDeletion {
  readonly id: string;
  /** What it is called. */
  readonly title: string;
  /** Sends the request, which must outlive the page. */
  readonly send: () => Promise<void>;
  /** Called when the deletion was taken back, or has failed. */
  readonly restored: (failure: unknown) => void;
}

/**
 * Deletions with undo: what is deleted disappears at once, and the request is sent some seconds later, or when the page is hidden
 * or closed. Lists leave out what {@link hides} names.
 */
export class Deletions extends Observable {
  /** Those that can be taken back, the oldest first. */
  pending: readonly PendingDeletion[] = [];

  private readonly hidden = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private paused = false;

  /** Whether something is not to be shown: it is deleted, or will be. */
  hides(id: string): boolean {
    return this.hidden.has(id);
  }

  add(deletion: PendingDeletion): void {
    if (this.hidden.has(deletion.id)) {
      return;
    }
    if (this.hidden.size === 0) {
      document.addEventListener('visibilitychange', this.pageHidden);
      window.addEventListener('pagehide', this.flush);
    }
    this.hidden.add(deletion.id);
    this.pending = [...this.pending, deletion];
    this.restartTimer();
    this.changed();
  }

  /** Brings one back; without an ID, the latest. */
  undo(id = this.pending.at(-1)?.id): void {
    const deletion = this.pending.find((other) => other.id === id);
    if (deletion) {
      this.pending = this.pending.filter((other) => other !== deletion);
      this.hidden.delete(deletion.id);
      deletion.restored(null);
      this.changed();
    }
  }

  /** Sends all requests now. */
  readonly flush = (): void => {
    clearTimeout(this.timer);
    const sent = this.pending;
    this.pending = [];
    sent.forEach((deletion) => void this.send(deletion));
    if (sent.length > 0) {
      this.changed();
    }
  };

  /** Waits while someone is about to undo. */
  pause(paused: boolean): void {
    this.paused = paused;
    this.restartTimer();
  }

  private restartTimer(): void {
    clearTimeout(this.timer);
    if (this.pending.length > 0 && !this.paused) {
      this.timer = setTimeout(this.flush, UNDO_TIME);
    }
  }

  private readonly pageHidden = () => {
    if (document.visibilityState === 'hidden') {
      this.flush();
    }
  };

  private async send(deletion: PendingDeletion): Promise<void> {
    try {
      // what is deleted stays hidden: a list that was requested before may still name it
      await deletion.send();
    } catch (failure) {
      this.hidden.delete(deletion.id);
      deletion.restored(failure);
      this.changed();
    }
  }
}
