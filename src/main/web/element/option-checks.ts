import type { ChatKitOptions, CustomApi, HostedApi } from './options';

/** Thrown by `setOptions`. */
export class InvalidOptionError extends TypeError {}

type Kind = 'string' | 'boolean' | 'number' | 'function' | 'object' | 'any';
/** What a value must be: of a kind, one of some values, a list of something, or an object with members. */
type Rule = Kind | readonly (string | number)[] | { list: Rule } | { members: Record<string, Rule> };

const action: Rule = { members: { icon: 'string', onClick: 'function' } };
const content: Rule = 'any';

/** Every option there is. */
const RULES: Record<string, Rule> = {
  api: { members: { url: 'string', fetch: 'function', domainKey: 'any', uploadStrategy: 'object', getClientSecret: 'function', resume: 'boolean' } },
  locale: 'string',
  frameTitle: 'string',
  initialThread: 'string',
  onClientTool: 'function',
  header: { members: { enabled: 'boolean', title: { members: { enabled: 'boolean', text: 'string' } }, leftAction: action, rightAction: action } },
  history: { members: { enabled: 'boolean', showDelete: 'boolean', showRename: 'boolean', showSearch: 'boolean', showOrganize: 'boolean' } },
  startScreen: { members: { greeting: 'string', prompts: { list: { members: { label: 'string', prompt: content, icon: 'string' } } } } },
  threadItemActions: { members: { feedback: 'boolean', retry: 'boolean' } },
  composer: {
    members: {
      placeholder: 'string',
      attachments: { members: { enabled: 'boolean', maxSize: 'any', maxCount: 'number', accept: 'object' } },
      tools: {
        list: {
          members: { id: 'string', label: 'string', icon: 'string', shortLabel: 'string', placeholderOverride: 'string', pinned: 'boolean', persistent: 'boolean' },
        },
      },
      models: { list: { members: { id: 'string', label: 'string', description: 'string', disabled: 'boolean', default: 'boolean' } } },
      dictation: { members: { enabled: 'boolean' } },
    },
  },
  disclaimer: { members: { text: 'string', highContrast: 'boolean' } },
  entities: { members: { onTagSearch: 'function', showComposerMenu: 'boolean', onClick: 'function', onRequestPreview: 'function' } },
  commands: { members: { enabled: 'boolean', onSearch: 'function', onSelect: 'function' } },
  widgets: { members: { onAction: 'function' } },
  thread: { members: { autoScroll: 'boolean' } },
};

const THEME: Rule = {
  members: {
    colorScheme: ['light', 'dark'],
    typography: {
      members: {
        baseSize: [14, 15, 16, 17, 18],
        fontSources: { list: { members: { family: 'string', src: 'string', weight: 'any', style: 'string', display: 'string', unicodeRange: 'string' } } },
        fontFamily: 'string',
        fontFamilyMono: 'string',
      },
    },
    radius: ['pill', 'round', 'soft', 'sharp'],
    density: ['compact', 'normal', 'spacious'],
    color: {
      members: {
        grayscale: { members: { hue: 'number', tint: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], shade: [-4, -3, -2, -1, 0, 1, 2, 3, 4] } },
        accent: { members: { primary: 'string', level: [0, 1, 2, 3] } },
        surface: { members: { background: 'string', foreground: 'string' } },
      },
    },
  },
};

/**
 * Checks options as they come from a page.
 *
 * @returns the options without what cannot be used, and a sentence for each thing that is left out or has no effect
 * @throws InvalidOptionError if the element cannot work with them
 */
export function checkOptions(options: ChatKitOptions): { options: ChatKitOptions; complaints: string[] } {
  if (typeof options !== 'object' || options === null) {
    throw new InvalidOptionError('setOptions needs an object');
  }
  const { api, theme } = options;
  if (typeof (api as CustomApi | undefined)?.url !== 'string' && typeof (api as HostedApi | undefined)?.getClientSecret !== 'function') {
    throw new InvalidOptionError('The option api needs a url, or getClientSecret');
  }
  const complaints: string[] = [];
  const rules = { ...RULES, theme: typeof theme === 'string' ? (['light', 'dark'] as const) : THEME };
  return { options: checked(options, { members: rules }, '', complaints) as ChatKitOptions, complaints };
}

/** The value if it follows the rule, a copy without the members that do not, or undefined. */
function checked(value: unknown, rule: Rule, path: string, complaints: string[]): unknown {
  // a member that is null or undefined is as if it were not there
  if (value === null || value === undefined || rule === 'any') {
    return value;
  }
  if (typeof rule === 'string') {
    return typeof value === rule ? value : reject(path, `is no ${rule}`, complaints);
  }
  if (isValues(rule)) {
    return rule.includes(value as string) ? value : reject(path, `is none of ${rule.join(', ')}`, complaints);
  }
  if ('list' in rule) {
    return Array.isArray(value) ? checkedList(value, rule.list, path, complaints) : reject(path, 'is no array', complaints);
  }
  return typeof value === 'object' ? checkedMembers(value, rule.members, path, complaints) : reject(path, 'is no object', complaints);
}

function isValues(rule: Rule): rule is readonly (string | number)[] {
  return Array.isArray(rule);
}

function checkedList(list: unknown[], rule: Rule, path: string, complaints: string[]): unknown[] {
  const result = list.map((element, index) => checked(element, rule, `${path}[${index}]`, complaints));
  return result.some((element, index) => element !== list[index] || element === null || element === undefined)
    ? result.filter((element) => element !== null && element !== undefined)
    : list;
}

function checkedMembers(object: object, rules: Record<string, Rule>, path: string, complaints: string[]): object {
  let result = object;
  for (const [name, value] of Object.entries(object)) {
    const place = path ? `${path}.${name}` : name;
    if (!Object.hasOwn(rules, name)) {
      complaints.push(`The option ${place} is not known`);
      continue;
    }
    const member = checked(value, rules[name] as Rule, place, complaints);
    if (member !== value) {
      // functions of the page may be called on its own kind of object
      result = result === object ? Object.assign(Object.create(Object.getPrototypeOf(object)) as object, object) : result;
      (result as Record<string, unknown>)[name] = member;
    }
  }
  return result;
}

function reject(path: string, reason: string, complaints: string[]): undefined {
  complaints.push(`The option ${path} ${reason}, so it has no effect`);
  return undefined;
}
