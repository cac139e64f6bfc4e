/** What there is on the page around an element, for what a link leads to. */
import { getSession, type Session } from '../../session/index.js';
import type { KitElement } from '../shared/shell.js';

/** The session of an element, or of one that it is a part of. */
export function sessionAround(element: Partial<KitElement> & Element): Session {
  for (let at: (Partial<KitElement> & Element) | undefined = element; at; at = hostOf(at))
    if (at.session) return at.session;
  return getSession();
}

/** A list of contacts whose choice a chat shows. */
export const rosterWithChat = (host: Element, session: Session): Element | undefined =>
  inReach(host, 'xmpp-roster[id]', session, (roster, root) =>
    root.querySelector(`xmpp-chat[for="${CSS.escape(roster.id)}"]`),
  );

export const roomOnPage = (host: Element, jid: string, session: Session) =>
  inReach(host, 'xmpp-room', session, (room) => room.getAttribute('jid') === jid && room.checkVisibility());

/** The nearest that fits: not behind a modal dialog that `host` is in. */
function inReach(
  host: Element,
  selector: string,
  session: Session,
  fits: (element: Element, root: ParentNode) => unknown,
): Element | undefined {
  let modal: Element | null = null;
  for (let at: Element | undefined = host; at; at = hostOf(at)) {
    modal ??= at.closest('dialog:modal');
    const root = at.getRootNode() as Document | ShadowRoot;
    for (const element of root.querySelectorAll(selector))
      if ((!modal || modal.contains(element)) && sessionAround(element) === session && fits(element, root))
        return element;
  }
  return undefined;
}

function hostOf(element: Element): Element | undefined {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : undefined;
}
