/**
 * What messages are besides plain text, for rooms and chats alike: rich text (XEP-0071), replies (XEP-0461), mentions
 * (XEP-0372), corrections (XEP-0308), reactions (XEP-0444), shared files (XEP-0066, XEP-0447), and what was taken back (XEP-0424, XEP-0425). Loaded with the
 * first message that is any of that, or the first wish to say such a thing.
 */
import type { ConversationStore } from './conversation-store.js';
import type { OutgoingMessage } from './conversation.js';
import { Corrections } from './corrections.js';
import { DeedWatch } from './deed-watch.js';
import { hostOf, type Author, type FeatureHost, type Submitted } from './feature-host.js';
import { resourceOf } from './jid.js';
import { markupOf } from './markup.js';
import type { Mutes } from './mutes.js';
import { mentions } from './mention.js';
import { wordsOf, type ChatMessage, type Doing, type Row, type SendFailure } from './message.js';
import type { More, OutboxEntry } from './outbox.js';
import { readChatState } from './protocol/chat-states.js';
import { buildReplace, readReplace } from './protocol/correction.js';
import { buildMentions, readMentions } from './protocol/mention.js';
import { buildReactions, isEmoji, readReactions, type ReactionSet } from './protocol/reactions.js';
import { buildReply, readReply, type ReplyTo } from './protocol/reply.js';
import { buildRetraction } from './protocol/retraction.js';
import { isUnstyled } from './protocol/unstyled.js';
import { buildXhtml, readOwn, readXhtml } from './protocol/xhtml-im.js';
import { Reactions } from './reactions.js';
import { Retractions } from './retractions.js';
import type { RichText } from './rich-text.js';
import { buildFiles, ownFiles, readFiles } from './shared-files.js';
import { child, namespaceOf, type Child, type Element } from './xml.js';

/** What went wrong is known of so many. */
const MAX_DEEDS = 50;
const MAX_QUOTE = 300;

export function featuresOf(conversation: ConversationStore): MessageFeatures {
  const host = hostOf(conversation);
  const features = new MessageFeatures(host);
  const { session, jid, timeline } = conversation;
  for (const entry of session.outbox.entries(jid)) timeline.update(entry.id, features.said(entry));
  const watch = new DeedWatch(host, (id) => features.undo(id, { reason: 'no-echo' }));
  conversation.addEventListener('change', () => watch.look());
  conversation.changed();
  return features;
}

type Deed = Submitted['deed'];

interface Decorated {
  readonly from: readonly unknown[];
  readonly row: ChatMessage;
}

export class MessageFeatures {
  readonly #host: FeatureHost;
  readonly #retractions: Retractions;
  readonly #corrections: Corrections;
  readonly #reactions = new Reactions();
  /** The rich versions of messages of ours. */
  readonly #rich = new WeakMap<More, RichText | undefined>();
  #decorated = new Map<string, Decorated>();
  /** What is shown goes by. */
  #seen: readonly unknown[] = [];
  #shown: readonly Row[] = [];
  /** What we did lately, and what our reactions were before, by the id that went out with it. */
  readonly #deeds = new Map<string, { readonly deed: Deed; readonly before: ReactionSet | undefined }>();
  /** What came to nothing, by what others know its message by. */
  readonly #failed = new Map<string, Deed>();

  constructor(host: FeatureHost) {
    this.#host = host;
    this.#retractions = new Retractions(host, (row, by) => this.#sameAuthor(row, by));
    this.#corrections = new Corrections((first, correction) => this.#mayCorrect(first, correction));
  }

  /** Whom the reader does not want to hear in a room. */
  get mutes(): Mutes | undefined {
    return this.#host.mutes;
  }

  // What comes in

  /** @returns Whether that was all there is to `stanza`; not so for what its sender had no right to. */
  take(stanza: Element, by: Author): boolean {
    if (this.#isMutedTyping(stanza, by)) return true;
    const taken = this.#react(stanza, by) || this.#retractions.take(stanza, by);
    if (taken && by.own && stanza.attrs.id !== undefined) this.done(stanza.attrs.id);
    return taken;
  }

  /** Nobody is told that somebody types whom they do not want to hear. */
  #isMutedTyping(stanza: Element, { nick, ...by }: Author): boolean {
    if (nick === undefined || !this.mutes?.covers({ ...by, nick })) return false;
    return !child(stanza, 'body', namespaceOf(stanza)) && readChatState(stanza) !== undefined;
  }

  /** `message` with all that `stanza` says besides. */
  read(stanza: Element, message: ChatMessage): ChatMessage {
    const replied = readReply(stanza, message.body);
    const { body } = replied ?? message;
    const { lang } = this.#host;
    const more: ChatMessage = {
      ...message,
      body,
      answers: replied?.reply,
      rich: readXhtml(stanza, body, lang),
      unstyled: isUnstyled(stanza) || undefined,
      replaces: readReplace(stanza),
      hats: this.#host.hats(message),
      ...readFiles(stanza, body, replied !== undefined),
    };
    const mention = !more.own && !more.old && this.#names(stanza, wordsOf(more));
    const heard = mention && !this.mutes?.covers(more);
    return this.#retractions.apply(this.#checked({ ...more, mention: heard }));
  }

  /** Whether it names us. */
  #names(stanza: Element, words: string): boolean {
    const { jid, nick } = this.#host.self();
    return readMentions(stanza).includes(jid) || (this.#host.room && mentions(words, nick));
  }

  /** What an archive has in place of a message. */
  tombstone(stanza: Element, nick: string | undefined): ChatMessage['removed'] {
    return this.#retractions.tombstone(stanza, nick);
  }

  #react(stanza: Element, by: Author): boolean {
    const set = readReactions(stanza);
    if (!set || by.nick === undefined) return false;
    const { nick, own, time } = by;
    this.#reactions.take(set, { who: this.#whoIs(by), nick, own, time });
    if (own) this.#failed.delete(set.id);
    return true;
  }

  /** REA-1: two people who had one nickname after each other are two. */
  #whoIs({ nick = '', own, occupantId, old }: Author): string {
    if (!this.#host.room) return own ? 'own' : 'other';
    return occupantId ?? `${nick} ${(!old && this.#host.since(nick)?.getTime()) || ''}`;
  }

  /** A correction that nobody can prove is its author's is a message like any other (LMC-1, M-7). */
  #checked(message: ChatMessage): ChatMessage {
    if (message.replaces === undefined || !this.#host.room || message.occupantId !== undefined)
      return message;
    const first = this.#host.timeline.rows.find(
      (row): row is ChatMessage =>
        row.kind === 'message' && row.id === message.replaces && this.#sameAuthor(row, message),
    );
    return first ? message : { ...message, replaces: undefined };
  }

  #sameAuthor(message: ChatMessage, { nick, own, occupantId, old, time }: Author): boolean {
    if (!this.#host.room) return message.own === own;
    if (message.occupantId !== undefined || occupantId !== undefined)
      return message.occupantId === occupantId;
    const since =
      nick !== undefined && nick === message.nick && !old && !message.old
        ? this.#host.since(nick)
        : undefined;
    return since !== undefined && since < message.time && since <= time; // in doubt, no
  }

  /** Those without an occupant-id were looked at when they came. */
  #mayCorrect(first: ChatMessage, correction: ChatMessage): boolean {
    if (!this.#host.room || (first.own && correction.own)) return first.own === correction.own;
    if (first.occupantId !== correction.occupantId) return false;
    return first.occupantId !== undefined || first.nick === correction.nick;
  }

  // What is shown

  /** `rows` as they are shown; the same array while nothing has changed. */
  fold(rows: readonly Row[]): readonly Row[] {
    const deeds = this.#host.deeds();
    const failed = JSON.stringify([deeds, ...this.#failed.keys()]);
    const seen = [rows, this.#reactions.version, this.mutes?.version, failed];
    if (seen.every((each, i) => each === this.#seen[i])) return this.#shown;
    this.#seen = seen;
    const decorated = this.#decorate(this.#corrections.fold(rows), deeds);
    return (this.#shown = this.mutes?.fold(decorated) ?? decorated);
  }

  /** Whether it is no news: of somebody who is muted, or a correction in the place of another row. */
  hides(message: ChatMessage): boolean {
    if (this.mutes?.covers(message)) return true;
    if (message.replaces === undefined) return false;
    this.fold(this.#host.timeline.rows);
    return this.#corrections.hides(message.key);
  }

  /** Shows the run of muted messages that begins with the row `key`. */
  showMuted(key: string): void {
    const rows = this.#shown.slice(this.#shown.findIndex((row) => row.key === key));
    const [first] = rows;
    const isOther = (row: Row) =>
      first?.kind !== 'message' || row.kind !== 'message' || !row.removed?.muted || row.nick !== first.nick;
    const end = rows.findIndex(isOther);
    this.mutes?.show(rows.slice(0, end < 0 ? rows.length : end).map((row) => row.key));
  }

  #decorate(rows: readonly Row[], deeds: readonly Submitted[]): readonly Row[] {
    const answered = this.#answered(rows);
    if (!this.#reactions.some && !answered && deeds.length === 0 && this.#failed.size === 0) return rows;
    const before = this.#decorated;
    this.#decorated = new Map();
    return rows.map((row) => {
      if (row.kind !== 'message' || row.removed) return row;
      const reactions =
        this.#reactions.of(this.#idOf(row)) ?? (this.#host.room ? undefined : this.#reactions.of(row.id));
      const reply = row.answers;
      const doing = this.#doing(row, deeds);
      if (!reactions && !reply && !doing) return row;
      const original = reply && answered?.get(reply.id);
      const from = [row, reactions, original, doing?.what, doing?.waits, doing?.unsent, doing?.failed];
      const known = before.get(row.key);
      const decorated = known?.from.every((each, i) => each === from[i])
        ? known
        : { from, row: { ...row, reactions, doing, reply: reply && this.#replyTo(reply, original) } };
      this.#decorated.set(row.key, decorated);
      return decorated.row;
    });
  }

  /** What is being done to `row`: the last of it, or its end. */
  #doing(row: ChatMessage, deeds: readonly Submitted[]): Doing | undefined {
    const id = this.#idOf(row) ?? '';
    const own = deeds.filter(({ deed }) => id === aboutOf(deed));
    const last = own.find(({ deed }) => 'retract' in deed) ?? own.at(-1);
    const failed = last ? undefined : this.#failed.get(id);
    const deed = last?.deed ?? failed;
    if (!deed) return undefined;
    const { waits = false, unsent = false } = last ?? {};
    const what = 'react' in deed ? 'reaction' : 'removal';
    return { what, waits, unsent, ...(failed && { failed: true }) };
  }

  /** Of the messages that are answered, if any are, those that are here, by the id they are answered by. */
  #answered(rows: readonly Row[]): ReadonlyMap<string, ChatMessage> | undefined {
    const ids = new Set(rows.flatMap((row) => (row.kind === 'message' && row.answers ? row.answers.id : [])));
    if (ids.size === 0) return undefined;
    const found = new Map<string, ChatMessage>();
    for (const row of rows) {
      if (row.kind !== 'message') continue;
      for (const id of this.#host.room ? [row.stanzaId] : [row.originId, row.id])
        if (id !== undefined && ids.has(id)) found.set(id, row);
    }
    return found;
  }

  #replyTo({ to, quote = '' }: ReplyTo, original: ChatMessage | undefined): ChatMessage['reply'] {
    if (original)
      return { key: original.key, nick: original.nick, text: wordsOf(original).slice(0, MAX_QUOTE) };
    return { nick: this.#host.room ? resourceOf(to) : undefined, text: quote };
  }

  /** What others know a message by (REA-1). */
  #idOf({ stanzaId, originId, id }: ChatMessage): string | undefined {
    return this.#host.room ? stanzaId : (originId ?? id);
  }

  // What is said and done by us

  /** Whether others can be told which message is meant. */
  canRefer(message: ChatMessage): boolean {
    return (
      this.#idOf(message) !== undefined &&
      !message.removed &&
      message.state !== 'waiting' &&
      message.state !== 'failed'
    );
  }

  /** Answers the message `key`. @throws As Conversation.send. @throws {RangeError} It cannot be answered. */
  reply(key: string, message: OutgoingMessage): ChatMessage {
    const original = this.#find(key);
    const quote = wordsOf(original).slice(0, MAX_QUOTE);
    const reply = { id: this.#idOf(original) ?? '', to: original.from, quote };
    return this.#host.send(message, { reply });
  }

  /** Puts our reaction to the message `key`, or takes it away. @throws {RangeError} Not an emoji, or there is no such message. */
  react(key: string, emoji: string): void {
    if (!isEmoji(emoji)) throw new RangeError('one emoji');
    const id = this.#idOf(this.#find(key)) ?? '';
    const shown = this.#reactions.own(id);
    const emojis = shown.includes(emoji) ? shown.filter((each) => each !== emoji) : [...shown, emoji];
    const before = this.#undoUnsent(id) ?? shown;
    if ([...emojis].sort().join() !== [...before].sort().join())
      this.#do({ react: { id, emoji: emojis } }, { id, emoji: before });
    this.#setOwn(id, emojis);
  }

  /** One set takes the place of another that nobody knows of yet. @returns What ours were before that one. */
  #undoUnsent(of: string): readonly string[] | undefined {
    const unsent = this.#host
      .deeds()
      .find((each) => each.unsent && 'react' in each.deed && each.deed.react.id === of);
    if (!unsent) return undefined;
    this.#host.drop(unsent.id);
    const before = this.#deeds.get(unsent.id)?.before?.emoji;
    this.#deeds.delete(unsent.id);
    return before;
  }

  /** Takes back a message of ours. @throws {RangeError} It is not ours, or has not gone out. */
  retract(key: string): void {
    const message = this.#find(key);
    if (!message.own) throw new RangeError('not ours');
    const id = this.#idOf(message) ?? '';
    if (!this.#removals(id).length) this.#do({ retract: id });
  }

  /** Leaves a message alone that was to be taken back, as long as nobody knows of it, or what else came to nothing. */
  keep(key: string): void {
    const about = this.#idOf(this.#find(key)) ?? '';
    for (const { id, unsent } of this.#removals(about)) if (unsent) this.#host.drop(id);
    this.#failed.delete(about);
    this.#host.changed();
  }

  /** Does once more what came to nothing. @throws {RangeError} There is no such message. */
  redo(key: string): void {
    const id = this.#idOf(this.#find(key)) ?? '';
    const deed = this.#failed.get(id);
    if (!deed) return;
    if ('retract' in deed) return this.#do(deed);
    this.#do(deed, { id, emoji: this.#reactions.own(id) });
    this.#setOwn(id, deed.react.emoji);
  }

  #removals(of: string): readonly Submitted[] {
    return this.#host.deeds().filter(({ deed }) => 'retract' in deed && deed.retract === of);
  }

  #do(deed: Deed, before?: ReactionSet): void {
    this.#failed.delete(aboutOf(deed));
    this.#deeds.set(this.#host.submit(deed), { deed, before });
    trim(this.#deeds);
  }

  /** A deed of ours has arrived. A room tells everybody of it; of what a contact's server does with it, nobody is told. */
  done(id: string): void {
    const deed = this.#host.drop(id);
    if (this.#host.room || !deed) return;
    this.#failed.delete(aboutOf(deed));
    if ('retract' in deed) this.#retractions.add({ id: deed.retract, moderated: false }, this.#host.self());
    else if (!this.#deeds.has(id)) this.#setOwn(deed.react.id, deed.react.emoji); // on an earlier page
    this.#host.changed();
  }

  /** A deed has come to nothing. */
  undo(id = '', failure: SendFailure): void {
    const { deed = this.#host.drop(id), before } = this.#deeds.get(id) ?? {};
    if (!deed) return;
    this.#host.drop(id);
    this.#deeds.delete(id);
    this.#failed.set(aboutOf(deed), deed);
    trim(this.#failed);
    if (before) this.#setOwn(before.id, before.emoji);
    this.#host.undone(failure);
    this.#host.changed();
  }

  #setOwn(id: string, emoji: readonly string[]): void {
    const self = this.#host.self();
    this.#reactions.take({ id, emoji }, { ...self, nick: self.nick ?? '', who: this.#whoIs(self) });
    this.#host.changed();
  }

  #find(key: string): ChatMessage {
    const row = this.#host.timeline.find(key);
    if (row?.kind !== 'message' || !this.canRefer(row)) throw new RangeError('not to be referred to');
    return row;
  }

  /** What a message of ours looks like here. */
  said({ body, more }: OutboxEntry): Partial<ChatMessage> {
    return {
      replaces: more?.replaces,
      answers: more?.reply,
      rich: more && this.#richOf(more),
      ...ownFiles(more?.files, body),
    };
  }

  /** Reads the XHTML of a message of ours, once for all. @throws {XmlError} Not well-formed. @throws {RangeError} Too much. */
  check(more: More): void {
    if (more.html !== undefined && !this.#rich.has(more)) this.#rich.set(more, readOwn(more.html));
  }

  #richOf(more: More): RichText | undefined {
    try {
      this.check(more);
    } catch {
      this.#rich.set(more, undefined); // written before anybody could tell: the plain body is there
    }
    return this.#rich.get(more);
  }

  /** Sends a message of ours as it was, as another one. */
  resend({ body, files, rich, answers: reply, replaces }: ChatMessage): ChatMessage {
    const html = !files && typeof rich === 'object' ? markupOf(rich.content) : undefined;
    return this.#host.send(
      { body, ...(files && { files }), ...(html !== undefined && { html }) },
      { ...(reply && { reply }), ...(replaces !== undefined && { replaces }) },
    );
  }

  /** The body of a message of ours, and what goes with it. */
  contentOf({ body, more = {} }: OutboxEntry): { readonly body?: string; readonly more: readonly Child[] } {
    const { deed, reply, mentions: named = [], files = [], replaces } = more;
    if (deed) return { more: 'react' in deed ? buildReactions(deed.react) : buildRetraction(deed.retract) };
    const replied = reply ? buildReply(reply, body) : { body, elements: [] };
    const rich = this.#richOf(more);
    const lead = [...replied.body].length - [...body].length;
    return {
      body: replied.body,
      more: [
        ...replied.elements,
        ...buildMentions(named, body, lead),
        ...buildFiles(files, body),
        rich && this.#host.mayFormat() && buildXhtml(rich.content),
        replaces !== undefined && buildReplace(replaces),
      ],
    };
  }
}

/** What others know the message by that it was done to. */
const aboutOf = (deed: Deed) => ('react' in deed ? deed.react.id : deed.retract);

function trim(deeds: Map<string, unknown>): void {
  const [oldest] = deeds.size > MAX_DEEDS ? deeds.keys() : [];
  if (oldest !== undefined) deeds.delete(oldest);
}
