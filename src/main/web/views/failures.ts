import type { RequestError } from '../protocol/client';
import type { TextKey } from '../texts/en';

type Translate = (key: TextKey, ...values: (string | number)[]) => string;

/** Why a request failed, for a person. What the server says about it is added where a person can do something about it. */
export function failureText(t: Translate, failure: RequestError): string {
  const general =
    failure.kind === 'too-many' && failure.retryAfter !== null && failure.retryAfter > 0
      ? t('failure.too-many.seconds', failure.retryAfter)
      : t(`failure.${failure.kind}`);
  return failure.detail && ['rejected', 'conflict', 'too-large', 'not-found'].includes(failure.kind) ? `${general} ${failure.detail}` : general;
}
