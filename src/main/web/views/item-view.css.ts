import { css } from 'lit';

export const itemStyles = css`
  .item {
    display: block;
    position: relative;
    margin-block-start: var(--ck-space);
    outline-offset: 6px;
    border-radius: 0.5rem;
  }
  .item.hidden {
    display: none;
  }
  .item.own {
    margin-block-start: calc(var(--ck-space) * 1.75);
  }
  .item.own + .item {
    margin-block-start: calc(var(--ck-space) * 1.25);
  }
  .chunk > .item:not(.own):focus-visible {
    outline-width: 1px;
  }
  .item.marked::before {
    content: '';
    position: absolute;
    inset: -0.5rem -0.75rem;
    border-radius: 0.75rem;
    background: color-mix(in oklab, var(--ck-focus) 14%, transparent);
    animation: ck-marked 4s ease-in forwards;
    pointer-events: none;
  }
  @keyframes ck-marked {
    60% {
      opacity: 1;
    }
    100% {
      opacity: 0;
    }
  }
  .date {
    display: flex;
    align-items: center;
    gap: 1rem;
    margin-block: calc(var(--ck-space) * 1.5) 0;
    color: var(--ck-muted);
    font-size: 0.8em;
  }
  .date::before,
  .date::after {
    content: '';
    flex: 1;
    border-block-start: 1px solid var(--ck-border);
  }
  ck-user-message {
    display: flex;
    flex-direction: column;
    align-items: flex-end;
    gap: 0.4rem;
  }
  .bubble {
    max-inline-size: min(85%, 38rem);
    padding: 0.6rem 1rem;
    border-radius: min(var(--ck-radius), 1.25rem);
    border-end-end-radius: min(var(--ck-radius), 0.35rem);
    background: var(--ck-raised);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    unicode-bidi: plaintext;
  }
  .quoted {
    display: flex;
    gap: 0.5rem;
    max-inline-size: min(85%, 38rem);
    margin: 0;
    color: var(--ck-muted);
    font-size: 0.9em;
  }
  .quoted > .icon {
    margin-block-start: 0.15em;
  }
  .quoted > span:last-child {
    display: -webkit-box;
    -webkit-line-clamp: 3;
    -webkit-box-orient: vertical;
    overflow: hidden;
    white-space: pre-line;
    overflow-wrap: anywhere;
  }
  .attachments {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 0.5rem;
    max-inline-size: min(85%, 38rem);
  }
  .attachment-image {
    display: block;
    border-radius: min(var(--ck-radius), 0.9rem);
    overflow: hidden;
    border: 1px solid var(--ck-border);
  }
  .attachment-image img {
    display: block;
    inline-size: auto;
    block-size: 9rem;
    max-inline-size: 16rem;
    min-inline-size: 4rem;
    object-fit: cover;
    background: var(--ck-raised);
  }
  .attachment-file {
    display: inline-flex;
    align-items: center;
    gap: 0.5rem;
    max-inline-size: 18rem;
    padding: 0.5rem 0.8rem;
    border: 1px solid var(--ck-border);
    border-radius: min(var(--ck-radius), 0.9rem);
    font-size: 0.9em;
  }
  .attachment-file > span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  ck-entity {
    display: inline;
  }
  .entity {
    display: inline-block;
    max-inline-size: 100%;
    min-block-size: 24px;
    padding: 0 0.5em;
    border-radius: 0.5em;
    background: color-mix(in oklab, var(--ck-info) 14%, transparent);
    color: var(--ck-info);
    vertical-align: baseline;
    font-weight: 500;
    line-height: 1.4;
    overflow-wrap: anywhere;
    text-align: start;
    white-space: normal;
  }
  .entity > .icon {
    inline-size: 1em;
    block-size: 1em;
    margin-inline-end: 0.25em;
    vertical-align: -0.12em;
  }
  button.entity:hover:not(:disabled) {
    background: color-mix(in oklab, var(--ck-info) 24%, transparent);
  }
  .entity-preview {
    position: fixed;
    margin: 0;
    inset-inline-end: auto;
    max-inline-size: min(20rem, calc(100vw - 1rem));
    padding: 0.75rem;
    border: 1px solid var(--ck-border);
    border-radius: min(var(--ck-radius), 0.9rem);
    background: var(--ck-surface);
    color: var(--ck-surface-text);
    box-shadow: 0 6px 24px rgb(0 0 0 / 0.16);
    font-weight: normal;
  }
  .item-actions {
    display: flex;
    align-items: center;
    gap: 0.1rem;
    min-block-size: 2rem;
    color: var(--ck-muted);
  }
  .item-actions time {
    font-size: 0.75em;
    padding-inline: 0.4rem;
  }
  .item-actions button {
    min-inline-size: 2rem;
    min-block-size: 2rem;
    justify-content: center;
  }
  .item-actions .icon {
    inline-size: 1.05em;
    block-size: 1.05em;
  }
  .item-actions button:is(:hover, :focus-visible, [aria-pressed='true']) {
    color: var(--ck-surface-text);
  }
  ck-response-actions {
    display: block;
    margin-block-start: 0.35rem;
    margin-inline-start: -0.5rem;
  }
  @media (hover: hover) {
    .own .item-actions,
    ck-response-actions.earlier .item-actions {
      opacity: 0;
      transition: opacity 0.12s;
    }
    .item:is(:hover, :focus-within, :focus) .item-actions {
      opacity: 1;
    }
  }
  .more {
    min-block-size: 24px;
    padding: 0.1em 0.6em;
    color: var(--ck-muted);
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  .placeholder,
  .quiet-line {
    display: flex;
    align-items: center;
    gap: 0.6rem;
    margin: 0;
    color: var(--ck-muted);
    font-size: 0.95em;
  }
  .placeholder {
    font-style: italic;
  }
  .spinner {
    flex: none;
    inline-size: 1em;
    block-size: 1em;
    border: 2px solid var(--ck-border);
    border-block-start-color: var(--ck-surface-text);
    border-radius: 50%;
    animation: ck-spin 0.9s linear infinite;
  }
  @keyframes ck-spin {
    to {
      transform: rotate(1turn);
    }
  }
  .shimmer {
    animation: ck-pulse 1.8s ease-in-out infinite;
  }
  @keyframes ck-pulse {
    50% {
      opacity: 0.55;
    }
  }
  .dots {
    display: inline-flex;
    gap: 0.3rem;
    padding-block: 0.6rem;
  }
  .dots i {
    inline-size: 0.5rem;
    block-size: 0.5rem;
    border-radius: 50%;
    background: var(--ck-muted);
    animation: ck-pulse 1.2s ease-in-out infinite;
  }
  .dots i:nth-child(2) {
    animation-delay: 0.2s;
  }
  .dots i:nth-child(3) {
    animation-delay: 0.4s;
  }
  .citation:not(ck-entity),
  ck-entity.citation .entity {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    min-inline-size: 1.6em;
    min-block-size: 1.6em;
    margin-inline: 0.2em;
    padding: 0 0.4em;
    border-radius: 0.8em;
    background: var(--ck-raised);
    color: var(--ck-muted);
    font-size: 0.72em;
    font-weight: 500;
    line-height: 1;
    text-decoration: none;
    vertical-align: 0.15em;
    position: relative;
  }
  .citation:not(ck-entity)::after,
  ck-entity.citation .entity::after {
    content: '';
    position: absolute;
    inset: -4px;
  }
  .citation:not(ck-entity):hover,
  ck-entity.citation .entity:hover {
    color: var(--ck-surface-text);
    background: var(--ck-border);
  }
  ck-sources {
    display: block;
  }
  .sources-toggle {
    margin-block-start: 0.4rem;
    margin-inline-start: -0.6rem;
    color: var(--ck-muted);
    font-size: 0.9em;
  }
  .source-group {
    margin-block: 0.5rem 0;
    font-size: 0.85em;
    font-weight: 650;
  }
  .source-list {
    list-style: none;
    margin: 0.25rem 0 0.5rem;
    padding: 0;
    font-size: 0.9em;
  }
  .source-list li {
    display: flex;
    gap: 0.7rem;
    padding-block: 0.35rem;
    overflow-wrap: anywhere;
  }
  .source-number {
    flex: none;
    min-inline-size: 1.5rem;
    color: var(--ck-muted);
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
  .source-title {
    color: inherit;
    text-decoration-color: var(--ck-muted);
    text-underline-offset: 0.2em;
  }
  ck-workflow,
  ck-assistant-message,
  ck-structured-input,
  ck-generated-image {
    display: block;
  }
  .workflow-head {
    margin-inline-start: -0.7em;
    color: var(--ck-muted);
    text-align: start;
  }
  .tasks {
    list-style: none;
    margin: 0.4rem 0 0;
    padding: 0;
  }
  .tasks li:not(:last-child) ck-task {
    padding-block-end: 0.8rem;
  }
  .tasks li:not(:last-child) .task-icon::after {
    content: '';
    position: absolute;
    inset-block: 1.6rem -0.7rem;
    inset-inline-start: calc(50% - 0.5px);
    border-inline-start: 1px solid var(--ck-border);
  }
  ck-task {
    display: flex;
    gap: 0.6rem;
    position: relative;
    font-size: 0.93em;
  }
  .task-icon {
    flex: none;
    display: inline-flex;
    justify-content: center;
    align-items: flex-start;
    inline-size: 1.3rem;
    padding-block-start: 0.2em;
    position: relative;
    align-self: stretch;
    color: var(--ck-muted);
  }
  .task-body {
    flex: 1;
    min-inline-size: 0;
  }
  .task-body ck-markdown {
    color: var(--ck-muted);
    margin-block-start: 0.2rem;
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4rem;
    list-style: none;
    margin: 0.4rem 0 0;
    padding: 0;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 0.35rem;
    max-inline-size: 100%;
    min-block-size: 1.8rem;
    padding: 0.1rem 0.65rem;
    border: 1px solid var(--ck-border);
    border-radius: 1rem;
    color: var(--ck-muted);
    overflow-wrap: anywhere;
  }
  .chip .icon {
    inline-size: 1em;
    block-size: 1em;
  }
  .generated-image {
    margin: 0;
    max-inline-size: 28rem;
  }
  .generated-image img {
    display: block;
    max-inline-size: 100%;
    max-block-size: 70vh;
    border-radius: min(var(--ck-radius), 0.9rem);
  }
  .image-place {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 0.5rem;
    min-block-size: 12rem;
    border-radius: min(var(--ck-radius), 0.9rem);
    background: var(--ck-raised);
    color: var(--ck-muted);
  }
  .generated-image figcaption {
    display: flex;
    gap: 0.5rem;
    margin-block-start: 0.4rem;
  }
  .generated-image progress {
    inline-size: 100%;
    accent-color: var(--ck-accent);
  }
  a.button {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    padding: 0.35em 0.7em;
    border-radius: var(--ck-radius-control);
    color: var(--ck-muted);
    font-size: 0.9em;
    text-decoration: none;
  }
  a.button:hover {
    background: var(--ck-raised);
    color: var(--ck-surface-text);
  }
  .questions {
    display: flex;
    flex-direction: column;
    gap: 1.1rem;
    padding: 1.1rem;
    border: 1px solid var(--ck-border);
    border-radius: min(var(--ck-radius), 1rem);
  }
  .questions fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .questions :is(legend, .question > label) {
    padding: 0;
    margin-block-end: 0.4rem;
    font-weight: 600;
  }
  .choice {
    display: flex;
    align-items: flex-start;
    gap: 0.6rem;
    padding: 0.45rem 0.6rem;
    border-radius: min(var(--ck-radius), 0.6rem);
    cursor: pointer;
    overflow-wrap: anywhere;
  }
  .choice:hover {
    background: var(--ck-raised);
  }
  .choice input {
    flex: none;
    inline-size: 1.1em;
    block-size: 1.1em;
    margin: 0.2em 0 0;
    accent-color: var(--ck-accent);
  }
  .question {
    display: flex;
    flex-direction: column;
  }
  .question textarea {
    margin-block-start: 0.3rem;
    padding: 0.55rem 0.75rem;
    border: 1px solid var(--ck-border);
    border-radius: min(var(--ck-radius), 0.6rem);
    background: transparent;
    resize: vertical;
  }
  .form-actions {
    display: flex;
    justify-content: flex-end;
    gap: 0.5rem;
  }
  .answers {
    margin: 0;
    padding: 0.9rem 1.1rem;
    border: 1px solid var(--ck-border);
    border-radius: min(var(--ck-radius), 1rem);
  }
  .answers dt {
    color: var(--ck-muted);
    font-size: 0.9em;
  }
  .answers dt:not(:first-child) {
    margin-block-start: 0.8rem;
  }
  .answers dd {
    display: flex;
    gap: 0.5rem;
    margin: 0.15rem 0 0;
    overflow-wrap: anywhere;
  }
  .answers .icon {
    margin-block-start: 0.15em;
    color: var(--ck-success);
  }
  @media (forced-colors: active) {
    .bubble,
    .entity,
    .citation {
      border: 1px solid;
    }
  }
`;
