import { RequestError } from '../../chatkit-ee.shared';
import type { Rest } from './rest';

export type Counts = Record<string, number>;

/** A line of the file that was refused, or of which a value was corrected. */
export interface ReportedLine {
  line: number;
  outcome: string;
  reason: string;
}

export interface ImportReport {
  added: Counts;
  alreadyThere: Counts;
  refused: Counts;
  lines: readonly ReportedLine[];
  moreLines: boolean;
  /** Why the import has stopped before the end of the file; null if it has not. */
  stopped: { line: number; error: string } | null;
  /** Whether the report has its last line. */
  complete: boolean;
}

/** How far it is: the bytes of the file that were sent, then the lines that were reported. Null where that is not known. */
export interface ImportProgress {
  phase: 'sending' | 'processing';
  part: number | null;
}

/** Lines of a file that is refused as a whole. */
export class InvalidFile extends Error {
  constructor(
    readonly detail: string,
    readonly lines: readonly ReportedLine[],
  ) {
    super(detail);
  }
}

const MAX_LINES = 100;
/** Up to so many lines of the file, all are reported, which tells how far it is. */
const MAX_REPORTED = 100_000;

/** Sends a file. A request of the older kind, because only that tells how much was sent. */
export function upload(
  rest: Rest,
  file: File,
  options: { dryRun: boolean; lines: number | null },
  signal: AbortSignal,
  onProgress: (progress: ImportProgress) => void,
): Promise<ImportReport> {
  const reportAll = !options.dryRun && options.lines !== null && options.lines <= MAX_REPORTED;
  const parameters = new URLSearchParams({ dry_run: String(options.dryRun), report: reportAll ? 'all' : 'refused' });
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const reader = new ReportReader();
    const read = () => {
      if (request.status === 200) {
        reader.read(request.responseText);
        onProgress({ phase: 'processing', part: reportAll && options.lines ? Math.min(1, reader.count / options.lines) : null });
      }
    };
    request.open('POST', rest.url(`import?${parameters.toString()}`));
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.setRequestHeader('Accept', 'application/x-ndjson, application/problem+json');
    if (rest.token !== null) {
      request.setRequestHeader('Authorization', `Bearer ${rest.token}`);
    }
    request.upload.onprogress = (event) => onProgress({ phase: 'sending', part: event.lengthComputable ? event.loaded / event.total : null });
    request.upload.onload = () => onProgress({ phase: 'processing', part: null });
    request.onprogress = read;
    request.onload = () => {
      read();
      if (request.status === 200) {
        resolve(reader.report);
      } else {
        reject(failure(request));
      }
    };
    // what had been reported by then is true
    request.onerror = () => (request.status === 200 ? resolve(reader.report) : reject(new RequestError('offline', 0, null)));
    request.onabort = () => reject(new DOMException('Aborted', 'AbortError'));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

function failure(request: XMLHttpRequest): Error {
  const { status } = request;
  const problem = parse(request.responseText);
  const detail = typeof problem['detail'] === 'string' ? problem['detail'].slice(0, 1000) : null;
  if (status === 422 && Array.isArray(problem['errors'])) {
    const lines = (problem['errors'] as Record<string, unknown>[]).map((error) => ({
      line: Number(error['line']),
      outcome: 'refused',
      reason: String(error['detail'] ?? ''),
    }));
    return new InvalidFile(detail ?? '', lines);
  }
  const kind = status === 401 || status === 403 ? 'unauthorized' : status === 413 ? 'too-large' : status === 429 ? 'too-many' : status >= 500 ? 'unavailable' : 'rejected';
  return new RequestError(kind, status, detail);
}

/** Reads a report as it arrives. */
class ReportReader {
  readonly report = {
    added: {} as Counts,
    alreadyThere: {} as Counts,
    refused: {} as Counts,
    lines: [] as ReportedLine[],
    moreLines: false,
    stopped: null as ImportReport['stopped'],
    complete: false,
  };
  count = 0;
  private start = 0;

  read(text: string): void {
    for (let end = text.indexOf('\n', this.start); end >= 0; end = text.indexOf('\n', this.start)) {
      this.line(parse(text.slice(this.start, end)));
      this.start = end + 1;
    }
  }

  private line(line: Record<string, unknown>): void {
    const { report } = this;
    const totals = line['totals'] as Record<string, Counts> | undefined;
    if (totals) {
      report.added = totals['added'] ?? {};
      report.alreadyThere = totals['already_there'] ?? {};
      report.refused = totals['refused'] ?? {};
      report.complete = true;
      report.stopped = typeof line['error'] === 'string' ? { line: Number(line['line']), error: line['error'] } : null;
      return;
    }
    this.count++;
    if (typeof line['reason'] === 'string') {
      if (report.lines.length < MAX_LINES) {
        report.lines.push({ line: Number(line['line']), outcome: String(line['outcome']), reason: line['reason'] });
      } else {
        report.moreLines = true;
      }
    }
  }
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** The sum of counts. */
export function total(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + (typeof count === 'number' ? count : 0), 0);
}
