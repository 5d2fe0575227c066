/**
 * What the workspace shares with the element. The address of the module is relative to the bundle that imports it, which is beside
 * this file, so the parts of the workspace import this file instead.
 */
export {
  absoluteTime,
  ChatKitElement,
  checked,
  chooseLocale,
  Deletions,
  direction,
  enteredTitle,
  failureText,
  fill,
  html,
  icon,
  LitElement,
  loadModule,
  loadTexts,
  moveAmongRows,
  nothing,
  Observable,
  relativeTime,
  repeat,
  RequestError,
  selectTitle,
} from './chatkit-ee.js';
export type { ChatKitOptions } from './chatkit-ee.js';
export type { Texts } from './texts/texts';
