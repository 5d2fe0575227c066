import { css } from 'lit';

export const historyStyles = css`
  ck-history {
    display: block;
  }
`;
