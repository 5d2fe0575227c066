import type { ComposerOptions } from '../element/options';
import type { Refusal } from './composer';

type AttachmentOptions = NonNullable<ComposerOptions['attachments']>;

export const DEFAULT_MAX_SIZE = 100 * 1024 * 1024;
export const DEFAULT_MAX_COUNT = 10;

/** The files that are taken, and why the others are not. */
export function sortOut(files: readonly File[], options: AttachmentOptions, present: number): { taken: File[]; refused: Refusal[] } {
  const taken: File[] = [];
  const refused: Refusal[] = [];
  const maxCount = options.maxCount ?? DEFAULT_MAX_COUNT;
  for (const file of files) {
    const maxSize = maxSizeOf(file.type, options.maxSize);
    const reason = !isAccepted(file, options.accept) ? 'type' : file.size > maxSize ? 'size' : present + taken.length >= maxCount ? 'count' : null;
    if (reason) {
      refused.push({ name: file.name, reason, limit: reason === 'count' ? maxCount : maxSize });
    } else {
      taken.push(file);
    }
  }
  return { taken, refused };
}

/** The limit of a media type: that of the type itself, of its kind (`image/*`), of everything (`*` or empty), or the default. */
export function maxSizeOf(mimeType: string, maxSize: AttachmentOptions['maxSize']): number {
  if (typeof maxSize !== 'object' || maxSize === null) {
    return maxSize ?? DEFAULT_MAX_SIZE;
  }
  const type = mimeType.toLowerCase();
  const limits = new Map(Object.entries(maxSize).map(([pattern, limit]) => [pattern.toLowerCase(), limit]));
  const patterns = [type, `${type.split('/')[0]}/*`, '*/*', '*', ''];
  return patterns.map((pattern) => (pattern === '' && type === '' ? undefined : limits.get(pattern))).find((limit) => limit !== undefined) ?? limits.get('') ?? DEFAULT_MAX_SIZE;
}

function isAccepted(file: File, accept: AttachmentOptions['accept']): boolean {
  if (!accept) {
    return true;
  }
  const type = file.type.toLowerCase();
  const name = file.name.toLowerCase();
  return Object.entries(accept).some(
    ([pattern, extensions]) =>
      pattern === '*/*' ||
      (type !== '' && (pattern.endsWith('/*') ? type.startsWith(pattern.slice(0, -1).toLowerCase()) : type === pattern.toLowerCase())) ||
      extensions.some((extension) => name.endsWith(extension.toLowerCase())),
  );
}

/** The value of the attribute `accept` of an input. */
export function acceptAttribute(accept: AttachmentOptions['accept']): string {
  return Object.entries(accept ?? {})
    .flatMap(([pattern, extensions]) => [pattern, ...extensions])
    .join(',');
}
