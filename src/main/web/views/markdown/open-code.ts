/** Lines that are laid out together. */
const LINES = 50;
const OPEN = /^(`{3,}|~{3,})[^\n]*\n/;

/**
 * A long block of code whose end has not come yet. What comes is appended to it without parsing what was there, and laid out in
 * parts, so that its length does not matter.
 */
export class OpenCode {
  /** How much of the source has been appended, and of the code. */
  private read: number;
  private length = 0;
  private lines = 0;
  private last: Text | null = null;
  private readonly end: RegExp;

  private constructor(
    private readonly code: HTMLElement,
    fence: string,
    start: number,
  ) {
    this.read = start;
    this.end = new RegExp(`^ {0,3}${fence[0]}{${fence.length},}[ \\t]*$`);
    code.replaceChildren();
  }

  /** @returns null if the source is not that of a block of code with fences */
  static of(code: HTMLElement | null, source: string): OpenCode | null {
    const match = OPEN.exec(source);
    return code && match ? new OpenCode(code, match[1] as string, match[0].length) : null;
  }

  /** Appends what has come since. @returns whether the block goes on */
  update(source: string): boolean {
    let complete = source.lastIndexOf('\n') + 1;
    const rest = source.slice(complete);
    if (complete < this.read) {
      complete = this.read;
    } else if (source.slice(this.read, complete).split('\n').some((line) => this.end.test(line))) {
      return false;
    }
    // a line that may become the end is not shown before it is complete
    const to = /^ {0,3}[`~]/.test(rest) ? complete : source.length;
    this.append(source.slice(this.read, to));
    this.read = Math.max(this.read, to);
    return true;
  }

  /** Appends what is missing from the whole code. */
  finish(code: string): void {
    this.append(code.slice(this.length));
  }

  private append(text: string): void {
    this.length += text.length;
    for (let at = 0; at < text.length; ) {
      const end = text.indexOf('\n', at) + 1 || text.length;
      if (!this.last || (this.lines >= LINES && this.last.data.endsWith('\n'))) {
        const part = document.createElement('span');
        part.className = 'code-part';
        this.last = document.createTextNode('');
        part.append(this.last);
        this.code.append(part);
        this.lines = 0;
      }
      this.last.appendData(text.slice(at, end));
      this.lines++;
      at = end;
    }
  }
}
