import type * as Lit from 'lit';
import type * as Guard from 'lit/directives/guard.js';
import type * as Repeat from 'lit/directives/repeat.js';
import type * as Icons from '../icons/icons';
import type * as State from '../state/observable';
import type * as Images from '../views/images';
import type * as Views from '../views/view';

/** What widgets take from the element. They are a module of their own, loaded with the first widget, and both have one Lit. */
export interface Kit {
  readonly html: typeof Lit.html;
  readonly nothing: typeof Lit.nothing;
  readonly guard: typeof Guard.guard;
  readonly repeat: typeof Repeat.repeat;
  readonly icon: typeof Icons.icon;
  readonly imageAllowed: typeof Images.imageAllowed;
  readonly styles: typeof Views.styles;
  readonly define: typeof Views.define;
  readonly Part: typeof Views.Part;
  readonly Signal: typeof State.Signal;
}

export let html: Kit['html'];
export let nothing: Kit['nothing'];
export let guard: Kit['guard'];
export let repeat: Kit['repeat'];
export let icon: Kit['icon'];
export let imageAllowed: Kit['imageAllowed'];
export let styles: Kit['styles'];
export let define: Kit['define'];
export let Part: Kit['Part'];
export let Signal: Kit['Signal'];

/** Called once, before anything is rendered. Until then this module has nothing, so no other may use it while it is evaluated. */
export function provide(kit: Kit): void {
  ({ html, nothing, guard, repeat, icon, imageAllowed, styles, define, Part, Signal } = kit);
}
