import type { Chat } from '../element/chat';
import type { Command, Entity } from '../element/options';
import type { Selection } from '../state/composer';
import { plain, tag, type Content } from '../state/content';
import { Observable } from '../state/observable';

/** Milliseconds without typing after which is searched. */
const DEBOUNCE = 150;
const MAX_QUERY = 60;
const MAX_OPTIONS = 100;

/** What was typed: a character that begins a search, and the text after it, up to the caret. */
interface Trigger {
  readonly sign: '@' | '/';
  readonly start: number;
  readonly end: number;
  readonly query: string;
}

/** An action of the composer that is found among the commands. */
export interface BuiltIn {
  readonly label: string;
  readonly icon: string;
  readonly group: string;
  run(): void;
}

export interface Suggestion {
  readonly label: string;
  readonly description: string | null;
  readonly icon: string | null;
  readonly group: string | null;
  readonly source: { kind: 'entity'; entity: Entity } | { kind: 'command'; command: Command } | { kind: 'builtin'; action: BuiltIn };
}

/** What is offered while one writes: entities after `@`, commands after `/`. */
export class Suggestions extends Observable {
  options: readonly Suggestion[] = [];
  active = 0;
  loading = false;
  failed = false;

  private trigger: Trigger | null = null;
  /** Where a search was closed by Escape; it stays closed until the sign is typed again. */
  private dismissed = -1;
  /** The commands of a menu that a command has opened. */
  private menu: readonly Command[] | null = null;
  /** The choice was confirmed before the search had ended. */
  private confirmed = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private search = 0;

  constructor(
    private readonly chat: Chat,
    private readonly builtIns: () => BuiltIn[],
  ) {
    super();
  }

  get open(): boolean {
    // a text such as "a/b" or an address is no search: nothing is found and nothing is shown
    return this.trigger !== null && (this.options.length > 0 || this.failed || (this.loading && this.trigger.query.length < 20) || this.trigger.query === '');
  }

  get sign(): '@' | '/' {
    return this.trigger?.sign ?? '@';
  }

  get activeOption(): Suggestion | undefined {
    return this.options[this.active];
  }

  /** Takes notice of what is written. */
  update(content: Content, selection: Selection): void {
    const found = selection.start === selection.end ? this.find(plain(content).slice(0, selection.start)) : null;
    if (!found || found.start === this.dismissed) {
      if (!found) {
        this.dismissed = -1;
      }
      this.close();
      return;
    }
    const previous = this.trigger;
    if (previous?.start === found.start && previous.query === found.query) {
      return;
    }
    if (previous?.start !== found.start || previous.sign !== found.sign) {
      this.menu = null;
      this.options = [];
    }
    this.trigger = found;
    this.begin(found);
  }

  move(by: number): void {
    const count = this.options.length;
    this.active = count === 0 ? 0 : (this.active + by + count) % count;
    this.changed();
  }

  point(index: number): void {
    if (index !== this.active) {
      this.active = index;
      this.changed();
    }
  }

  dismiss(): void {
    this.dismissed = this.trigger?.start ?? -1;
    this.close();
  }

  close(): void {
    clearTimeout(this.timer);
    this.search++;
    this.menu = null;
    if (this.trigger) {
      this.trigger = null;
      this.options = [];
      this.loading = false;
      this.failed = false;
      this.changed();
    }
  }

  /** Chooses what is active, or what will be found first. @returns whether there is anything to choose */
  confirm(): boolean {
    if (this.activeOption) {
      void this.choose(this.activeOption);
      return true;
    }
    this.confirmed = this.loading;
    return this.loading;
  }

  async choose(option: Suggestion): Promise<void> {
    const { source } = option;
    if (source.kind === 'entity') {
      this.insert(source.entity);
    } else if (source.kind === 'builtin') {
      this.remove();
      source.action.run();
    } else {
      await this.run(source.command);
    }
  }

  private find(before: string): Trigger | null {
    const { entities, commands } = this.chat.options;
    const signs = (entities?.onTagSearch ? '@' : '') + (commands?.enabled ? '/' : '');
    if (signs === '') {
      return null;
    }
    const match = new RegExp(`(?:^|[\\s(\\ufffc])([${signs}])((?!\\s)[^\\n\\ufffc${signs}]{0,${MAX_QUERY}})$`, 'u').exec(before);
    if (!match) {
      return null;
    }
    const query = match[2] ?? '';
    return { sign: match[1] as '@' | '/', start: before.length - query.length - 1, end: before.length, query };
  }

  private begin(trigger: Trigger): void {
    clearTimeout(this.timer);
    this.confirmed = false;
    const search = ++this.search;
    const run = () => void this.searchNow(trigger, search);
    const callback = this.menu ? undefined : trigger.sign === '@' ? this.chat.options.entities?.onTagSearch : this.chat.options.commands?.onSearch;
    if (!callback) {
      run();
      return;
    }
    // what was found for an earlier query must not be chosen in place of what is meant now
    const active = this.activeOption;
    this.options = this.options.filter((option) => matches(option.label, trigger.query));
    this.active = Math.max(0, active ? this.options.indexOf(active) : 0);
    this.loading = true;
    this.failed = false;
    this.changed();
    this.timer = setTimeout(run, trigger.query === '' ? 0 : DEBOUNCE);
  }

  private async searchNow(trigger: Trigger, search: number): Promise<void> {
    let options: Suggestion[] = trigger.sign === '/' && !this.menu ? this.matchingBuiltIns(trigger.query) : [];
    let failed = false;
    try {
      options = [...(await this.results(trigger)), ...options];
    } catch (error) {
      failed = true;
      this.report(error);
    }
    // an answer that comes after that of a later question is of no interest
    if (search === this.search) {
      const active = this.activeOption?.label;
      this.options = options.slice(0, MAX_OPTIONS);
      this.active = Math.max(0, this.options.findIndex((option) => option.label === active));
      this.loading = false;
      this.failed = failed;
      this.changed();
      if (this.confirmed && options[0]) {
        await this.choose(options[0]);
      }
    }
  }

  private async results({ sign, query }: Trigger): Promise<Suggestion[]> {
    if (sign === '@') {
      const found: unknown = await this.chat.options.entities?.onTagSearch?.(query);
      return inGroups(Array.isArray(found) ? found.flatMap(suggestedEntity) : []);
    }
    const found: unknown = this.menu ? this.menu.filter((command) => matches(command.label, query)) : await this.chat.options.commands?.onSearch?.(query);
    return inGroups(Array.isArray(found) ? found.flatMap(suggestedCommand) : []);
  }

  private matchingBuiltIns(query: string): Suggestion[] {
    return this.builtIns()
      .filter((action) => matches(action.label, query))
      .map((action) => ({ label: action.label, description: null, icon: action.icon, group: action.group, source: { kind: 'builtin', action } }));
  }

  private async run(command: Command): Promise<void> {
    const { onSelect } = this.chat.options.commands ?? {};
    const search = ++this.search;
    this.loading = true;
    this.changed();
    try {
      const selection = await onSelect?.(command);
      const current = search === this.search;
      if (selection?.type === 'entity') {
        this.insert(selection.entity, current);
      } else if (selection?.type === 'menu' && Array.isArray(selection.commands)) {
        if (current) {
          this.openMenu(selection.commands);
        }
      } else if (current) {
        this.remove();
      }
    } catch (error) {
      this.report(error);
      if (search === this.search) {
        this.loading = false;
        this.failed = true;
        this.options = [];
        this.changed();
      }
    }
  }

  private openMenu(commands: readonly Command[]): void {
    const { trigger } = this;
    if (trigger) {
      this.menu = commands;
      this.trigger = { ...trigger, end: trigger.start + 1, query: '' };
      const opened = this.trigger;
      this.chat.composer.insert(opened.end, trigger.end, []);
      this.begin(opened);
    }
  }

  /** Puts a tag in place of what was typed; at the caret if something else has been typed since. */
  private insert(entity: Entity, inPlace = true): void {
    const { composer } = this.chat;
    const { start, end } = (inPlace && this.trigger) || composer.selection;
    const next = plain(composer.content).charAt(end);
    this.close();
    composer.insert(start, end, [tag(entity.id, entity.title, entity), ...(/\s/.test(next) ? [] : [{ type: 'input_text' as const, text: ' ' }])]);
  }

  /** Removes what was typed to find a command. */
  private remove(): void {
    const { trigger } = this;
    this.close();
    if (trigger) {
      this.chat.composer.insert(trigger.start, trigger.end, []);
    }
  }

  private report(error: unknown): void {
    this.chat.failed(error instanceof Error ? error : new Error(String(error)));
  }
}

function matches(label: string, query: string): boolean {
  return label.toLowerCase().includes(query.trim().toLowerCase());
}

function suggestedEntity(value: unknown): Suggestion[] {
  const entity = value as Entity | null;
  return entity && typeof entity.id === 'string' && typeof entity.title === 'string'
    ? [{ label: entity.title, description: null, icon: entity.icon ?? null, group: entity.group ?? null, source: { kind: 'entity', entity } }]
    : [];
}

function suggestedCommand(value: unknown): Suggestion[] {
  const command = value as Command | null;
  return command && typeof command.id === 'string' && typeof command.label === 'string'
    ? [{ label: command.label, description: command.description ?? null, icon: command.icon ?? null, group: command.group ?? null, source: { kind: 'command', command } }]
    : [];
}

/** Brings the members of a group together; groups come in the order of their first members. */
function inGroups(options: Suggestion[]): Suggestion[] {
  const groups = [...new Set(options.map((option) => option.group))];
  return groups.flatMap((group) => options.filter((option) => option.group === group));
}
