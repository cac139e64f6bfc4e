/** What the page around tells a session: network, visibility, leaving and coming back. Nothing in Node. */

export interface PageHandler {
  online(): void;
  offline(): void;
  shown(): void;
  /** The page may be about to go. Only in browsers that end its WebSockets before they tell that it does. */
  parting?: (elsewhere: boolean) => void;
  /** The last moment to send anything. @param elsewhere To another site, as far as is known. */
  leaving(elsewhere: boolean): void;
  /** Back from the back-forward cache. */
  returned(): void;
}

export const isShown = (): boolean => globalThis.document?.visibilityState !== 'hidden';

/** @returns Stops watching. */
export function watchPage(handler: PageHandler): () => void {
  const { window, document, navigation } = globalThis;
  if (!window?.addEventListener || !document) return () => undefined;
  const stop = new AbortController();
  const { signal } = stop;
  let elsewhere = false;
  // told of links and scripts, not of the browser's own buttons
  navigation?.addEventListener(
    'navigate',
    ({ destination: { url } }) => (elsewhere = new URL(url).origin !== location.origin),
    { signal },
  );
  window.addEventListener('online', () => handler.online(), { signal });
  window.addEventListener('offline', () => handler.offline(), { signal });
  if ('mozInnerScreenX' in window && handler.parting)
    // Firefox
    window.addEventListener('beforeunload', () => handler.parting?.(elsewhere), { signal });
  window.addEventListener('pagehide', () => handler.leaving(elsewhere), { signal });
  window.addEventListener('pageshow', (event) => event.persisted && handler.returned(), { signal });
  document.addEventListener('visibilitychange', () => isShown() && handler.shown(), { signal });
  return () => stop.abort();
}
