import type * as Lit from 'lit';
import type * as Repeat from 'lit/directives/repeat.js';
import type * as Icons from '../icons/icons';
import type * as Failures from '../texts/failures';
import type * as Times from '../texts/times';

/** What the tools of the history take from the element. They are a module of their own, and both have one Lit. */
export interface HistoryKit {
  readonly html: typeof Lit.html;
  readonly nothing: typeof Lit.nothing;
  readonly repeat: typeof Repeat.repeat;
  readonly icon: typeof Icons.icon;
  readonly failureText: typeof Failures.failureText;
  readonly relativeTime: typeof Times.relativeTime;
  readonly absoluteTime: typeof Times.absoluteTime;
}
