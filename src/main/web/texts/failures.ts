import type { RequestError } from '../protocol/client';
import { text, type Texts } from './texts';

/** Why a request failed, in words: what is known about its kind, and what the server says. */
export function failureText(texts: Texts, failure: RequestError): string {
  const general = text(texts, `failure.${failure.kind}`, failure.retryAfter ?? 5);
  return failure.detail && (failure.kind === 'rejected' || failure.kind === 'conflict' || failure.kind === 'too-large') ? failure.detail : general;
}
