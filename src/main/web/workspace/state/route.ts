/** The place that the address of the page names: `#thread=ID&item=ID`. It is in the fragment, so no server has to know it. */
export interface Route {
  threadId: string | null;
  itemId: string | null;
}

export function currentRoute(): Route {
  const parameters = new URLSearchParams(location.hash.slice(1));
  return { threadId: parameters.get('thread') || null, itemId: parameters.get('item') || null };
}

/** The address of a thread, relative to the page. */
export function routeHash({ threadId, itemId }: Route): string {
  const parameters = new URLSearchParams();
  if (threadId) {
    parameters.set('thread', threadId);
    if (itemId) {
      parameters.set('item', itemId);
    }
  }
  return threadId ? `#${parameters.toString()}` : '';
}

/** Shows a place in the address; with `replace`, the browser's back button does not return to the one before. */
export function showRoute(route: Route, replace: boolean): void {
  const url = location.pathname + location.search + routeHash(route);
  if (url !== location.pathname + location.search + location.hash) {
    history[replace ? 'replaceState' : 'pushState'](null, '', url);
  }
}
