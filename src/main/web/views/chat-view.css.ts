import { css } from 'lit';

export const chatStyles = css`
  ck-chat {
    display: flex;
    flex-direction: column;
    block-size: 100%;
    min-block-size: 0;
  }
  ck-chat > .body {
    flex: 1;
    min-block-size: 0;
    position: relative;
    display: flex;
    flex-direction: column;
  }
  ck-chat .disclaimer {
    padding: 0 var(--ck-space) 0.5rem;
    text-align: center;
    font-size: 0.8em;
    color: var(--ck-muted);
  }
  ck-chat .disclaimer.high-contrast {
    color: inherit;
  }
`;
