import { css } from 'lit';

export const composerStyles = css`
  ck-composer {
    display: block;
    padding: 0 var(--ck-space) var(--ck-space);
  }
  ck-composer > .composer {
    position: relative;
    container-type: inline-size;
    max-inline-size: var(--ck-column, 48rem);
    margin-inline: auto;
  }
  ck-composer .surface {
    border: 1px solid var(--ck-border);
    border-radius: calc(var(--ck-radius) + 0.25rem);
    background: var(--ck-field, var(--ck-surface));
    padding: 0.5rem;
    cursor: text;
    box-shadow: 0 1px 0.5rem rgb(0 0 0 / 0.05);
    transition: border-color 0.15s;
  }
  ck-composer .surface:focus-within {
    border-color: var(--ck-muted);
  }
  ck-composer .surface[hidden] {
    display: none;
  }
  ck-composer .surface.closed {
    background: var(--ck-raised);
    cursor: default;
  }
  ck-composer .input {
    min-block-size: 2lh;
    max-block-size: calc(10lh + 0.5rem);
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 0.25rem 0.6rem;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    outline: none;
    scrollbar-width: thin;
  }
  ck-composer .closed .input {
    min-block-size: 0;
  }
  ck-composer .closed .input::before {
    visibility: hidden;
  }
  ck-composer .input.blank::before {
    content: attr(data-placeholder);
    color: var(--ck-muted);
    float: inline-start;
    block-size: 0;
    pointer-events: none;
  }
  ck-composer .input .tag {
    display: inline-block;
    padding: 0 0.35em;
    margin-inline: 1px;
    border-radius: 0.4em;
    background: var(--ck-raised);
    box-shadow: inset 0 0 0 1px var(--ck-border);
    font-weight: 500;
    line-height: 1.35;
    white-space: normal;
    cursor: default;
  }
  ck-composer .input .tag::selection {
    background: Highlight;
  }
  ck-composer .controls,
  ck-composer .controls .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.2rem;
    min-inline-size: 0;
  }
  ck-composer .controls {
    min-block-size: 2.4rem;
    padding-block-start: 0.25rem;
    cursor: default;
  }
  ck-composer .controls .row.end {
    flex-wrap: nowrap;
    margin-inline-start: auto;
  }
  ck-composer .controls button {
    min-inline-size: 2.15rem;
    min-block-size: 2.15rem;
    justify-content: center;
    white-space: nowrap;
  }
  ck-composer .controls .pill {
    max-inline-size: 100%;
    gap: 0.35em;
    font-size: 0.925em;
  }
  ck-composer .controls ck-menu-button {
    min-inline-size: 0;
  }
  ck-composer .pill > span {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  ck-composer .pill[aria-pressed='true'] {
    color: var(--ck-info);
    background: color-mix(in oklab, var(--ck-info) 12%, transparent);
  }
  ck-composer .send {
    border-radius: var(--ck-radius-control);
    margin-inline-start: 0.25rem;
  }
  ck-composer .send[aria-disabled='true'] {
    background: var(--ck-border);
    color: var(--ck-muted);
    cursor: default;
  }
  ck-composer .note {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    align-items: center;
    gap: 0.25rem 0.75rem;
    font-size: 0.875em;
    color: var(--ck-muted);
    text-align: center;
  }
  ck-composer .note:not(:empty) {
    padding-block-start: 0.35rem;
  }
  ck-composer .note button {
    text-decoration: underline;
    min-block-size: 1.75rem;
  }
  ck-composer .problem {
    color: var(--ck-danger);
  }

  ck-composer .quotation {
    display: flex;
    align-items: flex-start;
    gap: 0.5rem;
    margin: 0 0 0.25rem;
    padding: 0.3rem 0.3rem 0.3rem 0.6rem;
    padding-inline: 0.6rem 0.3rem;
    border-radius: var(--ck-radius);
    background: var(--ck-raised);
    color: var(--ck-muted);
    cursor: default;
  }
  ck-composer .quotation > .icon {
    margin-block-start: 0.4rem;
  }
  ck-composer .quotation blockquote {
    flex: 1;
    margin: 0;
    padding-block: 0.2rem;
    font-size: 0.925em;
    white-space: pre-line;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    overflow: hidden;
    overflow-wrap: anywhere;
  }

  ck-composer .files {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    margin: 0 0 0.35rem;
    padding: 0;
    list-style: none;
    max-block-size: 11rem;
    overflow-y: auto;
    cursor: default;
  }
  ck-composer .file {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    max-inline-size: min(100%, 18rem);
    padding: 0.3rem;
    border: 1px solid var(--ck-border);
    border-radius: var(--ck-radius);
    background: var(--ck-surface);
    font-size: 0.9em;
    line-height: 1.3;
  }
  ck-composer .file.failed {
    border-color: var(--ck-danger);
  }
  ck-composer .file img,
  ck-composer .file .kind {
    inline-size: 2.5rem;
    block-size: 2.5rem;
    flex: none;
    border-radius: calc(var(--ck-radius) - 0.35rem);
    object-fit: cover;
    background: var(--ck-raised);
  }
  ck-composer .file .kind {
    display: grid;
    place-items: center;
    color: var(--ck-muted);
  }
  ck-composer .file .text {
    display: flex;
    flex-direction: column;
    gap: 0.2rem;
    min-inline-size: 4rem;
  }
  ck-composer .file .name {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  ck-composer .file .problem {
    font-size: 0.925em;
    overflow-wrap: anywhere;
  }
  ck-composer .file button,
  ck-composer .refusals button,
  ck-composer .quotation button {
    flex: none;
    min-inline-size: 1.75rem;
    min-block-size: 1.75rem;
    padding: 0.25rem;
    justify-content: center;
  }
  ck-composer progress {
    appearance: none;
    inline-size: 100%;
    min-inline-size: 5rem;
    block-size: 0.3rem;
    border: 0;
    border-radius: 1rem;
    overflow: hidden;
    background: var(--ck-border);
    accent-color: var(--ck-accent);
  }
  ck-composer progress::-webkit-progress-bar {
    background: var(--ck-border);
  }
  ck-composer progress::-webkit-progress-value {
    background: var(--ck-accent);
    transition: inline-size 0.2s;
  }
  ck-composer progress::-moz-progress-bar {
    background: var(--ck-accent);
  }
  ck-composer .refusals {
    display: flex;
    align-items: flex-start;
    justify-content: space-between;
    gap: 0.5rem;
    margin-block-end: 0.35rem;
    padding: 0.15rem 0.15rem 0.15rem 0.6rem;
    padding-inline: 0.6rem 0.15rem;
    font-size: 0.9em;
    color: var(--ck-danger);
    cursor: default;
  }
  ck-composer .refusals ul {
    margin: 0;
    padding: 0.2rem 0;
    list-style: none;
    max-block-size: 7rem;
    overflow-y: auto;
    overflow-wrap: anywhere;
  }

  ck-dictation {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    inline-size: 100%;
    padding-inline-start: 0.6rem;
  }
  ck-dictation .state {
    font-variant-numeric: tabular-nums;
    margin-inline-end: auto;
  }
  ck-dictation .recording {
    inline-size: 0.7rem;
    block-size: 0.7rem;
    border-radius: 50%;
    background: var(--ck-danger);
    animation: ck-pulse 1.4s ease-in-out infinite;
  }
  ck-dictation .meter {
    inline-size: min(8rem, 25%);
    block-size: 0.35rem;
    border-radius: 1rem;
    overflow: hidden;
    background: var(--ck-border);
  }
  ck-dictation .meter > span {
    display: block;
    block-size: 100%;
    background: var(--ck-danger);
  }
  ck-dictation .spinner .icon {
    animation: ck-turn 1s linear infinite;
  }
  @keyframes ck-pulse {
    50% {
      opacity: 0.3;
    }
  }
  @keyframes ck-turn {
    to {
      rotate: 1turn;
    }
  }

  ck-quote .quote {
    position: absolute;
    z-index: 2;
    min-block-size: 2rem;
    border: 1px solid var(--ck-border);
    background: var(--ck-surface);
    box-shadow: 0 0.25rem 1rem rgb(0 0 0 / 0.16);
    font-size: 0.9em;
  }
  ck-composer .drop-hint {
    position: absolute;
    z-index: 4;
    inset: 0.5rem;
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 0.6rem;
    border: 2px dashed var(--ck-muted);
    border-radius: var(--ck-radius);
    background: color-mix(in oklab, var(--ck-surface) 92%, transparent);
    font-weight: 500;
    pointer-events: none;
  }
  @container (max-width: 26rem) {
    ck-composer .tool:not([aria-pressed='true']) > span {
      display: none;
    }
  }
  @media (pointer: coarse) {
    /* phones zoom into smaller text */
    ck-composer .input {
      font-size: max(1em, 16px);
    }
    ck-composer .controls button {
      min-inline-size: 2.5rem;
      min-block-size: 2.5rem;
    }
  }
  @media (forced-colors: active), (prefers-contrast: more) {
    ck-composer .surface:focus-within {
      outline: 2px solid var(--ck-focus);
    }
    ck-composer .pill[aria-pressed='true'] {
      outline: 1px solid Highlight;
    }
    ck-composer .send {
      border: 1px solid ButtonText;
    }
    /* its background would be as its icon */
    ck-composer .send[aria-disabled='true'] {
      background: transparent;
    }
  }
`;
