/** Who watches a room, and sees everybody who comes and leaves. */
import type { Room } from '../../../src/session/index.js';
import { breakableLink, person, type XmppServer } from '../../support/people.js';

export interface Watch {
  readonly watcher: Room;
  /** Everybody who came and left since, in order: `+ann`, `-ann`; as the room said it, for a store tells once a frame. */
  traffic(): readonly string[];
}

const PRESENCE = /^<presence\b[^>]*>/;

/** Somebody who is in the room as `watcher`. */
export async function watch(server: XmppServer, address: string): Promise<Watch> {
  const link = await breakableLink(server);
  const session = await person(server, 'guest', { service: link.url });
  const watcher = session.rooms.join(address, { nick: 'watcher' });
  await watcher.joined;
  return {
    watcher,
    traffic: () => {
      const seen: string[] = [];
      const there = new Set(['watcher']);
      for (const { direction, text } of link.frames) {
        const [tag = ''] = direction === 'down' ? (PRESENCE.exec(text) ?? []) : [];
        const nick = tag.split(`${address}/`)[1]?.split(/['"]/)[0];
        if (!nick) continue;
        const left = /\btype=['"]unavailable/.test(tag);
        if (left ? there.delete(nick) : !there.has(nick) && there.add(nick))
          seen.push(`${left ? '-' : '+'}${nick}`);
      }
      return seen;
    },
  };
}
