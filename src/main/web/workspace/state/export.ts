import { checked } from '../../chatkit-ee.shared';
import type { Rest } from './rest';

/** Pieces are put together to one that the browser may keep on disk, whenever there are so many bytes of them. */
const PART_BYTES = 32 * 1024 * 1024;
const NEWLINE = 10;
/** The most of a line that is looked into: the record stands at its beginning. */
const LINE_HEAD = 256;

export interface ExportProgress {
  bytes: number;
  threads: number;
  items: number;
}

/** The file broke off. */
export class TruncatedExport extends Error {}

/**
 * Downloads an export.
 *
 * @throws TruncatedExport if its last line is not the one that ends a complete file
 */
export async function download(
  rest: Rest,
  options: { contents: boolean; allUsers: boolean },
  signal: AbortSignal,
  onProgress: (progress: ExportProgress) => void,
): Promise<Blob> {
  const parameters = new URLSearchParams({ contents: String(options.contents), ...(options.allUsers ? { users: 'all' } : {}) });
  const response = await checked(await rest.fetch(rest.url(`export?${parameters.toString()}`), { signal }));
  const reader = response.body?.getReader();
  if (!reader) {
    throw new TruncatedExport();
  }
  const progress: ExportProgress = { bytes: 0, threads: 0, items: 0 };
  const lines = new LineHeads((head) => {
    progress.threads += head.startsWith('{"record":"thread"') ? 1 : 0;
    progress.items += head.startsWith('{"record":"item"') ? 1 : 0;
  });
  let file = new Blob([]);
  let pieces: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (let next = await reader.read().catch(truncated(signal)); !next.done; next = await reader.read().catch(truncated(signal))) {
    pieces.push(next.value as Uint8Array<ArrayBuffer>);
    size += next.value.length;
    progress.bytes += next.value.length;
    lines.add(next.value);
    if (size > PART_BYTES) {
      file = new Blob([file, ...pieces]);
      pieces = [];
      size = 0;
    }
    onProgress({ ...progress });
  }
  if (!lines.last.startsWith('{"record":"end"')) {
    throw new TruncatedExport();
  }
  return new Blob([file, ...pieces], { type: 'application/x-ndjson' });
}

function truncated(signal: AbortSignal): (error: unknown) => never {
  return (error) => {
    throw signal.aborted ? error : new TruncatedExport(undefined, { cause: error });
  };
}

/** Reports the beginning of each line, without keeping the lines. */
class LineHeads {
  last = '';
  private head = '';
  private readonly decoder = new TextDecoder();

  constructor(private readonly onLine: (head: string) => void) {}

  add(piece: Uint8Array): void {
    let start = 0;
    for (let end = piece.indexOf(NEWLINE); end >= 0; end = piece.indexOf(NEWLINE, start)) {
      this.append(piece.subarray(start, end));
      this.onLine(this.head);
      this.last = this.head;
      this.head = '';
      start = end + 1;
    }
    this.append(piece.subarray(start));
  }

  private append(piece: Uint8Array): void {
    if (this.head.length < LINE_HEAD) {
      // half of a character at the end does not matter: records are ASCII
      this.head += this.decoder.decode(piece.subarray(0, LINE_HEAD));
    }
  }
}

/** Gives a file to the browser to be saved. */
export function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
