import type { Attachment, InferenceOptions, UserContent } from '../protocol/wire';
import type { Draft } from './conversation';
import { Observable } from './observable';

/** A file in the composer: being uploaded, uploaded, or failed. */
export interface ComposerAttachment {
  readonly key: string;
  readonly name: string;
  readonly mimeType: string;
  /** 0 to 1. */
  readonly progress: number;
  readonly attachment: Attachment | null;
  readonly failure: string | null;
  readonly preview: string | null;
}

/** What stands in the composer. The views change it; `setComposerValue` does too. */
export class ComposerState extends Observable {
  content: readonly UserContent[] = [];
  quotedText: string | null = null;
  attachments: readonly ComposerAttachment[] = [];
  toolId: string | null = null;
  modelId: string | null = null;
  /** Counts replacements from outside, after which the editor shows the content again. */
  revision = 0;

  get empty(): boolean {
    return this.attachments.length === 0 && this.content.every((part) => part.type === 'input_text' && part.text.trim() === '');
  }

  /** Changes made in the editor itself. */
  edited(content: readonly UserContent[]): void {
    this.content = content;
    this.changed();
  }

  /** Changes made from outside of the editor. */
  replace(change: Partial<Pick<ComposerState, 'content' | 'quotedText' | 'attachments' | 'toolId' | 'modelId'>>): void {
    Object.assign(this, change);
    this.revision++;
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
      content: this.content.filter((part) => part.type !== 'input_text' || part.text !== ''),
      attachments: this.attachments.flatMap((file) => (file.attachment ? [file.attachment] : [])),
      quotedText: this.quotedText,
      inference,
    };
  }
}

/** An attachment that the server has already. */
export function uploaded(attachment: Attachment): ComposerAttachment {
  return {
    key: attachment.id,
    name: attachment.name,
    mimeType: attachment.mime_type,
    progress: 1,
    attachment,
    failure: null,
    preview: attachment.preview_url ?? null,
  };
}
