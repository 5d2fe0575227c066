import { css } from 'lit';

export const threadStyles = css`
  ck-thread {
    display: block;
  }
`;
