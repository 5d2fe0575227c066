import { css } from 'lit';

export const itemStyles = css`
  ck-item {
    display: block;
  }
`;
