/**
 * All that has to do with people rather than rooms, for one session. Loaded with the first who asks (`session.people`),
 * so that pages with rooms alone never fetch it.
 */
import { Avatars } from './avatars.js';
import { Blocking } from './blocking.js';
import { Chats } from './chats.js';
import { keepNothing } from './database.js';
import { DisplayedSync } from './displayed-sync.js';
import type { Feature } from './feature.js';
import { Files } from './files/files.js';
import { Inactivity } from './inactivity.js';
import { invitationsOf, type Invitations } from './invitations.js';
import { ownBare } from './own-account.js';
import { Presence } from './own-presence.js';
import { Pep } from './pep.js';
import { NODE_BOOKMARKS, NODE_STORAGE } from './protocol/bookmark-nodes.js';
import { buildNick, NS_NICK, readNick } from './protocol/nick.js';
import type { PublishedItem } from './protocol/pubsub.js';
import type { XmppUri } from './protocol/uri.js';
import { Roster } from './roster.js';
import type { Session } from './session.js';

export class People {
  readonly presence: Presence;
  readonly roster: Roster;
  readonly blocking: Blocking;
  readonly chats: Chats;
  readonly avatars: Avatars;
  readonly files: Files;
  readonly invitations: Invitations;
  /** @internal */
  readonly pep: Pep;
  /** @internal Whoever keeps the account's rooms, once somebody wants them. */
  bookmarks: { heard(node: string, item: PublishedItem | undefined): void; forget(): void } | undefined;
  readonly #session: Session;
  readonly #displayed: DisplayedSync;

  constructor(session: Session) {
    this.#session = session;
    this.files = session.use(new Files(session)); // ahead of the chats, which take all messages
    const believes = (jid: string) => jid === ownBare(session) || this.roster.get(jid) !== undefined;
    const pep = (this.pep = session.use(new Pep(session, believes)));
    pep.on(NS_NICK, (jid, item) => this.roster.callThemselves(jid, item?.element && readNick(item.element)));
    for (const node of [NODE_BOOKMARKS, NODE_STORAGE])
      pep.on(node, (jid, item) => {
        if (jid === ownBare(session)) this.bookmarks?.heard(node, item); // BM-2
      });
    // ahead of the roster, which takes the presence that these look at
    this.avatars = session.use(new Avatars(session, pep, believes));
    const known = (jid: string) => this.roster.get(jid);
    const displayed = (this.#displayed = session.use(new DisplayedSync(session, pep)));
    this.chats = session.use(new Chats(session, known, () => this.presence.announced(), displayed));
    this.presence = session.use(new Presence(session));
    this.roster = session.use(new Roster(session, this.presence));
    this.blocking = session.use(new Blocking(session));
    this.invitations = invitationsOf(session); // ahead of all, also where somebody was invited before
    this.invitations.acquaintances = {
      isContact: (jid) => this.roster.get(jid) !== undefined,
      isBlocked: (jid) => this.blocking.isBlocked(jid),
    };
    const inactivity = session.use(new Inactivity(session));
    const late: readonly Feature[] = [
      displayed,
      this.chats,
      this.presence,
      this.roster,
      this.blocking,
      this.invitations,
      inactivity,
    ];
    if (session.state === 'online') for (const feature of late) feature.online?.(false);
  }

  /** What we call ourselves, for contacts to see (XEP-0172); '' for nothing. @throws {StanzaError} */
  async setNick(nick: string): Promise<void> {
    await this.pep.publish(NS_NICK, 'current', buildNick(nick.trim()));
    this.roster.nick = nick.trim() || undefined;
  }

  /**
   * Our picture, for contacts and rooms to see (XEP-0084, 0153); undefined for none.
   * @throws {RangeError} No PNG, or more than 256 KiB, 2048 pixels or the server take. @throws {StanzaError}
   */
  async setAvatar(picture: Blob | undefined): Promise<void> {
    const { publishAvatar } = await import('./own-avatar.js');
    this.presence.photo = await publishAvatar(this.#session, this.pep, picture);
  }

  /** What an `xmpp:` link wants, for a person to be asked about: nothing is done by itself (IM-38). */
  async readUri(text: string): Promise<XmppUri | undefined> {
    return (await import('./protocol/uri.js')).readUri(text);
  }

  /** Nothing is left of them, in memory or on disk. */
  async forget(): Promise<void> {
    this.presence.forget();
    this.roster.forget();
    this.blocking.forget();
    this.chats.forget();
    this.invitations.forget();
    this.#displayed.forget();
    this.bookmarks?.forget();
    this.avatars.forget();
    const { forgetMutes } = await import('./mutes.js');
    forgetMutes();
    await keepNothing();
  }
}

const known = new WeakMap<Session, People>();

/** Those of that session, made with the first call. */
export function peopleOf(session: Session): People {
  const people = known.get(session) ?? new People(session);
  known.set(session, people);
  return people;
}
