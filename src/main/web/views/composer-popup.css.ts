import { css } from 'lit';

/** The menus and suggestions above the composer. */
export const composerPopupStyles = css`
  ck-composer .popup {
    position: absolute;
    z-index: 3;
    inset-block-end: calc(100% + 0.4rem);
    inset-inline-start: 0;
    min-inline-size: 13rem;
    max-inline-size: min(22rem, calc(100vw - 2 * var(--ck-space)));
    max-block-size: min(20rem, 45vh);
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 0.35rem;
    border: 1px solid var(--ck-border);
    border-radius: var(--ck-radius);
    background: var(--ck-surface);
    box-shadow: 0 0.5rem 1.5rem rgb(0 0 0 / 0.16);
    cursor: default;
  }
  ck-suggestions .popup {
    inline-size: min(26rem, 100%);
    max-inline-size: 100%;
    max-block-size: none;
    padding: 0;
  }
  ck-suggestions [role='listbox'] {
    max-block-size: min(20rem, 45vh);
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 0.35rem;
  }
  ck-menu-button {
    position: relative;
    display: inline-flex;
  }
  ck-menu-button > button {
    max-inline-size: 100%;
  }
  ck-menu-button.end .popup {
    inset-inline: auto 0;
  }
  ck-composer .popup .group {
    padding: 0.4rem 0.6rem 0.2rem;
    font-size: 0.8em;
    color: var(--ck-muted);
  }
  ck-composer .popup .hint {
    margin: 0;
    padding: 0.4rem 0.6rem;
    color: var(--ck-muted);
  }
  ck-composer .popup [role='option'],
  ck-composer .popup [role^='menuitem'] {
    display: grid;
    grid-template-columns: auto 1fr auto;
    align-items: center;
    gap: 0 0.6rem;
    min-block-size: 2.25rem;
    padding: 0.35rem 0.6rem;
    border-radius: calc(var(--ck-radius) - 0.35rem);
    cursor: pointer;
    outline-offset: -2px;
  }
  ck-composer .popup .label {
    grid-column: 2;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  ck-composer .popup .label:first-child {
    grid-column: 1 / 3;
  }
  ck-composer .popup .description {
    grid-column: 1 / -1;
    font-size: 0.875em;
    color: var(--ck-muted);
  }
  ck-composer .popup .icon + .label ~ .description {
    grid-column: 2 / -1;
  }
  ck-composer .popup [aria-selected='true'],
  ck-composer .popup [role^='menuitem']:focus {
    background: var(--ck-raised);
  }
  ck-composer .popup [aria-disabled='true'] {
    color: var(--ck-muted);
    cursor: default;
  }
  @media (forced-colors: active) {
    ck-composer .popup [aria-selected='true'],
    ck-composer .popup [role^='menuitem']:focus {
      outline: 2px solid Highlight;
    }
  }
`;
