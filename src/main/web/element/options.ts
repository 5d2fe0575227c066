import type { Action, Attachment, JsonObject, UserContent, WidgetNode } from '../protocol/wire';

/** The options of the element. They have the names and defaults of ChatKit.js, whose pages use this element unchanged. */
export interface ChatKitOptions {
  api: CustomApi | HostedApi;
  locale?: string;
  theme?: ColorScheme | ThemeOptions;
  frameTitle?: string;
  initialThread?: string | null;
  onClientTool?: (call: { name: string; params: JsonObject }) => Promise<Record<string, unknown>> | Record<string, unknown>;
  header?: HeaderOptions;
  /** `showSearch` and `showOrganize` are not options of ChatKit.js: whether search, and pins, labels and the archive, are offered where the server has them. */
  history?: { enabled?: boolean; showDelete?: boolean; showRename?: boolean; showSearch?: boolean; showOrganize?: boolean };
  startScreen?: { greeting?: string; prompts?: StartPrompt[] };
  threadItemActions?: { feedback?: boolean; retry?: boolean };
  composer?: ComposerOptions;
  disclaimer?: { text: string; highContrast?: boolean };
  entities?: EntityOptions;
  commands?: CommandOptions;
  widgets?: { onAction?(action: Action, item: { id: string; widget: WidgetNode }): Promise<void> };
  thread?: { autoScroll?: boolean };
}

export interface CustomApi {
  url: string;
  fetch?: typeof fetch;
  /** Not used: this server has no list of domains. */
  domainKey?: string;
  uploadStrategy?: { type: 'two_phase' } | { type: 'direct'; uploadUrl: string };
  /** Whether responses go on without their connection and are then resumed. The default is whether the server is on the page's origin. */
  resume?: boolean;
}

export interface HostedApi {
  getClientSecret: (current: string | null) => Promise<string>;
  /** As for a `CustomApi`. */
  resume?: boolean;
}

export type ColorScheme = 'light' | 'dark';

export interface ThemeOptions {
  colorScheme?: ColorScheme;
  typography?: { baseSize?: 14 | 15 | 16 | 17 | 18; fontSources?: FontSource[]; fontFamily?: string; fontFamilyMono?: string };
  radius?: 'pill' | 'round' | 'soft' | 'sharp';
  density?: 'compact' | 'normal' | 'spacious';
  color?: {
    grayscale?: { hue: number; tint: number; shade?: number };
    accent?: { primary: string; level: 0 | 1 | 2 | 3 };
    surface?: { background: string; foreground: string };
  };
}

export interface FontSource {
  family: string;
  src: string;
  weight?: string | number;
  style?: 'normal' | 'italic' | 'oblique';
  display?: 'auto' | 'block' | 'swap' | 'fallback' | 'optional';
  unicodeRange?: string;
}

export interface HeaderOptions {
  enabled?: boolean;
  title?: { enabled?: boolean; text?: string };
  leftAction?: HeaderAction;
  rightAction?: HeaderAction;
}

export interface HeaderAction {
  icon: string;
  onClick: () => void;
}

export interface StartPrompt {
  label: string;
  prompt: string | UserContent[];
  icon?: string;
}

export interface ComposerOptions {
  placeholder?: string;
  attachments?: { enabled: boolean; maxSize?: number | Record<string, number>; maxCount?: number; accept?: Record<string, string[]> };
  tools?: ToolOption[];
  models?: ModelOption[];
  dictation?: { enabled: boolean };
}

export interface ToolOption {
  id: string;
  label: string;
  icon: string;
  shortLabel?: string;
  placeholderOverride?: string;
  pinned?: boolean;
  persistent?: boolean;
}

export interface ModelOption {
  id: string;
  label: string;
  description?: string;
  disabled?: boolean;
  default?: boolean;
}

export interface Entity {
  title: string;
  id: string;
  icon?: string;
  interactive?: boolean;
  group?: string;
  data?: Record<string, string>;
}

export interface EntityOptions {
  onTagSearch?(query: string): Promise<Entity[]>;
  showComposerMenu?: boolean;
  onClick?(entity: Entity): void;
  onRequestPreview?(entity: Entity): Promise<{ preview: WidgetNode | null }>;
}

export interface Command {
  id: string;
  label: string;
  description?: string;
  icon?: string;
  group?: string;
}

export type CommandSelection = { type: 'entity'; entity: Entity } | { type: 'menu'; commands: Command[] };

export interface CommandOptions {
  enabled: boolean;
  onSearch?(query: string): Promise<Command[]>;
  onSelect?(command: Command): Promise<void | CommandSelection>;
}

/** The parameters of `sendUserMessage`. */
export interface UserMessageParams {
  text?: string;
  content?: UserContent[];
  reply?: string;
  attachments?: Attachment[];
  newThread?: boolean;
  toolChoice?: { id: string };
  model?: string;
}

/** The parameters of `setComposerValue`. */
export interface ComposerValueParams {
  text?: string;
  content?: UserContent[];
  reply?: string;
  attachments?: Attachment[];
  files?: File[];
  selectedToolId?: string | null;
  selectedModelId?: string;
}

/** The events of the element and their details. */
export interface ChatKitEvents {
  'chatkit.ready': void;
  'chatkit.error': { error: Error };
  'chatkit.effect': { name: string; data?: JsonObject };
  'chatkit.deeplink': { name: string; data?: JsonObject };
  'chatkit.response.start': void;
  'chatkit.response.end': void;
  'chatkit.history.open': void;
  'chatkit.history.close': void;
  'chatkit.thread.change': { threadId: string | null };
  'chatkit.thread.load.start': { threadId: string };
  'chatkit.thread.load.end': { threadId: string };
  'chatkit.tool.change': { toolId: string | null };
  'chatkit.log': { name: string; data?: JsonObject };
}
