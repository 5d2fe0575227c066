import { css } from 'lit';

export const historyStyles = css`
  ck-history {
    position: absolute;
    inset: 0;
    z-index: 20;
    display: flex;
  }
  ck-history > .scrim {
    position: absolute;
    inset: 0;
    background: oklch(0 0 0 / 0.35);
    animation: ck-appear 0.15s;
  }
  ck-history > .panel {
    position: relative;
    display: flex;
    flex-direction: column;
    inline-size: min(24rem, 100%);
    min-block-size: 0;
    background: var(--ck-surface);
    border-inline-end: 1px solid var(--ck-border);
    animation: ck-slide 0.15s;
  }
  ck-history header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    min-block-size: 3rem;
    padding: 0.4rem calc(var(--ck-space) * 0.6) 0.4rem var(--ck-space);
  }
  ck-history h2 {
    margin: 0;
    font-size: 1em;
    font-weight: 600;
  }
  ck-history .scroll {
    flex: 1;
    min-block-size: 0;
    overflow-y: auto;
    padding: 0 calc(var(--ck-space) * 0.5) 0.5rem;
  }
  ck-history .threads {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  ck-history .threads li {
    display: flex;
    align-items: center;
    border-radius: min(var(--ck-radius), 0.6rem);
  }
  ck-history .threads li:hover,
  ck-history .threads li:focus-within {
    background: var(--ck-raised);
  }
  ck-history .threads li.current {
    background: var(--ck-raised);
    box-shadow: inset 3px 0 var(--ck-accent);
  }
  ck-chat[dir='rtl'] ck-history .threads li.current {
    box-shadow: inset -3px 0 var(--ck-accent);
  }
  ck-history .open {
    flex: 1;
    min-inline-size: 0;
    flex-direction: column;
    align-items: stretch;
    gap: 0;
    padding: 0.45rem 0.75rem;
    border-radius: inherit;
    text-align: start;
  }
  ck-history .open .title {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  ck-history .details {
    display: flex;
    gap: 0.75em;
    font-size: 0.8em;
    color: var(--ck-muted);
  }
  ck-history .action {
    flex: none;
    color: var(--ck-muted);
  }
  @media (hover: hover) {
    ck-history .threads li:not(:hover, :focus-within) .action {
      opacity: 0;
    }
  }
  ck-history form {
    flex: 1;
    display: flex;
    gap: 0.25rem;
    padding: 0.35rem;
  }
  ck-history input {
    flex: 1;
    min-inline-size: 0;
    padding: 0.3em 0.6em;
    border: 1px solid var(--ck-muted);
    border-radius: min(var(--ck-radius), 0.4rem);
    background: var(--ck-surface);
  }
  ck-history .note {
    margin: 0;
    padding: 0.5rem 0.75rem;
  }
  ck-history .note p {
    margin: 0 0 0.5rem;
  }
  ck-history .outlined,
  ck-undo button {
    border: 1px solid var(--ck-muted);
    border-radius: min(var(--ck-radius), 0.5rem);
    padding: 0.25em 0.75em;
  }
  ck-history .more {
    inline-size: 100%;
    justify-content: center;
    color: var(--ck-muted);
  }
  ck-history .problem {
    margin: 0;
    padding: 0.5rem var(--ck-space);
    color: var(--ck-danger);
  }
  ck-undo ul {
    list-style: none;
    margin: 0;
    padding: 0;
    max-block-size: 40vb;
    overflow-y: auto;
  }
  ck-undo li {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 0.75rem;
    padding: 0.4rem var(--ck-space);
    border-block-start: 1px solid var(--ck-border);
    background: var(--ck-raised);
  }
  ck-undo li span {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  ck-undo button {
    flex: none;
    background: var(--ck-surface);
  }
  @keyframes ck-appear {
    from {
      opacity: 0;
    }
  }
  @keyframes ck-slide {
    from {
      opacity: 0;
      translate: -1rem 0;
    }
  }
`;
