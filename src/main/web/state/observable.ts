/** Something that views watch. Listeners are called synchronously; views collect calls until their next frame. */
export class Observable {
  private readonly listeners = new Set<() => void>();
  private changes = 0;

  /** How often it has changed. */
  get version(): number {
    return this.changes;
  }

  /** @returns a function that ends the subscription */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  protected changed(): void {
    this.changes++;
    this.listeners.forEach((listener) => listener());
  }
}

/** An observable that its owner changes from outside. */
export class Signal extends Observable {
  emit(): void {
    this.changed();
  }
}
