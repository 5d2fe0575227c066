import type { RequestError } from '../protocol/client';
import type { Attachment, InferenceOptions, UserContent } from '../protocol/wire';
import { isBlank, lengthOf, replaceRange, slice, plain, trimmed } from './content';
import type { Draft } from './conversation';
import { Observable } from './observable';

/** A file in the composer: being uploaded, uploaded, or failed. */
export interface ComposerAttachment {
  readonly key: string;
  readonly name: string;
  readonly mimeType: string;
  /** 0 to 1; null if it is not known how far the upload is. */
  readonly progress: number | null;
  readonly attachment: Attachment | null;
  readonly failure: RequestError | null;
  readonly preview: string | null;
  /** Whether it was uploaded here, so that it is deleted when it is removed. */
  readonly own: boolean;
}

/** Why a file was not taken. */
export interface Refusal {
  readonly name: string;
  readonly reason: 'type' | 'size' | 'count' | 'folder';
  /** Bytes, or the number of files. */
  readonly limit: number;
}

/** Why the composer cannot be sent now. Null: it can. */
export type Obstacle = 'empty' | 'uploading' | 'upload-failed' | 'recording' | null;

export interface Selection {
  readonly start: number;
  readonly end: number;
}

type Replaceable = 'content' | 'quotedText' | 'attachments' | 'toolId' | 'modelId';

/** What stands in the composer. The views change it; `setComposerValue` does too. */
export class ComposerState extends Observable {
  content: readonly UserContent[] = [];
  /** What is selected in the content, in positions of `content.ts`. */
  selection: Selection = { start: 0, end: 0 };
  quotedText: string | null = null;
  attachments: readonly ComposerAttachment[] = [];
  refusals: readonly Refusal[] = [];
  toolId: string | null = null;
  modelId: string | null = null;
  /** Whether speech is being recorded or transcribed. */
  dictating = false;
  /** Counts replacements from outside, after which the editor shows the content again. */
  revision = 0;
  /** Counts the requests to focus the editor. */
  focusRequests = 0;

  get empty(): boolean {
    return this.attachments.length === 0 && isBlank(this.content);
  }

  get obstacle(): Obstacle {
    if (this.dictating) {
      return 'recording';
    }
    if (this.attachments.some((file) => file.failure)) {
      return 'upload-failed';
    }
    if (this.attachments.some((file) => !file.attachment)) {
      return 'uploading';
    }
    return this.empty ? 'empty' : null;
  }

  /** Changes made in the editor itself. */
  edited(content: readonly UserContent[], selection: Selection): void {
    this.content = content;
    this.selection = selection;
    this.changed();
  }

  /** Changes made from outside of the editor. */
  replace(change: Partial<Pick<ComposerState, Replaceable>>): void {
    Object.assign(this, change);
    if (change.content) {
      const end = lengthOf(change.content);
      this.selection = { start: end, end };
      this.revision++;
    }
    this.changed();
  }

  /** Inserts words where the caret is, in place of what is selected, with spaces around them where there are none. */
  insertWords(words: string): void {
    const { start, end } = this.selection;
    const text = plain(this.content);
    const before = start > 0 && !/\s$/.test(text.slice(0, start)) ? ' ' : '';
    const after = end < text.length && !/^[\s.,;:!?)]/.test(text.slice(end)) ? ' ' : '';
    this.insert(start, end, [{ type: 'input_text', text: before + words + after }]);
  }

  /** Replaces a range of the content; the caret is then after it. */
  insert(start: number, end: number, parts: readonly UserContent[]): void {
    const position = start + lengthOf(parts);
    this.content = replaceRange(this.content, start, end, parts);
    this.selection = { start: position, end: position };
    this.revision++;
    this.changed();
  }

  /** Puts content before what is there, on a line of its own. */
  prepend(content: readonly UserContent[]): void {
    const between: UserContent[] = isBlank(this.content) ? [] : [{ type: 'input_text', text: '\n' }];
    this.replace({ content: replaceRange(slice(this.content, 0), 0, isBlank(this.content) ? Infinity : 0, [...content, ...between]) });
  }

  /** @returns whether the attachment is in this composer */
  updateAttachment(key: string, change: Partial<ComposerAttachment>): boolean {
    if (!this.attachments.some((file) => file.key === key)) {
      return false;
    }
    this.attachments = this.attachments.map((file) => (file.key === key ? { ...file, ...change } : file));
    this.changed();
    return true;
  }

  setRefusals(refusals: readonly Refusal[]): void {
    this.refusals = refusals;
    this.changed();
  }

  setDictating(dictating: boolean): void {
    this.dictating = dictating;
    this.changed();
  }

  requestFocus(): void {
    this.focusRequests++;
    this.changed();
  }

  /** The draft to send. Files that have not been uploaded are not part of it. */
  draft(): Draft {
    const inference: InferenceOptions = {};
    if (this.toolId) {
      inference.tool_choice = { id: this.toolId };
    }
    if (this.modelId) {
      inference.model = this.modelId;
    }
    return {
      content: trimmed(this.content),
      attachments: this.attachments.flatMap((file) => (file.attachment ? [file.attachment] : [])),
      quotedText: this.quotedText,
      inference,
    };
  }
}

/** An attachment that the server has already. */
export function uploaded(attachment: Attachment, own = false): ComposerAttachment {
  return {
    key: attachment.id,
    name: attachment.name,
    mimeType: attachment.mime_type,
    progress: 1,
    attachment,
    failure: null,
    preview: attachment.preview_url ?? null,
    own,
  };
}
