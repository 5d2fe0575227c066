/**
 * The ChatKit protocol as it is transferred. Servers may send more: unknown members are kept, items and events of an unknown
 * type are represented by {@link UnknownItem} and {@link UnknownEvent}.
 */

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
export type JsonObject = { [name: string]: Json };

export interface Page<T> {
  data: T[];
  has_more: boolean;
  after?: string | null;
}

export interface ThreadStatus {
  type: 'active' | 'locked' | 'closed';
  reason?: string | null;
}

export interface Thread {
  id: string;
  title?: string | null;
  created_at: string;
  status: ThreadStatus;
  allowed_image_domains?: string[] | null;
  metadata: JsonObject;
  items?: Page<ThreadItem>;
}

export type UserContent = { type: 'input_text'; text: string } | InputTag;

export interface InputTag {
  type: 'input_tag';
  id: string;
  text: string;
  data?: Record<string, unknown>;
  group?: string | null;
  interactive?: boolean;
}

export interface UploadDescriptor {
  url: string;
  method: 'POST' | 'PUT';
  headers?: Record<string, string>;
}

export interface Attachment {
  type: 'file' | 'image';
  id: string;
  name: string;
  mime_type: string;
  preview_url?: string | null;
  upload_descriptor?: UploadDescriptor | null;
  thread_id?: string | null;
}

export interface InferenceOptions {
  tool_choice?: { id: string } | null;
  model?: string | null;
}

/** The `input` of `threads.create` and `threads.add_user_message`. */
export interface UserMessageInput {
  content: UserContent[];
  attachments: string[];
  quoted_text?: string | null;
  inference_options: InferenceOptions;
}

export type Source =
  | { type: 'url'; url: string; title: string; description?: string | null; attribution?: string | null; timestamp?: string | null; group?: string | null }
  | { type: 'file'; filename: string; title: string; description?: string | null; timestamp?: string | null; group?: string | null }
  | {
      type: 'entity';
      id: string;
      title: string;
      icon?: string | null;
      label?: string | null;
      inline_label?: string | null;
      interactive?: boolean;
      data?: Record<string, unknown>;
      description?: string | null;
      timestamp?: string | null;
      group?: string | null;
    };

export interface Annotation {
  type: 'annotation';
  source: Source;
  index?: number | null;
}

export interface AssistantContent {
  type: 'output_text';
  text: string;
  annotations: Annotation[];
}

type Indicator = { status_indicator?: 'none' | 'loading' | 'complete' };
export type Task = Indicator &
  (
    | { type: 'custom'; title?: string | null; icon?: string | null; content?: string | null }
    | { type: 'web_search'; title?: string | null; title_query?: string | null; queries?: string[]; sources?: Source[] }
    | { type: 'thought'; title?: string | null; content: string }
    | { type: 'file'; title?: string | null; sources?: Source[] }
    | { type: 'image'; title?: string | null }
  );

export interface Workflow {
  type: 'custom' | 'reasoning';
  tasks: Task[];
  summary?: { title?: string; icon?: string | null; duration?: number } | null;
  expanded?: boolean;
}

export interface InputAnswer {
  values: string[];
  skipped: boolean;
}

export type StructuredInput =
  | { type: 'multiple_choice'; id: string; question: string; options: { value: string }[]; multiple?: boolean; answer?: InputAnswer | null }
  | { type: 'freeform'; id: string; question: string; description?: string | null; answer?: InputAnswer | null };

export interface GeneratedImage {
  id: string;
  url: string;
}

interface ItemBase {
  id: string;
  thread_id: string;
  created_at: string;
}

export interface UserMessageItem extends ItemBase {
  type: 'user_message';
  content: UserContent[];
  attachments: Attachment[];
  quoted_text?: string | null;
  inference_options?: InferenceOptions;
}

export interface AssistantMessageItem extends ItemBase {
  type: 'assistant_message';
  content: AssistantContent[];
}

export interface ClientToolCallItem extends ItemBase {
  type: 'client_tool_call';
  status: 'pending' | 'completed';
  call_id: string;
  name: string;
  arguments: JsonObject;
  output?: Json;
}

/** One node of a widget, the root among them. What the members mean depends on the type; nothing has been checked. */
export interface WidgetNode {
  type: string;
  id?: string | null;
  key?: string | null;
  [member: string]: unknown;
}

export interface WidgetItem extends ItemBase {
  type: 'widget';
  widget: WidgetNode;
  copy_text?: string | null;
}

export interface GeneratedImageItem extends ItemBase {
  type: 'generated_image';
  image?: GeneratedImage | null;
  /** How far the image is, 0 to 1. Not a member of the stored item: it comes with updates. */
  progress?: number | null;
}

export interface StructuredInputItem extends ItemBase {
  type: 'structured_input';
  status: 'pending' | 'answered' | 'skipped';
  inputs: StructuredInput[];
}

export interface WorkflowItem extends ItemBase {
  type: 'workflow';
  workflow: Workflow;
}

export interface TaskItem extends ItemBase {
  type: 'task';
  task: Task;
}

export interface EndOfTurnItem extends ItemBase {
  type: 'end_of_turn';
}

export type ThreadItem =
  | UserMessageItem
  | AssistantMessageItem
  | ClientToolCallItem
  | WidgetItem
  | GeneratedImageItem
  | StructuredInputItem
  | WorkflowItem
  | TaskItem
  | EndOfTurnItem;

/** An item of a type that this version does not know. It is among the items like any other; views test the type. */
export interface UnknownItem extends ItemBase {
  type: string;
}

export type ItemUpdate =
  | { type: 'assistant_message.content_part.added'; content_index: number; content: AssistantContent }
  | { type: 'assistant_message.content_part.text_delta'; content_index: number; delta: string }
  | { type: 'assistant_message.content_part.annotation_added'; content_index: number; annotation_index: number; annotation: Annotation }
  | { type: 'assistant_message.content_part.done'; content_index: number; content: AssistantContent }
  | { type: 'widget.root.updated'; widget: WidgetNode }
  | { type: 'widget.component.updated'; component_id: string; component: WidgetNode }
  | { type: 'widget.streaming_text.value_delta'; component_id: string; delta: string; done: boolean }
  | { type: 'workflow.task.added'; task_index: number; task: Task }
  | { type: 'workflow.task.updated'; task_index: number; task: Task }
  | { type: 'generated_image.updated'; image: GeneratedImage; progress?: number | null };

export type NoticeLevel = 'info' | 'warning' | 'danger';

export type StreamEvent =
  | { type: 'thread.created'; thread: Thread }
  | { type: 'thread.updated'; thread: Thread }
  | { type: 'thread.item.added'; item: ThreadItem }
  | { type: 'thread.item.updated'; item_id: string; update: ItemUpdate }
  | { type: 'thread.item.done'; item: ThreadItem }
  | { type: 'thread.item.removed'; item_id: string }
  | { type: 'thread.item.replaced'; item: ThreadItem }
  | { type: 'stream_options'; stream_options: { allow_cancel: boolean } }
  | { type: 'progress_update'; icon?: string | null; text: string }
  | { type: 'client_effect'; name: string; data?: JsonObject }
  | { type: 'error'; code: string; message?: string | null; allow_retry: boolean }
  | { type: 'notice'; level: NoticeLevel; message: string; title?: string | null };

/** An event of a type that this version does not know. */
export interface UnknownEvent {
  type: string;
}

export interface Action {
  type: string;
  payload?: Record<string, unknown>;
}

/** A turn in the list of those that are running in a thread. */
export interface RunningTurn {
  id: string;
  thread_id: string;
  status: string;
  created_at: string;
}

/** Requests whose response is one document. */
export type DocumentRequest =
  | { type: 'threads.get_by_id'; params: { thread_id: string } }
  | { type: 'threads.list'; params: ListParams }
  | { type: 'items.list'; params: ListParams & { thread_id: string } }
  | { type: 'items.feedback'; params: { thread_id: string; item_ids: string[]; kind: 'positive' | 'negative' } }
  | { type: 'attachments.create'; params: { name: string; size: number; mime_type: string } }
  | { type: 'attachments.delete'; params: { attachment_id: string } }
  | { type: 'threads.update'; params: { thread_id: string; title: string } }
  | { type: 'threads.delete'; params: { thread_id: string } }
  | { type: 'threads.sync_custom_action'; params: { thread_id: string; item_id?: string; action: Action } }
  | { type: 'input.transcribe'; params: { audio_base64: string; mime_type: string } };

/** Requests whose response is a stream of events. */
export type TurnRequest =
  | { type: 'threads.create'; params: { input: UserMessageInput } }
  | { type: 'threads.add_user_message'; params: { thread_id: string; input: UserMessageInput } }
  | { type: 'threads.add_client_tool_output'; params: { thread_id: string; result: Json } }
  | {
      type: 'threads.add_structured_input';
      params: { thread_id: string; item_id: string; input: { status: 'answered' | 'skipped'; answers: Record<string, InputAnswer> } };
    }
  | { type: 'threads.retry_after_item'; params: { thread_id: string; item_id: string } }
  | { type: 'threads.custom_action'; params: { thread_id: string; item_id?: string; action: Action } };

export interface ListParams {
  limit?: number;
  order?: 'asc' | 'desc';
  after?: string;
}
