export interface FileDropHost {
  accepts(): boolean;
  hint(shown: boolean): void;
  dropped(files: readonly File[], folders: readonly string[]): void;
}

/** Files that are dragged over the chat, and dropped on it. */
export class FileDrop {
  private root: Node | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly host: FileDropHost) {}

  listen(root: Node): void {
    this.end();
    this.root = root;
    root.addEventListener('dragover', this.onDragOver);
    root.addEventListener('drop', this.onDrop);
  }

  end(): void {
    this.root?.removeEventListener('dragover', this.onDragOver);
    this.root?.removeEventListener('drop', this.onDrop);
    this.root = null;
  }

  private readonly onDragOver = (event: Event) => {
    const { dataTransfer } = event as DragEvent;
    if (!dataTransfer?.types.includes('Files')) {
      return;
    }
    // otherwise the browser would show the file in place of the page
    event.preventDefault();
    dataTransfer.dropEffect = this.host.accepts() ? 'copy' : 'none';
    if (this.host.accepts()) {
      this.host.hint(true);
      // it is repeated all the time while something is dragged here; leaving is not reported everywhere
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.host.hint(false), 400);
    }
  };

  private readonly onDrop = (event: Event) => {
    const { dataTransfer } = event as DragEvent;
    if (!dataTransfer?.types.includes('Files')) {
      return;
    }
    event.preventDefault();
    clearTimeout(this.timer);
    this.host.hint(false);
    if (this.host.accepts()) {
      const folders = [...dataTransfer.items].flatMap((item) => {
        const entry = item.kind === 'file' ? item.webkitGetAsEntry?.() : null;
        return entry?.isDirectory ? [entry.name] : [];
      });
      this.host.dropped(
        [...dataTransfer.files].filter((file) => !folders.includes(file.name)),
        folders,
      );
    }
  };
}
