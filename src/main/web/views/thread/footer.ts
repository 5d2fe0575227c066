import { html, nothing, type TemplateResult } from 'lit';
import type { Chat } from '../../element/chat';
import { icon } from '../../icons/icons';
import type { Notice, PendingMessage } from '../../state/conversation';
import type { TextKey } from '../../texts/en';
import { failureText } from '../../texts/failures';
import '../items/user-message';
import { textOf } from '../values';

type Translate = (key: TextKey, ...values: (string | number)[]) => string;

const NOTICE_ICONS = { info: 'info', warning: 'warning', danger: 'error' };

/** The message that is being sent, or that was not. */
export function pendingMessage(chat: Chat, t: Translate, pending: PendingMessage): TemplateResult {
  const { draft, failure } = pending;
  const message = { content: draft.content, attachments: draft.attachments, quoted_text: draft.quotedText };
  return html`<div class="item own pending ${failure ? 'failed' : ''}">
    <h3 class="visually-hidden">${t('message.user')}</h3>
    <ck-user-message .chat=${chat} .message=${message}></ck-user-message>
    ${failure
      ? html`<div class="failure" role="alert">
          ${icon('error')}
          <span>${t('message.failed')} ${failureText(chat.texts, failure)}</span>
          <span class="failure-actions">
            <button type="button" ?disabled=${!chat.conversation.writable} @click=${() => void chat.conversation.resend()}>${t('message.resend')}</button>
            <button type="button" @click=${() => chat.editUnsent()}>${t('message.edit')}</button>
            <button type="button" @click=${() => chat.conversation.takeBack()}>${t('composer.remove')}</button>
          </span>
        </div>`
      : nothing}
  </div>`;
}

/** What a turn says beside its items: how far it is, notices, and why it failed. */
export function turnStatus(chat: Chat, t: Translate): unknown {
  const { conversation } = chat;
  const { elsewhere, error, progress, reconnecting, running, streaming } = conversation;
  const waiting = running && !reconnecting && streaming.size === 0 && !progress && (elsewhere || !conversation.pending?.failure);
  return html`${conversation.notices.map((notice) => noticeView(chat, t, notice))}
    ${reconnecting ? html`<p class="quiet-line reconnecting" role="status"><span class="spinner"></span><span>${t('response.reconnecting')}</span></p>` : nothing}
    ${progress && !reconnecting
      ? html`<p class="quiet-line progress">${progress.icon ? icon(progress.icon) : html`<span class="spinner"></span>`}<span class="shimmer">${textOf(progress.text, 500)}</span></p>`
      : nothing}
    ${waiting ? html`<p class="quiet-line waiting"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span><span class=${elsewhere ? '' : 'visually-hidden'}>${t(elsewhere ? 'response.elsewhere' : 'response.waiting')}</span></p>` : nothing}
    ${error
      ? html`<div class="failure" role="alert">
          ${icon('error')}
          <span>${textOf(error.message, 2000) || (error.failure ? failureText(chat.texts, error.failure) : t('error.turn'))}</span>
          <span class="failure-actions">
            ${error.retryable
              ? html`<button type="button" ?disabled=${!conversation.writable} @click=${() => void conversation.retryLast()}>${t('retry')}</button>`
              : nothing}
            <button type="button" class="icon-only" aria-label=${t('dismiss')} @click=${() => conversation.dismissError()}>${icon('close')}</button>
          </span>
        </div>`
      : nothing}`;
}

function noticeView(chat: Chat, t: Translate, notice: Notice): TemplateResult {
  const level = Object.hasOwn(NOTICE_ICONS, notice.level) ? notice.level : 'info';
  return html`<div class="notice ${level}" role=${level === 'danger' ? 'alert' : 'status'}>
    ${icon(NOTICE_ICONS[level])}
    <div>
      ${notice.title ? html`<strong>${textOf(notice.title, 300)}</strong>` : nothing}
      <ck-markdown .chat=${chat} .text=${textOf(notice.message, 5000)}></ck-markdown>
    </div>
    <button type="button" class="icon-only" aria-label=${t('dismiss')} @click=${() => chat.conversation.dismissNotice(notice.id)}>${icon('close')}</button>
  </div>`;
}

/** Why nothing can be written in a thread. */
export function threadStatus(chat: Chat, t: Translate): unknown {
  const status = chat.conversation.thread?.status;
  if (status?.type !== 'locked' && status?.type !== 'closed') {
    return nothing;
  }
  const reason = textOf(status.reason, 1000);
  return html`<div class="thread-status" role="note">${icon(status.type === 'locked' ? 'lock' : 'archive')}<span>${t(`thread.${status.type}`)} ${reason}</span></div>`;
}
