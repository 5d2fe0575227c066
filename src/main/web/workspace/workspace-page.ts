import type { ChatKitElement } from '../chatkit-ee.js';

const chat = document.createElement('chatkit-ee') as ChatKitElement;
chat.setOptions({ api: { url: 'api/chatkit' } });
document.body.append(chat);
