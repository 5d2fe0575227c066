import { loadModule } from '../../protocol/module';
import { sanitize } from './sanitize';

/** The most characters of a block that is highlighted. */
const MAX_HIGHLIGHTED = 30_000;

type Highlight = (code: string, language: string) => string | null;
let loading: Promise<Highlight> | null = null;

/** Gives each block of code among nodes a head, with its language and a button that copies it. */
export function frameCode(root: ParentNode, copyLabel: string): void {
  for (const code of root.querySelectorAll('pre > code')) {
    const pre = code.parentElement as HTMLElement;
    const language = /language-(\S+)/.exec(code.className)?.[1] ?? '';
    const frame = document.createElement('div');
    frame.className = 'code';
    const head = document.createElement('div');
    head.className = 'code-head';
    const name = document.createElement('span');
    name.textContent = language;
    const copy = document.createElement('button');
    copy.type = 'button';
    copy.className = 'copy-code';
    copy.textContent = copyLabel;
    head.append(name, copy);
    // reached by the keyboard, to be scrolled
    pre.tabIndex = 0;
    pre.replaceWith(frame);
    frame.append(head, pre);
  }
}

/** Highlights the blocks of code in an element that have not been yet, other than the one that is being streamed. */
export async function highlightCode(root: ParentNode): Promise<void> {
  const blocks = Array.from(root.querySelectorAll<HTMLElement>('pre > code[class^="language-"]:not([data-highlighted], .tail *)'));
  for (const code of blocks) {
    code.dataset['highlighted'] = '';
    const language = code.className.slice('language-'.length);
    const source = code.textContent ?? '';
    if (language !== '' && source.length <= MAX_HIGHLIGHTED) {
      const markup = (await load())(source, language);
      if (markup !== null && code.isConnected) {
        code.replaceChildren(sanitize(markup, () => false));
      }
      // one block at a time, so that none delays what a person does
      await new Promise((resolve) => setTimeout(resolve));
    }
  }
}

function load(): Promise<Highlight> {
  loading ??= loadModule<{ highlight: Highlight }>('highlight.js', import.meta.url).then(
    (module) => module.highlight,
    () => {
      // tried again with the next block
      loading = null;
      return () => null;
    },
  );
  return loading;
}
