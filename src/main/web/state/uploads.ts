import type { ComposerOptions } from '../element/options';
import { newIdempotencyKey, RequestError, type ChatKitClient } from '../protocol/client';
import { upload, type UploadTarget } from '../protocol/upload';
import type { Attachment } from '../protocol/wire';
import { sortOut } from './attachment-limits';
import type { ComposerAttachment, Refusal } from './composer';

/** Images that browsers show. SVG is one, but it can be a document with much in it. */
const PREVIEWED = /^image\/(png|jpeg|gif|webp|avif|bmp)$/;
/** Uploads at a time; the others wait. */
const PARALLEL = 3;

/** What uploads need from the chat. */
export interface UploadHost {
  readonly client: ChatKitClient;
  /** Where files are sent directly; null if they are announced first. */
  readonly uploadUrl: string | null;
  updateAttachment(key: string, change: Partial<ComposerAttachment>): void;
  failed(error: Error): void;
}

interface Job {
  readonly file: File;
  /** The same for each attempt. */
  readonly idempotencyKey: string;
  readonly preview: string | null;
  abort: AbortController;
  /** The attachment that the server knows, without its bytes maybe. */
  announced: Attachment | null;
}

/** The files that are being uploaded, or were uploaded here. */
export class Uploads {
  private readonly jobs = new Map<string, Job>();
  private readonly waiting: string[] = [];
  private active = 0;

  constructor(private readonly host: UploadHost) {}

  /** Begins the upload of files. @returns what the composer shows, and why files were refused */
  add(files: readonly File[], options: NonNullable<ComposerOptions['attachments']>, present: number): { added: ComposerAttachment[]; refused: Refusal[] } {
    const { taken, refused } = sortOut(files, options, present);
    const added = taken.map((file) => {
      const preview = PREVIEWED.test(file.type) ? URL.createObjectURL(file) : null;
      const key = newIdempotencyKey();
      this.jobs.set(key, { file, idempotencyKey: newIdempotencyKey(), preview, abort: new AbortController(), announced: null });
      return { key, name: file.name, mimeType: file.type, progress: 0, attachment: null, failure: null, preview, own: true };
    });
    // not before the composer has them
    queueMicrotask(() => added.forEach(({ key }) => this.begin(key)));
    return { added, refused };
  }

  retry(key: string): void {
    const job = this.jobs.get(key);
    if (job) {
      job.abort = new AbortController();
      this.host.updateAttachment(key, { failure: null, progress: 0 });
      this.begin(key);
    }
  }

  /** Ends an upload, and deletes what the server has of the file. */
  discard({ key, attachment, own }: ComposerAttachment): void {
    const job = this.jobs.get(key);
    job?.abort.abort();
    const known = attachment ?? job?.announced;
    this.forget(key);
    if (own && known) {
      this.host.client.call({ type: 'attachments.delete', params: { attachment_id: known.id } }).catch((error: Error) => this.host.failed(error));
    }
  }

  /** Releases what is held for a file, which the server keeps. */
  forget(key: string): void {
    const preview = this.jobs.get(key)?.preview;
    if (preview) {
      URL.revokeObjectURL(preview);
    }
    this.jobs.delete(key);
  }

  private begin(key: string): void {
    if (this.active >= PARALLEL) {
      this.waiting.push(key);
      return;
    }
    const job = this.jobs.get(key);
    if (job && !job.abort.signal.aborted) {
      this.active++;
      void this.run(key, job).finally(() => {
        this.active--;
        this.next();
      });
    } else {
      this.next();
    }
  }

  private next(): void {
    const key = this.waiting.shift();
    if (key) {
      this.begin(key);
    }
  }

  private async run(key: string, job: Job): Promise<void> {
    const { signal } = job.abort;
    try {
      const attachment = await this.transfer(job, signal, (progress) => this.host.updateAttachment(key, { progress }));
      this.host.updateAttachment(key, { attachment, progress: 1, ...(job.preview ? {} : { preview: attachment.preview_url ?? null }) });
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      const failure = error instanceof RequestError ? error : new RequestError('malformed', 0, null, null, { cause: error });
      this.host.updateAttachment(key, { failure });
      this.host.failed(failure);
    }
  }

  private async transfer(job: Job, signal: AbortSignal, onProgress: (progress: number | null) => void): Promise<Attachment> {
    const { client, uploadUrl } = this.host;
    const { file } = job;
    if (uploadUrl !== null) {
      const form = new FormData();
      form.append('file', file, file.name);
      const response = await upload(client.connection, { kind: 'direct', url: uploadUrl, idempotencyKey: job.idempotencyKey }, form, signal, onProgress);
      return checkedAttachment(response);
    }
    // a link expires, so each attempt has a new one
    const announced = await client.call({ type: 'attachments.create', params: { name: file.name, size: file.size, mime_type: file.type } }, signal);
    const replaced = job.announced;
    job.announced = checkedAttachment(announced);
    if (replaced && replaced.id !== announced.id) {
      client.call({ type: 'attachments.delete', params: { attachment_id: replaced.id } }).catch(() => undefined);
    }
    const descriptor = announced.upload_descriptor;
    if (descriptor) {
      const target: UploadTarget = { kind: 'link', url: descriptor.url, method: descriptor.method, headers: descriptor.headers ?? {} };
      await upload(client.connection, target, bodyFor(target, file), signal, onProgress);
    }
    return withoutDescriptor(job.announced);
  }
}

/** A PUT takes the bytes. A POST takes a form, as those of ChatKit's servers do, unless its headers say that it is something else. */
function bodyFor(target: UploadTarget & { kind: 'link' }, file: File): Blob | FormData {
  const type = Object.entries(target.headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  if (target.method === 'PUT' || (type && !type.startsWith('multipart/'))) {
    return file;
  }
  const form = new FormData();
  form.append('file', file, file.name);
  return form;
}

function withoutDescriptor({ upload_descriptor: _, ...attachment }: Attachment): Attachment {
  return attachment;
}

function checkedAttachment(value: unknown): Attachment {
  const attachment = value as Attachment | null;
  if (!attachment || typeof attachment.id !== 'string' || typeof attachment.name !== 'string') {
    throw new RequestError('malformed', 0, null);
  }
  return attachment;
}
