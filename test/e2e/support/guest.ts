/** The usual case: a blank page with the script and one room tag, and a guest who opens it. */
import type { XmppServer } from '../../support/people.js';
import { publish, roomTag, SCRIPT_TAG } from './site.js';
import { visit, type Visitor, type VisitOptions } from './visitor.js';

export interface GuestOptions extends VisitOptions {
  /** Over the usual ones; undefined leaves one out. */
  readonly attributes?: Record<string, string | true | undefined>;
  readonly headers?: Record<string, string>;
}

/** The tag that joins `jid` as `nick` at once. */
export function guestTag(
  server: XmppServer,
  jid: string,
  nick: string | undefined,
  attributes: GuestOptions['attributes'] = {},
): string {
  const usual = { service: server.ws, domain: server.guestDomain, jid, nick, autojoin: true } as const;
  return roomTag({ ...usual, ...attributes });
}

/** A guest on the page; in the room only after `room.joined()`. */
export async function guest(
  server: XmppServer,
  jid: string,
  nick: string | undefined,
  options: GuestOptions = {},
): Promise<Visitor> {
  const tag = guestTag(server, jid, nick, options.attributes);
  return visit(await publish(SCRIPT_TAG + tag, options.headers), options);
}

/** A guest who is in. */
export async function guestIn(
  server: XmppServer,
  jid: string,
  nick: string,
  options?: GuestOptions,
): Promise<Visitor> {
  const visitor = await guest(server, jid, nick, options);
  await visitor.room.joined();
  return visitor;
}
