import type { CSSResultOrNative } from 'lit';
import { chatStyles } from './chat-view.css';
import { composerPopupStyles } from './composer-popup.css';
import { composerStyles } from './composer-view.css';
import { directionStyles } from './direction.css';
import { headerStyles } from './header-view.css';
import { historyStyles } from './history-view.css';
import { itemStyles } from './item-view.css';
import { startStyles } from './start-view.css';
import { markdownStyles } from './markdown-view.css';
import { threadStyles } from './thread-view.css';

/** The style sheets of all views, for the one shadow root. */
export const viewStyles: CSSResultOrNative[] = [
  chatStyles,
  headerStyles,
  historyStyles,
  startStyles,
  threadStyles,
  itemStyles,
  markdownStyles,
  composerStyles,
  composerPopupStyles,
  directionStyles,
];
