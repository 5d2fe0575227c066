// Entry: registers the same element under the name that pages for ChatKit.js use.
import { ChatKitElement } from './chatkit-ee.js';

if (!customElements.get('openai-chatkit')) {
  // a constructor has one name
  customElements.define('openai-chatkit', class extends ChatKitElement {});
}
