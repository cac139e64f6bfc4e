/**
 * Commands that are typed in a room's composer (MUC-48): each ends where the menus do, in the same dialog or deed, and is
 * offered to those alone who may. Loaded when somebody is about to write in a room.
 */
import { html, type TemplateResult } from 'lit/html.js';
import type { Outgoing } from '../../session/conversation.js';
import { bareJid, domainOf } from '../../session/jid.js';
import type { Moderation } from '../../session/moderation.js';
import type { Change, Occupant } from '../../session/occupant.js';
import type { Room } from '../../session/room.js';
import type { Composer } from '../conversation/composer.js';
import { Dialog, type DialogForm } from '../conversation/dialog.js';
import { menuStyles } from '../conversation/menu.styles.js';
import { findInvitationWords } from '../invitations/invitation-locale.js';
import { ask, type Asking } from '../moderation/ask.js';
import { deedsOf } from '../moderation/deeds.js';
import { findCleanupWords, findModerationWords } from '../moderation/words.js';
import type { PaneHost } from '../private/pane.js';
import type { Announcer } from '../shared/announcer.js';
import { partStrings } from '../shared/catalogue.js';
import { commandEnglish, type CommandName, type CommandStrings } from '../shared/command-strings.js';
import { hueClass, initials, nickText } from '../shared/nick-text.js';
import { menuEnglish, type MenuStrings } from '../shared/menu-strings.js';
import { adopt } from '../shared/sheet.js';
import type { KitElement } from '../shared/shell.js';
import { writeDraft } from '../shared/storage.js';
import type { Strings } from '../shared/strings.js';
import { fold } from '../writing/fold.js';
import type { Offer, Suggestion } from '../writing/suggestions.js';
import { nameForm, subjectForm } from '../xmpp-room/room-forms.js';
import { commandStyles } from './commands.styles.js';
import { isEscaped, readCommand, readPerson, writePerson } from './parse.js';
import { findCommandWords } from './words.js';

export interface CommandHost {
  /** The room's element. */
  readonly host: KitElement;
  readonly root: ShadowRoot;
  readonly composer: Composer;
  readonly announcer: Announcer;
  readonly strings: Strings;
  readonly conversation: Room | undefined;
  readonly failed: (error: unknown) => void;
  render(): void;
}

/** A sentence for whoever typed it. */
class Refusal extends Error {}

/** What is known while a command runs. */
interface Run {
  readonly room: Room;
  /** What stands behind it. */
  readonly rest: string;
  readonly words: CommandStrings;
  readonly menu: MenuStrings;
  /** It is done: what was typed goes. @param said - To screen readers. */
  readonly done: (said?: string) => void;
}

interface Command {
  /** Whether we may, as far as that is known. */
  may(room: Room): boolean;
  /** Names somebody who is here first. */
  readonly change?: Change;
  readonly person?: boolean;
  /** @throws {Refusal} */
  run(run: Run): Promise<void> | void;
}

const MAX_PEOPLE = 8;
/** The whole of what is typed so far. */
const NAME = /^\/(\p{L}*)$/u;
const FIRST_WORD = /^\/(\p{L}+)\s+(@?"?([^"]{0,40}))$/u;
const ALIASES = new Map([
  ['leave', 'part'],
  ['subject', 'topic'],
]);

export class Commands {
  readonly #dialog: Dialog;
  /** Another one that is open. */
  #more: { close(): void } | undefined;
  #words: CommandStrings = commandEnglish;
  #tag = 'en';
  /** Of the room that is shown. */
  #moderation: { readonly of: Room; readonly is: Moderation } | undefined;

  /** @param changed - What is offered is in other words. */
  constructor(
    readonly host: CommandHost,
    readonly changed: () => void,
  ) {
    adopt(host.root, menuStyles, commandStyles);
    this.#dialog = new Dialog({ say: (text) => host.announcer.say(text) });
    const { composer } = host;
    const { finish, shown } = composer;
    composer.finish = (outgoing) => this.#take(outgoing, finish);
    composer.shown = () => {
      shown?.();
      void this.#speak();
    };
    void this.#speak();
  }

  readonly #all: Readonly<Record<CommandName, Command>> = {
    me: { may: () => true, run: ({ words }) => refuse(words.like(`/me ${words.usage.me}`)) },
    nick: { may: () => true, run: (run) => this.#fill(nameForm(run.room, run.menu), run) },
    topic: {
      may: ({ canSetSubject }) => canSetSubject,
      run: (run) => this.#fill(subjectForm(run.room, run.menu), run),
    },
    msg: {
      may: ({ status }) => status.state === 'joined',
      person: true,
      run: async (run) => {
        const [target, text] = this.#person(run, 'msg');
        const { openPrivately } = await import('../private/pane.js');
        await openPrivately(this.host as unknown as PaneHost, target, text || undefined);
        run.done();
      },
    },
    invite: {
      may: ({ status }) => status.state === 'joined',
      run: async ({ room, rest, words, done }) => {
        const [address = '', ...reason] = rest.split(/\s+/u);
        const jid = bareJid(address);
        if (!jid?.includes('@')) refuse(words.like(`/invite ${words.usage.invite}`));
        const moderation = await this.#moderationOf(room);
        const [result] = await moderation.invite([jid], { reason: reason.join(' ') || undefined });
        if (result?.failure) refuse((await findInvitationWords(this.#tag)).invitation.failed[result.failure]);
        done(words.invited(jid));
      },
    },
    kick: {
      may: ({ self }) => self?.role === 'moderator',
      change: { role: 'none' },
      person: true,
      run: (run) => this.#remove(run, 'kick', { role: 'none' }),
    },
    ban: {
      may: ({ self }) => self?.affiliation === 'admin' || self?.affiliation === 'owner',
      change: { affiliation: 'outcast' },
      person: true,
      run: (run) => this.#remove(run, 'ban', { affiliation: 'outcast' }),
    },
    join: {
      may: () => true,
      run: async ({ room, rest, words, done }) => {
        const jid = bareJid(rest.includes('@') ? rest : `${rest}@${domainOf(room.jid)}`);
        if (!rest || jid === undefined) refuse(words.like(`/join ${words.usage.join}`));
        this.host.host.addEventListener('xmpp-uri', () => done(), { once: true });
        await this.#askToJoin(jid);
      },
    },
    part: {
      may: () => true,
      run: async ({ room, rest, done }) => {
        done();
        await room.leave(rest || undefined);
        const element: KitElement & { leave?(): Promise<void> } = this.host.host;
        await element.leave?.(); // and does not come back with the page
      },
    },
    help: { may: () => true, run: (run) => this.#help(run) },
  };

  async #speak(): Promise<void> {
    const { tag = 'en' } = this.host.composer.state ?? {};
    if (tag === this.#tag) return;
    this.#tag = tag;
    const words = await findCommandWords(tag);
    if (tag !== this.#tag) return;
    this.#words = words;
    this.#dialog.close(); // which is in another language
    this.#more?.close();
    this.changed();
  }

  #find(name: string): readonly [CommandName, Command] | undefined {
    const known = ALIASES.get(name) ?? name;
    return this.#entries.find(([each]) => each === known);
  }

  get #entries(): readonly (readonly [CommandName, Command])[] {
    return Object.entries(this.#all) as [CommandName, Command][];
  }

  // Typing

  /** @param before - What stands before the caret. @param first - Nothing stands before that. */
  offer(before: string, first: boolean): Offer | undefined {
    const room = this.host.conversation;
    if (!first || !room) return undefined;
    return this.#offerNames(before, room) ?? this.#offerPeople(before, room);
  }

  #offerNames(before: string, room: Room): Offer | undefined {
    const [, begun] = NAME.exec(before) ?? [];
    if (begun === undefined) return undefined;
    const fits = this.#entries.filter(
      ([name, command]) => name.startsWith(begun.toLowerCase()) && command.may(room),
    );
    const whole = fits.length === 1 && fits[0]?.[0] === begun.toLowerCase();
    const options = whole ? [] : fits.map(([name]) => this.#suggestion(name));
    return { label: this.#words.list, count: before.length, options };
  }

  #suggestion(name: CommandName): Suggestion {
    const { usage, does } = this.#words;
    return {
      shown: html`<span class="command"><b dir="ltr" lang="">/${name}</b> ${usage[name]}</span>
        <span class="does">${does[name]}</span>`,
      text: `/${name} `,
    };
  }

  #offerPeople(before: string, room: Room): Offer | undefined {
    const [, name = '', token = '', begun = ''] = FIRST_WORD.exec(before) ?? [];
    const [, command] = this.#find(name.toLowerCase()) ?? [];
    if (!command?.person || !command.may(room)) return undefined;
    const wanted = fold(begun);
    const options = this.#targets(room, command.change)
      .filter(({ nick }) => fold(nick).startsWith(wanted) && nick !== begun.trim())
      .flatMap(({ nick }) => {
        const text = writePerson(nick);
        if (text === undefined) return [];
        const shown = html`<span class="avatar ${hueClass(nick)}" aria-hidden="true">${initials(nick)}</span
          ><bdi>${nickText(nick)}</bdi>`;
        return [{ shown, text: `${text} ` }];
      });
    return { label: this.#words.people, count: token.length, options: options.slice(0, MAX_PEOPLE) };
  }

  /** Of whom we may make that, once it is known of whom we may. */
  #targets(room: Room, change: Change | undefined): readonly Occupant[] {
    const others = [...room.occupants.values()].filter(({ self }) => !self);
    if (change) void this.#moderationOf(room).catch(() => undefined);
    const moderation = this.#moderation?.of === room ? this.#moderation.is : undefined;
    if (!change || !moderation) return others;
    return others.filter((other) => moderation.changesOf(other).some((each) => isSame(each, change)));
  }

  async #moderationOf(room: Room): Promise<Moderation> {
    const is = await room.moderation();
    this.#moderation = { of: room, is };
    return is;
  }

  // Sending

  /** @param more - What is done with text. */
  #take(outgoing: Outgoing, more = (all: Outgoing): Outgoing | undefined => all): Outgoing | undefined {
    const { composer, conversation: room } = this.host;
    const text = typeof outgoing === 'string' ? outgoing : outgoing.body;
    if (composer.errand || !room) return more(outgoing);
    if (isEscaped(text)) return more(unescaped(outgoing));
    const typed = readCommand(text);
    const [name, command] = (typed && this.#find(typed.name)) ?? [];
    if (!typed || (name === 'me' && typed.rest)) return more(outgoing);
    if (!name || !command) this.#complain(this.#words.unknown(typed.name));
    else if (!command.may(room)) this.#complain(this.#words.notYours(typed.name));
    else void this.#run(command, room, typed.rest);
    return undefined;
  }

  async #run(command: Command, room: Room, rest: string): Promise<void> {
    const { composer, announcer, strings } = this.host;
    const { text } = composer.field;
    const run: Run = {
      room,
      rest,
      words: this.#words,
      menu: partStrings(menuEnglish, strings),
      done: (said) => {
        if (said) announcer.say(said);
        if (composer.field.text === text && room === this.host.conversation) this.#clear();
      },
    };
    try {
      await command.run(run);
    } catch (error) {
      if (room !== this.host.conversation) return;
      this.#complain(error instanceof Refusal ? error.message : this.#words.failed);
    }
  }

  /** It stays as it is until somebody writes on. */
  #complain(sentence: string): void {
    this.host.composer.tell(sentence);
    this.host.announcer.say(sentence, true);
  }

  #clear(): void {
    const { composer } = this.host;
    if (composer.draftOf) writeDraft(composer.draftOf, '');
    composer.begin();
  }

  #open(show: () => void): void {
    this.host.root.querySelector('section')?.append(this.#dialog.element);
    show();
  }

  /** What a dialog of the room's menu asks for stands behind the command; without that the dialog asks. */
  async #fill(form: DialogForm, { rest, menu, done }: Run): Promise<void> {
    if (!rest) {
      const send = async (texts: readonly string[]) => {
        const said = await form.send(texts);
        done();
        return said;
      };
      this.#open(() => this.#dialog.ask({ ...form, send }, menu));
      return;
    }
    const problem = form.check([rest]);
    if (problem) refuse(problem.text);
    try {
      done(await form.send([rest]));
    } catch (error) {
      refuse(form.explain(error, [rest]).text);
    }
  }

  /** Who is named, and what stands behind that. */
  #person({ room, rest, words }: Run, name: CommandName): readonly [Occupant, string] {
    const [nick, more] = readPerson(rest, room.occupants.keys());
    if (!nick) refuse(words.like(`/${name} ${words.usage[name]}`));
    const target = room.occupants.get(nick) ?? refuse(words.nobody(nickText(nick)));
    return [target, more];
  }

  /** As the menus do: asked before, with the reason that was typed. */
  async #remove(run: Run, name: CommandName, change: Change): Promise<void> {
    const { room, words, done } = run;
    const [target, reason] = this.#person(run, name);
    const who = nickText(target.nick);
    const [moderation, deedWords, cleanup] = await Promise.all([
      this.#moderationOf(room),
      findModerationWords(this.#tag),
      findCleanupWords(this.#tag),
    ]);
    const mine = moderation.changesOf(target).filter((each) => isSame(each, change));
    const [deed] = deedsOf(target, mine, deedWords);
    if (!deed?.ask)
      refuse('affiliation' in change && !target.jid ? words.noAddress(who) : words.notOver(who));
    const question = deed.ask;
    const opened: Asking['opened'] = (more) => (this.#more = more);
    const asking = { host: this.host, dialog: this.#dialog, moderation, words: deedWords, cleanup, opened };
    const act = async (why: string | undefined) => {
      await moderation.apply(target, deed.change, why);
      done();
    };
    this.#open(() => ask(question, target.nick, deed.done, asking, act, target, reason));
  }

  /** As a link there does, which asks first (IM-38). */
  async #askToJoin(jid: string): Promise<void> {
    const { host, root, composer } = this.host;
    const { askAbout } = await import('../links/prompt.js');
    const link = document.createElement('a');
    link.href = `xmpp:${encodeURI(jid)}?join`;
    link.hidden = true;
    composer.element.append(link);
    await askAbout(link, host, root).finally(() => link.remove());
  }

  #help({ room, words, menu, done }: Run): void {
    const mine = this.#entries.filter(([, command]) => command.may(room));
    done();
    this.#open(() => this.#dialog.tell(words.title, helpContent(mine, words), menu));
  }
}

const helpContent = (
  commands: readonly (readonly [CommandName, unknown])[],
  { usage, does, quotes, escape }: CommandStrings,
): TemplateResult =>
  html`<dl class="keys">
      ${commands.map(
        ([name]) =>
          html`<div>
            <dt><kbd dir="ltr">/${name}</kbd> ${usage[name]}</dt>
            <dd>${does[name]}</dd>
          </div>`,
      )}
    </dl>
    <p class="hint">${quotes} ${escape}</p>`;

function refuse(sentence: string): never {
  throw new Refusal(sentence);
}

function isSame(one: Change, other: Change): boolean {
  return 'role' in one
    ? 'role' in other && one.role === other.role
    : 'affiliation' in other && one.affiliation === other.affiliation;
}

function unescaped(outgoing: Outgoing): Outgoing {
  if (typeof outgoing === 'string') return outgoing.slice(1);
  const { body, html: rich } = outgoing;
  const once = rich?.replace(/^((?:<[^>]*>)*)\/\//u, '$1/');
  return { ...outgoing, body: body.slice(1), ...(once !== undefined && { html: once }) };
}
