import type { Thread } from '../protocol/wire';

/**
 * Whether an image may be shown in a thread. Images of the page's own origin, and those that are in the page already (`data:` and
 * `blob:`), always may. Of other origins, a thread without a list of domains allows all, as the protocol says (the policy of the
 * page still applies); one with a list allows those and their subdomains, an empty list none.
 */
export function imageAllowed(address: unknown, thread: Pick<Thread, 'allowed_image_domains'> | null): boolean {
  const url = typeof address === 'string' ? URL.parse(address, document.baseURI) : null;
  if (!url) {
    return false;
  }
  if (url.protocol === 'data:') {
    return /^data:image\/(?:png|jpe?g|gif|webp|avif|svg\+xml|bmp|x-icon)[;,]/i.test(url.href);
  }
  if (url.protocol === 'blob:' || url.origin === location.origin) {
    return true;
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return false;
  }
  const domains = thread?.allowed_image_domains;
  if (!Array.isArray(domains)) {
    return true;
  }
  const host = url.hostname.toLowerCase();
  return domains.some((domain) => {
    const name = typeof domain === 'string' ? domain.trim().toLowerCase().replace(/^\*?\.|\.$/g, '') : '';
    return name !== '' && (host === name || host.endsWith(`.${name}`));
  });
}

/** An address that a link may have; null for anything else, such as a script. */
export function linkAddress(address: unknown): string | null {
  const url = typeof address === 'string' ? URL.parse(address, document.baseURI) : null;
  return url && ['https:', 'http:', 'mailto:', 'tel:'].includes(url.protocol) ? url.href : null;
}
