/** What `xmpp:` links in an element come to: somebody is asked, and nothing happens by itself (IM-38). */
import type { KitElement } from './shell.js';

/** @param failed - What asks could not be loaded. */
export function askLinks(host: KitElement, root: ShadowRoot, failed: (error: unknown) => void): void {
  root.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLElement>('[href^="xmpp:"]');
    if (!link) return;
    event.preventDefault();
    import('../links/prompt.js').then(({ askAbout }) => askAbout(link, host, root)).catch(failed);
  });
}
