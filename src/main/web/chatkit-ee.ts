import { ChatKitElement } from './element/chatkit-element';

// Entry: registers <chatkit-ee>. The other modules of the project import this one by its address, so its exports are theirs.
export { ChatKitElement };
export type * from './element/options';

if (!customElements.get('chatkit-ee')) {
  customElements.define('chatkit-ee', ChatKitElement);
}
