import { css } from 'lit';

export const widgetStyles = css`
  .widget {
    display: block;
  }
`;
