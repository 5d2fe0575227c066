import { css } from 'lit';

export const startStyles = css`
  ck-start {
    flex: 1;
    min-block-size: 0;
    overflow-y: auto;
    display: flex;
    flex-direction: column;
    padding: var(--ck-space);
  }
  ck-start > .inner {
    inline-size: 100%;
    max-inline-size: 46rem;
    margin: auto;
  }
  ck-start h2 {
    margin: 0 0 1.25rem;
    font-size: 1.6em;
    font-weight: 600;
    line-height: 1.25;
    text-wrap: balance;
  }
  ck-start .prompts {
    list-style: none;
    margin: 0;
    padding: 0;
    display: grid;
    gap: 0.25rem;
  }
  ck-start .prompts button {
    inline-size: 100%;
    padding: 0.6rem 0.75rem;
    gap: 0.75rem;
    border-radius: min(var(--ck-radius), 0.9rem);
    text-align: start;
  }
  ck-start .prompts .icon {
    color: var(--ck-muted);
  }
  ck-start .prompts li + li button {
    position: relative;
  }
`;
