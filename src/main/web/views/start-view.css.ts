import { css } from 'lit';

export const startStyles = css`
  ck-start {
    display: block;
  }
`;
