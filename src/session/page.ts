/** What the page around tells a session: network, visibility, leaving and coming back. Nothing in Node. */

export interface PageHandler {
  online(): void;
  offline(): void;
  shown(): void;
  /** The last moment to send anything. */
  leaving(): void;
  /** Back from the back-forward cache. */
  returned(): void;
}

export const isShown = (): boolean => globalThis.document?.visibilityState !== 'hidden';

/** @returns Stops watching. */
export function watchPage(handler: PageHandler): () => void {
  const { window, document } = globalThis;
  if (!window?.addEventListener || !document) return () => undefined;
  const stop = new AbortController();
  const { signal } = stop;
  window.addEventListener('online', () => handler.online(), { signal });
  window.addEventListener('offline', () => handler.offline(), { signal });
  window.addEventListener('pagehide', () => handler.leaving(), { signal });
  window.addEventListener('pageshow', (event) => event.persisted && handler.returned(), { signal });
  document.addEventListener('visibilitychange', () => isShown() && handler.shown(), { signal });
  return () => stop.abort();
}
