export const historyToolStyles = `
  ck-history .search {
    position: relative;
    margin: 0 calc(var(--ck-space) * 0.75) 0.5rem;
  }
  ck-history .search .icon {
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0.6rem;
    margin-block: auto;
    color: var(--ck-muted);
    pointer-events: none;
  }
  ck-history .search input {
    inline-size: 100%;
    padding: 0.4em 0.75em 0.4em 2.1rem;
    text-overflow: ellipsis;
  }
  ck-chat[dir='rtl'] ck-history .search input {
    padding: 0.4em 2.1rem 0.4em 0.75em;
  }
  ck-history .filters {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    padding: 0 calc(var(--ck-space) * 0.75) 0.5rem;
    font-size: 0.875em;
  }
  ck-history .filters :is(button, select) {
    padding: 0.2em 0.7em;
    border: 1px solid var(--ck-border);
    border-radius: min(var(--ck-radius), 0.5rem);
    background: var(--ck-surface);
  }
  ck-history .filters select {
    flex: 1 1 6rem;
    min-inline-size: 0;
    max-inline-size: 12rem;
    text-overflow: ellipsis;
  }
  ck-history .filters [aria-pressed='true'] {
    border-color: var(--ck-accent);
    background: var(--ck-accent);
    color: var(--ck-accent-text);
  }
  ck-history .pin {
    display: inline-flex;
    align-items: center;
  }
  ck-history .pin .icon {
    inline-size: 1.1em;
    block-size: 1.1em;
  }
  ck-history .open .labels {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem;
    margin-block-start: 0.15rem;
    font-size: 0.8em;
    color: var(--ck-muted);
  }
  ck-history .open .label {
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  ck-history .label {
    padding: 0 0.5em;
    border: 1px solid var(--ck-border);
    border-radius: 1em;
  }
  ck-history .hits .open {
    gap: 0.1rem;
  }
  /* what was found must be seen */
  ck-history :is(.snippet, .title.found) {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 4;
    overflow: hidden;
    overflow-wrap: anywhere;
    white-space: normal;
    line-height: 1.35;
    unicode-bidi: plaintext;
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  ck-history .snippet {
    font-size: 0.875em;
  }
  ck-history mark {
    border-radius: 0.15em;
    background: color-mix(in oklab, var(--ck-warning) 28%, transparent);
    color: inherit;
    font-weight: 600;
  }
  ck-history form.labels {
    flex-direction: column;
    min-inline-size: 0;
  }
  ck-history form.labels ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  ck-history .threads form.labels li {
    display: inline-flex;
    max-inline-size: 100%;
    padding-inline-end: 0;
    border-radius: 1em;
    background: var(--ck-surface);
    font-size: 0.875em;
  }
  ck-history form.labels li span {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  ck-history form.labels li button {
    padding: 0.25em;
  }
  ck-history form.labels > div {
    display: flex;
    gap: 0.25rem;
  }
  ck-history .row-menu {
    position: fixed;
    inset: auto;
    margin: 0;
    min-inline-size: 11rem;
    max-inline-size: calc(100vw - 1rem);
    padding: 0.3rem;
    border: 1px solid var(--ck-border);
    border-radius: min(var(--ck-radius), 0.6rem);
    color: inherit;
    background: var(--ck-surface);
    box-shadow: 0 0.5rem 1.5rem rgb(0 0 0 / 0.2);
  }
  ck-history .row-menu button {
    display: flex;
    inline-size: 100%;
    gap: 0.6em;
    border-radius: min(var(--ck-radius), 0.4rem);
    text-align: start;
    outline-offset: -2px;
  }
  ck-history .row-menu button:focus {
    background: var(--ck-raised);
  }
  ck-history .row-menu [data-action='delete'] {
    color: var(--ck-danger);
  }
  @media (hover: hover) {
    ck-history .threads li .action[aria-expanded='true'] {
      opacity: 1;
    }
  }
  @media (forced-colors: active) {
    ck-history mark {
      text-decoration: underline;
    }
    ck-history .filters [aria-pressed='true'] {
      outline: 2px solid Highlight;
      outline-offset: -3px;
    }
    ck-history .row-menu button:focus {
      outline: 2px solid Highlight;
    }
  }
`;
