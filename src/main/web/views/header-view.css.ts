import { css } from 'lit';

export const headerStyles = css`
  ck-header {
    display: block;
  }
`;
