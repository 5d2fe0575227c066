import { css } from 'lit';

export const threadStyles = css`
  ck-thread {
    flex: 1;
    min-block-size: 0;
    position: relative;
    display: flex;
    flex-direction: column;
  }
  .scroller {
    flex: 1;
    min-block-size: 0;
    overflow: hidden auto;
    overflow-anchor: none;
    overscroll-behavior: contain;
    scrollbar-gutter: stable both-edges;
    scrollbar-color: var(--ck-border) transparent;
  }
  .scroller:focus-visible {
    outline-offset: -2px;
  }
  .content {
    display: flow-root;
    max-inline-size: calc(46rem + 2 * var(--ck-space));
    margin-inline: auto;
    padding: 0.25rem var(--ck-space) var(--ck-space);
  }
  .chunk {
    display: flow-root;
  }
  .jump {
    position: absolute;
    inset-block-end: 0.75rem;
    inset-inline-start: calc(50% - 1.15rem);
    inline-size: 2.3rem;
    block-size: 2.3rem;
    padding: 0;
    justify-content: center;
    border: 1px solid var(--ck-border);
    border-radius: 50%;
    background: var(--ck-surface);
    box-shadow: 0 2px 10px rgb(0 0 0 / 0.12);
  }
  .older {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 0.6rem;
    block-size: 3rem;
    color: var(--ck-muted);
    font-size: 0.9em;
  }
  .content > :is(.quiet-line, .failure, .notice, .thread-status) {
    margin-block-start: var(--ck-space);
  }
  .pending:not(.failed) {
    opacity: 0.75;
  }
  .failure,
  .notice,
  .thread-status {
    display: flex;
    align-items: flex-start;
    gap: 0.7rem;
    padding: 0.65rem 0.9rem;
    border-radius: min(var(--ck-radius), 0.9rem);
    background: var(--ck-raised);
    overflow-wrap: anywhere;
  }
  .failure > span:not(.failure-actions),
  .notice > div {
    flex: 1;
    min-inline-size: 0;
  }
  .failure > .icon,
  .notice > .icon,
  .thread-status > .icon {
    margin-block-start: 0.15em;
  }
  .failure,
  .notice.danger {
    background: color-mix(in oklab, var(--ck-danger) 9%, var(--ck-surface));
  }
  .failure > .icon,
  .notice.danger > .icon {
    color: var(--ck-danger);
  }
  .notice.warning {
    background: color-mix(in oklab, var(--ck-warning) 11%, var(--ck-surface));
  }
  .notice.warning > .icon {
    color: var(--ck-warning);
  }
  .notice.info > .icon {
    color: var(--ck-info);
  }
  .failure-actions {
    display: inline-flex;
    flex-wrap: wrap;
    gap: 0.35rem;
    margin-block: -0.25em;
  }
  .failure-actions button:not(.icon-only) {
    border: 1px solid color-mix(in oklab, currentColor 30%, transparent);
  }
  .failure .icon-only,
  .notice .icon-only {
    flex: none;
    margin-block: -0.25em;
  }
  .failed .failure {
    margin-block-start: 0.3rem;
    margin-inline-start: auto;
    max-inline-size: 38rem;
    font-size: 0.93em;
    flex-wrap: wrap;
  }
  .failed .failure > span:not(.failure-actions) {
    flex-basis: 14rem;
  }
  .thread-status {
    color: var(--ck-muted);
    font-size: 0.93em;
  }
  .skeleton {
    display: grid;
    gap: 0.9rem;
    padding-block-start: 2rem;
  }
  .skeleton i {
    block-size: 1rem;
    border-radius: 0.5rem;
    background: var(--ck-raised);
    animation: ck-pulse 1.6s ease-in-out infinite;
  }
  .skeleton i:nth-of-type(1) {
    inline-size: 45%;
    justify-self: end;
    block-size: 2.4rem;
    border-radius: 1.2rem;
  }
  .skeleton i:nth-of-type(3) {
    inline-size: 85%;
  }
  .skeleton i:nth-of-type(4) {
    inline-size: 60%;
  }
  @media (prefers-reduced-motion: reduce) {
    .item.marked::before {
      animation: none;
    }
  }
`;
