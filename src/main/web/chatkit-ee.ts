import { ChatKitElement } from './element/chatkit-element';

// Entry: registers <chatkit-ee>. The other modules of the project import this one by its address, so its exports are theirs.
export { ChatKitElement };
export { html, LitElement, nothing } from 'lit';
export { repeat } from 'lit/directives/repeat.js';
export { icon } from './icons/icons';
export { checked, RequestError } from './protocol/client';
export { Deletions } from './state/deletions';
export { loadModule } from './protocol/module';
export { Observable } from './state/observable';
export { failureText } from './texts/failures';
export { chooseLocale, direction, fill, loadTexts } from './texts/texts';
export { absoluteTime, relativeTime } from './texts/times';
export { enteredTitle, moveAmongRows, selectTitle } from './views/thread-rows';
export type * from './element/options';

if (!customElements.get('chatkit-ee')) {
  customElements.define('chatkit-ee', ChatKitElement);
}
