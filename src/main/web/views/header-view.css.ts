import { css } from 'lit';

export const headerStyles = css`
  ck-header {
    flex: none;
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-block-size: 3rem;
    padding: 0.4rem calc(var(--ck-space) * 0.6);
    border-block-end: 1px solid var(--ck-border);
  }
  ck-header > .start,
  ck-header > .end {
    flex: none;
    display: flex;
    gap: 0.15rem;
  }
  ck-header > .title {
    flex: 1;
    min-inline-size: 0;
    margin: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: 1em;
    font-weight: 600;
  }
`;
