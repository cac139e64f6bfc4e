/**
 * A room at {@link FakeServer} (XEP-0045): scripted occupants and real sessions side by side. What happens to it
 * is told by its methods; what it answers by itself is joining, leaving, talking, renaming, disco and its archive.
 */
import {
  child,
  children,
  namespaceOf,
  parseFrame,
  textOf,
  xml,
  type Element,
} from '../../src/session/xml.js';
import type { Affiliation, Role, Show } from '../../src/session/occupant.js';
import type { BoundSession } from './bound-session.js';
import { answerQuery, type Archived } from './fake-archive.js';
import {
  buildDeparture,
  buildPresence,
  buildRename,
  buildRoomInfo,
  buildStatus,
  type Occupant,
  type OccupantOptions,
  type Removal,
} from './fake-muc-stanzas.js';
import { discoInfo, result, stanzaError, type StanzaErrorOptions } from './fake-services.js';

const MUC = 'http://jabber.org/protocol/muc';
const MUC_USER = `${MUC}#user`;
const CLIENT = 'jabber:client';
const DISCO_INFO = 'http://jabber.org/protocol/disco#info';
const MAM = 'urn:xmpp:mam:2';
const SID = 'urn:xmpp:sid:0';
const OCCUPANT_ID = 'urn:xmpp:occupant-id:0';

export interface RoomOptions {
  readonly name?: string;
  readonly description?: string;
  /** What disco#info lists; stanza and occupant ids are given if it lists them. */
  readonly features?: readonly string[];
  /** What its disco#info says besides, by field. */
  readonly info?: Readonly<Record<string, string>>;
  readonly subject?: string;
  readonly password?: string;
  /** In the room from the beginning, by nickname. */
  readonly occupants?: Readonly<Record<string, OccupantOptions>>;
  /** Lines said before, oldest first; in the archive, and sent to those who join as far as they ask for history. */
  readonly history?: readonly Line[];
  /** What newcomers get. */
  readonly role?: Role;
  readonly affiliation?: Affiliation;
  /** Status codes of self-presence besides 110. */
  readonly codes?: readonly number[];
}

export interface Line {
  readonly nick: string;
  readonly body: string;
  readonly time?: Date;
}

export const DEFAULT_FEATURES: readonly string[] = [
  MUC,
  MAM,
  SID,
  OCCUPANT_ID,
  `${MUC}#stable_id`,
  `${MUC}#self-ping-optimization`,
  'muc_open',
  'muc_persistent',
  'muc_public',
  'muc_semianonymous',
  'muc_unmoderated',
  'muc_unsecured',
];

const FIRST_LINE = Date.UTC(2026, 0, 1, 12);
const MINUTE_MS = 60_000;

export class FakeRoom {
  readonly occupants = new Map<string, Occupant>();
  /** Oldest first; may be changed at will. */
  readonly archive: Archived[] = [];
  name: string;
  features: readonly string[];
  subject: string;
  subjectBy = '';
  password: string | undefined;
  /** Error for whoever joins next and later, until it is taken away. */
  refuseJoins: StanzaErrorOptions | undefined;
  /** Error for messages to the room. */
  refuseMessages: StanzaErrorOptions | undefined;
  /** Error for changes of nickname. */
  refuseNicks: StanzaErrorOptions | undefined;
  /** Error for archive queries. */
  refuseArchive: StanzaErrorOptions | undefined;
  /** Takes stanzas and answers none. */
  silent = false;
  /** Whether who speaks hears their own message, as rooms must. */
  reflects = true;
  /** Nickname to give to who joins, in place of the one they want (status 210). */
  assignNick: ((wanted: string) => string) | undefined;

  #ids = 0;

  constructor(
    readonly jid: string,
    private readonly options: RoomOptions,
  ) {
    this.name = options.name ?? jid.slice(0, jid.indexOf('@'));
    this.features = options.features ?? DEFAULT_FEATURES;
    this.subject = options.subject ?? '';
    this.password = options.password;
    for (const [nick, occupant] of Object.entries(options.occupants ?? {})) this.arrive(nick, occupant);
    options.history?.forEach((line, index) => {
      const time = line.time ?? new Date(FIRST_LINE + index * MINUTE_MS);
      this.archive.push({ id: this.#id(), time, message: this.#line(line.nick, line.body) });
    });
  }

  /** Somebody comes in, or changes their presence. */
  arrive(nick: string, options: OccupantOptions = {}): void {
    const before = this.occupants.get(nick);
    const occupant: Occupant = {
      role: this.options.role ?? 'participant',
      affiliation: this.options.affiliation ?? 'none',
      occupantId: `id-of-${nick}`,
      ...before,
      ...options,
    };
    this.occupants.set(nick, occupant);
    this.#toAll((session) => this.#presence(nick, occupant, session));
  }

  /** Somebody goes. Without `codes` of their own will. */
  depart(nick: string, removal: Removal = {}): void {
    const occupant = this.occupants.get(nick);
    if (!occupant) return;
    this.#toAll((session) => buildDeparture(this.jid, nick, occupant, session, removal));
    this.occupants.delete(nick);
  }

  kick(nick: string, { actor, reason, codes = [307] }: Removal = {}): void {
    this.depart(nick, { actor, reason, codes });
  }

  ban(nick: string, { actor, reason, codes = [301] }: Removal = {}): void {
    this.depart(nick, { actor, reason, codes, affiliation: 'outcast' });
  }

  destroy(jid?: string, reason?: string): void {
    for (const nick of [...this.occupants.keys()])
      this.depart(nick, { destroyed: { jid, reason }, affiliation: 'none' });
  }

  /** Somebody changes their nickname (XEP-0045 §7.6). */
  rename(nick: string, newNick: string): void {
    const occupant = this.occupants.get(nick);
    if (!occupant) return;
    this.#toAll((session) => buildRename(this.jid, nick, newNick, occupant, session));
    this.occupants.delete(nick);
    this.occupants.set(newNick, occupant);
    this.#toAll((session) => this.#presence(newNick, occupant, session));
  }

  /** Somebody says something; `extra` goes in beside the body. @returns The archive's id. */
  say(nick: string, body: string, ...extra: readonly Element[]): string {
    return this.#publish(this.#line(nick, body, ...extra));
  }

  setSubject(subject: string, nick = ''): void {
    this.subject = subject;
    this.subjectBy = nick;
    const from = nick ? `${this.jid}/${nick}` : this.jid;
    this.#toAll((session) =>
      xml(
        'message',
        { xmlns: CLIENT, type: 'groupchat', from, to: session.jid },
        xml('subject', {}, subject),
      ),
    );
  }

  /** Something from the room itself: a notice, or status codes alone. */
  announce({ body, codes = [] }: { readonly body?: string; readonly codes?: readonly number[] }): void {
    const x = codes.length > 0 && xml('x', { xmlns: MUC_USER }, codes.map(buildStatus));
    this.#toAll((session) => {
      const attrs = { xmlns: CLIENT, type: 'groupchat', from: this.jid, to: session.jid };
      return xml('message', attrs, body !== undefined && xml('body', {}, body), x);
    });
  }

  /** A line that only the archive has, as if said while nobody listened. */
  archiveOnly(line: Line): string {
    const id = this.#id();
    this.archive.push({ id, time: line.time ?? new Date(), message: this.#line(line.nick, line.body) });
    return id;
  }

  /** Sends a stanza as it stands to the sessions that are in. */
  deliver(stanza: string): void {
    for (const { session } of this.occupants.values()) session?.deliver(stanza);
  }

  /** For {@link FakeServer}: a stanza to the room or somebody in it. */
  receive(stanza: Element, session: BoundSession): void {
    if (this.silent) return;
    const to = stanza.attrs.to ?? '';
    const nick = to.slice(this.jid.length + 1);
    if (stanza.name === 'presence') this.#receivePresence(stanza, session, nick);
    else if (stanza.name === 'message') this.#receiveMessage(stanza, session, nick);
    else if (stanza.attrs.type === 'get' || stanza.attrs.type === 'set')
      this.#receiveRequest(stanza, session, nick);
  }

  /** For {@link FakeServer}: nobody will come back for it. */
  sessionEnded(session: BoundSession): void {
    const nick = this.nickOf(session);
    if (nick !== undefined) this.depart(nick);
  }

  nickOf(session: BoundSession): string | undefined {
    return [...this.occupants].find(([, occupant]) => occupant.session === session)?.[0];
  }

  #receivePresence(presence: Element, session: BoundSession, nick: string): void {
    const current = this.nickOf(session);
    const join = child(presence, 'x', MUC);
    const refuse = (options: StanzaErrorOptions) =>
      session.deliver(stanzaError(presence, session, options).toString());
    const taken = this.occupants.get(nick);
    if (presence.attrs.type === 'unavailable') {
      if (current !== undefined) this.depart(current, { status: textOf(child(presence, 'status', CLIENT)) });
    } else if (presence.attrs.type !== undefined) return;
    else if (nick === '') refuse({ condition: 'jid-malformed', type: 'modify' });
    else if (taken && taken.session !== session) refuse({ condition: 'conflict' });
    else if (join) {
      const password = textOf(child(join, 'password', MUC));
      if (this.refuseJoins) refuse(this.refuseJoins);
      else if (this.password !== undefined && password !== this.password)
        refuse({ condition: 'not-authorized', type: 'auth' });
      else this.#admit(session, nick, presence, join);
    } else if (current === undefined) refuse({ condition: 'not-acceptable' });
    else if (current === nick) this.arrive(nick, readPresence(presence));
    else if (this.refuseNicks) refuse(this.refuseNicks);
    else this.rename(current, nick);
  }

  /** Others first, then oneself, history, subject (XEP-0045 §7.2). */
  #admit(session: BoundSession, wanted: string, presence: Element, join: Element): void {
    const nick = this.assignNick?.(wanted) ?? wanted;
    this.occupants.delete(nick);
    for (const [other, occupant] of this.occupants)
      session.deliver(this.#presence(other, occupant, session).toString());
    const codes = [...(this.options.codes ?? []), ...(nick === wanted ? [] : [210])];
    const occupant: Occupant = {
      role: this.options.role ?? 'participant',
      affiliation: this.options.affiliation ?? 'none',
      occupantId: `id-of-${session.bareJid}`,
      ...readPresence(presence),
      session,
    };
    this.occupants.set(nick, occupant);
    this.#toAll((to) => this.#presence(nick, occupant, to, to === session ? codes : []));
    for (const { id, time, message } of this.#historyFor(child(join, 'history', MUC))) {
      const copy = this.#stamped(message, id, session);
      copy.append(xml('delay', { xmlns: 'urn:xmpp:delay', from: this.jid, stamp: time.toISOString() }));
      session.deliver(copy.toString());
    }
    const from = this.subjectBy ? `${this.jid}/${this.subjectBy}` : this.jid;
    const attrs = { xmlns: CLIENT, type: 'groupchat', from, to: session.jid };
    session.deliver(xml('message', attrs, xml('subject', {}, this.subject)).toString());
  }

  #historyFor(history: Element | undefined): readonly Archived[] {
    const { maxstanzas = '20', maxchars, since } = history?.attrs ?? {};
    const max = maxchars === '0' ? 0 : Number(maxstanzas);
    const after =
      since === undefined ? this.archive : this.archive.filter(({ time }) => time >= new Date(since));
    return max === 0 ? [] : after.slice(-max);
  }

  #receiveMessage(message: Element, session: BoundSession, nick: string): void {
    if (message.attrs.type === 'error') return;
    const from = this.nickOf(session);
    const subject = child(message, 'subject', CLIENT);
    const refuse = (options: StanzaErrorOptions) =>
      session.deliver(stanzaError(message, session, options).toString());
    if (this.refuseMessages) return refuse(this.refuseMessages);
    if (from === undefined) return refuse({ condition: 'not-acceptable', type: 'modify' });
    if (nick !== '') return this.#privately(message, session, from, nick);
    if (message.attrs.type === 'groupchat' && this.occupants.get(from)?.role === 'visitor')
      return refuse({ condition: 'forbidden', type: 'auth' });
    if (subject && !child(message, 'body', CLIENT)) return this.setSubject(textOf(subject), from);
    const copy = clone(message);
    copy.attrs.from = `${this.jid}/${from}`;
    this.#publish(copy);
  }

  #privately(message: Element, session: BoundSession, from: string, nick: string): void {
    const to = this.occupants.get(nick);
    if (!to)
      return session.deliver(stanzaError(message, session, { condition: 'item-not-found' }).toString());
    const copy = clone(message);
    Object.assign(copy.attrs, { from: `${this.jid}/${from}`, to: to.session?.jid });
    to.session?.deliver(copy.toString());
  }

  #receiveRequest(iq: Element, session: BoundSession, nick: string): void {
    const payload = children(iq)[0];
    const reply = (answer?: Element) => session.deliver(result(iq, session, answer).toString());
    const refuse = (options: StanzaErrorOptions) =>
      session.deliver(stanzaError(iq, session, options).toString());
    if (payload?.name === 'ping' && nick !== '') {
      if (this.nickOf(session) === undefined) refuse({ condition: 'not-acceptable' });
      else if (this.nickOf(session) === nick) reply();
      else refuse({ condition: 'service-unavailable' });
    } else if (
      payload &&
      namespaceOf(payload) === DISCO_INFO &&
      nick === '' &&
      payload.attrs.node === undefined
    ) {
      reply(
        discoInfo(
          { category: 'conference', type: 'text', name: this.name },
          this.features,
          buildRoomInfo(this.options.description ?? '', this.occupants.size, this.options.info),
        ),
      );
    } else if (payload && namespaceOf(payload) === MAM && nick === '' && this.features.includes(MAM)) {
      if (this.refuseArchive) return refuse(this.refuseArchive);
      const answer = answerQuery(this.archive, payload);
      if (!answer) return refuse({ condition: 'item-not-found' });
      for (const found of answer.results) {
        session.deliver(xml('message', { xmlns: CLIENT, from: this.jid, to: session.jid }, found).toString());
      }
      reply(answer.fin);
    } else refuse({ condition: 'service-unavailable' });
  }

  #presence(nick: string, occupant: Occupant, to: BoundSession, codes: readonly number[] = []): Element {
    const shown = this.features.includes(OCCUPANT_ID) ? occupant : { ...occupant, occupantId: undefined };
    return buildPresence(this.jid, nick, shown, to, codes);
  }

  #line(nick: string, body: string, ...extra: readonly Element[]): Element {
    const attrs = { xmlns: CLIENT, type: 'groupchat', id: crypto.randomUUID(), from: `${this.jid}/${nick}` };
    return xml('message', attrs, xml('body', {}, body), extra);
  }

  /** To the archive and to everybody in. */
  #publish(message: Element): string {
    const id = this.#id();
    const speaker = (message.attrs.from ?? '').slice(this.jid.length + 1);
    const kept = child(message, 'body', CLIENT) !== undefined;
    if (kept) this.archive.push({ id, time: new Date(), message: clone(message) });
    for (const [nick, { session }] of this.occupants) {
      if (nick === speaker && !this.reflects) continue;
      session?.deliver(this.#stamped(message, kept ? id : undefined, session).toString());
    }
    return id;
  }

  #stamped(message: Element, id: string | undefined, to: BoundSession): Element {
    const copy = clone(message);
    copy.attrs.to = to.jid;
    const speaker = this.occupants.get((message.attrs.from ?? '').slice(this.jid.length + 1));
    if (id !== undefined && this.features.includes(SID))
      copy.append(xml('stanza-id', { xmlns: SID, by: this.jid, id }));
    if (speaker && this.features.includes(OCCUPANT_ID)) {
      copy.append(xml('occupant-id', { xmlns: OCCUPANT_ID, id: speaker.occupantId }));
    }
    return copy;
  }

  #toAll(build: (session: BoundSession) => Element): void {
    for (const { session } of this.occupants.values()) session?.deliver(build(session).toString());
  }

  #id(): string {
    return `archived-${++this.#ids}`;
  }
}

function clone(element: Element): Element {
  const copy = parseFrame(element.toString());
  if (!copy) throw new Error('nothing to clone');
  return copy;
}

function readPresence(presence: Element): OccupantOptions {
  const show = textOf(child(presence, 'show', CLIENT)) as Show | undefined;
  return { show: show ?? 'available', status: textOf(child(presence, 'status', CLIENT)) };
}
