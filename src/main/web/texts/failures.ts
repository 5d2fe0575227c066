import type { RequestError } from '../protocol/client';
import { text, type Texts } from './texts';

/** Why a request failed, in words: what is known about its kind, and what the server says where a person can do something about it. */
export function failureText(texts: Texts, failure: RequestError): string {
  const { kind, detail, retryAfter } = failure;
  if (kind === 'too-many' && retryAfter !== null && retryAfter > 0) {
    return text(texts, 'failure.too-many.seconds', retryAfter);
  }
  return detail && (kind === 'rejected' || kind === 'conflict' || kind === 'too-large') ? detail : text(texts, `failure.${kind}`);
}
