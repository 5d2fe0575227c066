/** How often modules could not be loaded, by their address: browsers remember that, and would not try the same address again. */
const failures = new Map<string, number>();

/** Loads a module from beside this one. After a failure, the next call tries again. */
export async function loadModule<T>(path: string, base: string): Promise<T> {
  const url = new URL(path, base);
  const address = url.href;
  const failed = failures.get(address) ?? 0;
  if (failed > 0) {
    url.searchParams.set('retry', String(failed));
  }
  try {
    return (await import(url.href)) as T;
  } catch (error) {
    failures.set(address, failed + 1);
    throw error;
  }
}
