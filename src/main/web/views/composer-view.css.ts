import { css } from 'lit';

export const composerStyles = css`
  ck-composer {
    display: block;
  }
`;
