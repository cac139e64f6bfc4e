/** XEP-0172 User Nickname: what people call themselves, which proves nothing about who they are (NCK-1). */
import { child, textOf, xml, type Element } from '../xml.js';

export const NS_NICK = 'http://jabber.org/protocol/nick';
const MAX_NICK = 256;

/** @param parent A stanza, or an item of a PEP node. */
export function readNick(parent: Element): string | undefined {
  return (
    textOf(child(parent, 'nick', NS_NICK))
      ?.trim()
      .slice(0, MAX_NICK) || undefined
  );
}

export function buildNick(nick: string): Element {
  return xml('nick', { xmlns: NS_NICK }, nick);
}
