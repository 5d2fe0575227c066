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
  history?: { enabled?: boolean; showDelete?: boolean; showRename?: boolean };
  startScreen?: { greeting?: string; prompts?: StartPrompt[] };
  threadItemActions?: { feedback?: boolean; retry?: boolean };
  composer?: ComposerOptions;
  disclaimer?: { text: string; highContrast?: boolean };
  entities?: EntityOptions;
  commands?: CommandOptions;
  widgets?: { onAction?: (action: Action, item: { id: string; widget: WidgetNode }) => Promise<void> };
  thread?: { autoScroll?: boolean };
}

export interface CustomApi {
  url: string;
  fetch?: typeof fetch;
  /** Not used: this server has no list of domains. */
  domainKey?: string;
  uploadStrategy?: { type: 'two_phase' } | { type: 'direct'; uploadUrl: string };
}

export interface HostedApi {
  getClientSecret: (current: string | null) => Promise<string>;
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
  onTagSearch?: (query: string) => Promise<Entity[]>;
  showComposerMenu?: boolean;
  onClick?: (entity: Entity) => void;
  onRequestPreview?: (entity: Entity) => Promise<{ preview: WidgetNode | null }>;
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
  onSearch?: (query: string) => Promise<Command[]>;
  onSelect?: (command: Command) => Promise<void | CommandSelection>;
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

type Shape = { [name: string]: Shape | true };

/** Every option there is. What is under `true` is not looked into. */
const KNOWN: Shape = {
  api: { url: true, fetch: true, domainKey: true, uploadStrategy: true, getClientSecret: true },
  locale: true,
  theme: {
    colorScheme: true,
    typography: { baseSize: true, fontSources: true, fontFamily: true, fontFamilyMono: true },
    radius: true,
    density: true,
    color: { grayscale: { hue: true, tint: true, shade: true }, accent: { primary: true, level: true }, surface: { background: true, foreground: true } },
  },
  frameTitle: true,
  initialThread: true,
  onClientTool: true,
  header: { enabled: true, title: { enabled: true, text: true }, leftAction: { icon: true, onClick: true }, rightAction: { icon: true, onClick: true } },
  history: { enabled: true, showDelete: true, showRename: true },
  startScreen: { greeting: true, prompts: true },
  threadItemActions: { feedback: true, retry: true },
  composer: {
    placeholder: true,
    attachments: { enabled: true, maxSize: true, maxCount: true, accept: true },
    tools: true,
    models: true,
    dictation: { enabled: true },
  },
  disclaimer: { text: true, highContrast: true },
  entities: { onTagSearch: true, showComposerMenu: true, onClick: true, onRequestPreview: true },
  commands: { enabled: true, onSearch: true, onSelect: true },
  widgets: { onAction: true },
  thread: { autoScroll: true },
};

/** Thrown by `setOptions`. */
export class InvalidOptionError extends TypeError {}

/**
 * Checks options as they come from a page.
 *
 * @returns names of options that are not known, or have no effect here
 * @throws InvalidOptionError if the element cannot work with them
 */
export function checkOptions(options: ChatKitOptions): string[] {
  if (typeof options !== 'object' || options === null) {
    throw new InvalidOptionError('setOptions needs an object');
  }
  const { api } = options;
  if (!api || (typeof (api as CustomApi).url !== 'string' && typeof (api as HostedApi).getClientSecret !== 'function')) {
    throw new InvalidOptionError('The option api needs a url, or getClientSecret');
  }
  return unknown(options as unknown as Record<string, unknown>, KNOWN, '');
}

function unknown(value: Record<string, unknown>, shape: Shape, path: string): string[] {
  return Object.entries(value).flatMap(([name, member]) => {
    const inner = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (inner === undefined) {
      return [path + name];
    }
    return inner === true || typeof member !== 'object' || member === null || Array.isArray(member)
      ? []
      : unknown(member as Record<string, unknown>, inner, `${path}${name}.`);
  });
}
