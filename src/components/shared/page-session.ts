/** Which session an element uses: the one handed to it, else the page's, which it may help to configure. */
import { configureSession, getSession, type Session, type SessionConfig } from '../../session/index.js';
import { XmppErrorEvent } from './events.js';
import type { KitElement } from './shell.js';

/** The session of `element`, set up with its attributes where nothing else was set before. */
export function sessionOf(element: KitElement): Session {
  if (element.session) return element.session;
  configureFrom(element, {});
  return getSession();
}

/** Goes online for `element` while its view loads; what goes wrong is the view's to tell. */
export function connectFor(element: KitElement): void {
  const session = element.session ?? getSession();
  if (session.config.domain === undefined) configureFrom(element, {});
  if (session.config.domain !== undefined) session.connect().catch(() => undefined);
}

/** Adds the element's settings to the page's session. The first wins; `xmpp-error` tells of a second. */
export function configureFrom(element: KitElement, settings: SessionConfig): void {
  const { service } = element;
  const domain = element.domain ?? (getSession().config.domain === undefined ? hostOf(service) : undefined);
  try {
    configureSession({ ...settings, service, domain });
  } catch (error) {
    element.dispatchEvent(new XmppErrorEvent('session-conflict', error));
  }
}

function hostOf(service: string | undefined): string | undefined {
  return service !== undefined && URL.canParse(service) ? new URL(service).hostname : undefined;
}
