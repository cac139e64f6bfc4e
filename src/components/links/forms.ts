/** What somebody is asked before a link does anything: its effect, and the whole address (IM-38, REG-13, security.md §2). */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { displayName } from '../../session/contact.js';
import { bareJid, domainOf, parseJid } from '../../session/jid.js';
import type { People } from '../../session/people.js';
import type { Room } from '../../session/room.js';
import type { Session, XmppUri } from '../../session/index.js';
import type { DialogField, DialogForm } from '../conversation/dialog.js';
import { failureOf, groupsField, groupsIn, nameField } from '../xmpp-roster/contact-forms.js';
import { nickText } from '../shared/nick-text.js';
import type { LinkStrings } from '../shared/link-strings.js';
import { readLastNick } from '../shared/storage.js';

const MAX_ADDRESS = 3100; // RFC 7622 §3.1: three times 1023, and what is between
const MAX_NICK = 256;
const MAX_BODY = 10_000;

export type Params = Readonly<Record<string, string | undefined>>;

/** What a link leads to; each closes the dialog that asked. */
export interface LinkDeeds {
  /** Lets the page do it instead. @returns Whether it does not. */
  offer(params?: Params): boolean;
  chat(text?: string): void;
  room(room: Room): void;
  /** Asks the address for what it takes to register. */
  register(): Promise<void>;
  /** Ends the registration at `address`; @returns false: a form is shown first. */
  unregister(address: string): Promise<boolean>;
  invite(room: Room, guests: readonly string[]): void;
}

export interface LinkContext {
  readonly uri: XmppUri;
  readonly session: Session;
  /** Undefined: nobody is signed in to an account. */
  readonly people: People | undefined;
  readonly strings: LinkStrings;
  readonly deeds: LinkDeeds;
}

/** Short enough for names. */
const PIECES = /.{1,100}/gsu;

/** The whole of an address; nothing in it may hide. */
export const address = (jid: string): TemplateResult =>
  html`<bdi class="address" dir="ltr" lang="">${jid.match(PIECES)?.map((piece) => nickText(piece))}</bdi>`;

const about = (words: string, jid: string, more?: unknown) =>
  html`${words} ${address(jid)} ${more ?? nothing}`;

/** A form, or why there is none. */
export function formOf(context: LinkContext): DialogForm | string {
  const { uri, people, strings } = context;
  const { action } = uri;
  if (action === 'unknown') return strings.link.unknown;
  if (action === 'join' || action === 'invite') {
    if (!parseJid(uri.jid)?.local) return strings.link.unknown;
    return action === 'invite' && people && uri.invited.length ? inviteForm(context) : joinForm(context);
  }
  if (!people) return strings.link.signIn;
  switch (action) {
    case undefined:
    case 'message':
      return messageForm(context, action);
    case 'subscribe':
    case 'roster':
      return addForm(context, people);
    case 'remove':
      return removeForm(context, people);
    case 'register':
      return registerForm(context);
    case 'unregister':
      return unregisterForm(context, people);
  }
}

type Asked = Pick<DialogForm, 'title' | 'text' | 'submit' | 'send'> & Partial<DialogForm>;

const form = ({ strings }: LinkContext, asked: Asked): DialogForm => ({
  fields: [],
  check: () => undefined,
  explain: (error) => ({ text: failureOf(error, strings) }),
  ...asked,
});

function messageForm(context: LinkContext, action: 'message' | undefined): DialogForm {
  const { uri, strings, deeds } = context;
  const { link } = strings;
  const field: DialogField = {
    label: link.message,
    hint: link.messageHint,
    value: uri.values.get('body') ?? '',
    maxLength: MAX_BODY,
    multiline: true,
  };
  return form(context, {
    title: action ? link.messageTitle : link.writeTitle,
    text: about(action ? link.messageText : link.writeText, uri.jid),
    fields: action ? [field] : [],
    submit: action ? strings.send : link.write,
    send: ([body = '']) => {
      if (deeds.offer(action && { body })) deeds.chat(body);
      return Promise.resolve('');
    },
  });
}

/** Those who are in already keep their name. */
function nickOf({ uri, session, people, strings }: LinkContext): DialogField | undefined {
  const room = session.rooms.get(uri.jid);
  if (room?.status.state === 'joined') return undefined;
  const own = people && (people.roster.nick ?? parseJid(session.jid)?.local);
  return {
    label: strings.name,
    hint: strings.nameHint,
    value: room?.nick || session.config.nick || readLastNick() || own || '',
    maxLength: MAX_NICK,
  };
}

function roomForm(
  context: LinkContext,
  asked: Pick<Asked, 'title' | 'submit'> & { readonly more?: unknown },
  joined?: (room: Room) => void,
): DialogForm {
  const { uri, session, strings, deeds } = context;
  const nickField = nickOf(context);
  const password = uri.values.get('password') || undefined;
  const { link } = strings;
  return form(context, {
    title: asked.title,
    text: about(link.joinText, uri.jid, html`${password ? link.joinPassword : nothing} ${asked.more}`),
    fields: nickField ? [nickField] : [],
    submit: asked.submit,
    check: ([nick]) => (nickField && !nick ? { field: 0, text: strings.nameEmpty } : undefined),
    send: ([nick]) => {
      if (!deeds.offer({ nick })) return Promise.resolve('');
      const room = session.rooms.join(uri.jid, nickField ? { nick, password } : {});
      joined?.(room);
      deeds.room(room);
      return Promise.resolve('');
    },
  });
}

const joinForm = (context: LinkContext) => {
  const { link } = context.strings;
  return roomForm(context, { title: link.joinTitle, submit: link.join });
};

function inviteForm(context: LinkContext): DialogForm {
  const { uri, strings, deeds } = context;
  const { link } = strings;
  const more = html`${link.inviteText} ${uri.invited.map(address)}`;
  return roomForm(context, { title: link.inviteTitle, submit: link.invite, more }, (room) =>
    deeds.invite(room, uri.invited),
  );
}

function addForm(context: LinkContext, { roster }: People): DialogForm | string {
  const { uri, strings, deeds } = context;
  const bare = bareJid(uri.jid) ?? uri.jid;
  const known = roster.get(bare);
  if (bare === roster.account) return strings.ownAddress;
  if (known) return strings.alreadyContact(nickText(displayName(known)));
  return form(context, {
    title: strings.link.addTitle,
    text: about(strings.addText, uri.jid),
    fields: [
      nameField(strings, uri.values.get('name')),
      groupsField(strings, groupsIn(uri.values.get('group') ?? '')),
    ],
    submit: strings.add,
    send: async ([name = '', groups = '']) => {
      if (!deeds.offer({ name, group: groups })) return '';
      await roster.add(bare, { name: name || undefined, groups: groupsIn(groups) });
      if (roster.canPreApprove) roster.approve(bare); // or both would have to ask (IM-20)
      return strings.contactAdded(nickText(name || bare));
    },
  });
}

function removeForm(context: LinkContext, { roster }: People): DialogForm | string {
  const { uri, strings, deeds } = context;
  const known = roster.get(bareJid(uri.jid) ?? uri.jid);
  if (!known) return strings.link.notContact;
  const name = nickText(displayName(known));
  return form(context, {
    title: strings.removeTitle(name),
    text: about(strings.removeText, uri.jid),
    submit: strings.removeContact,
    danger: true,
    send: async () => {
      if (!deeds.offer()) return '';
      await roster.remove(known.jid);
      return strings.contactRemoved(name);
    },
  });
}

function registerForm(context: LinkContext): DialogForm {
  const { uri, strings, deeds } = context;
  const { link } = strings;
  return form(context, {
    title: link.registerTitle,
    text: about(link.registerText, uri.jid),
    submit: link.register,
    send: async () => {
      if (deeds.offer()) await deeds.register();
      return '';
    },
  });
}

/** The own server's address stands for the account there. */
function unregisterForm(context: LinkContext, { roster }: People): DialogForm {
  const { uri, session, strings, deeds } = context;
  const { link } = strings;
  const account = bareJid(session.jid) ?? roster.account;
  const own = account !== undefined && (uri.jid === domainOf(account) || bareJid(uri.jid) === account);
  if (own) return deleteForm(context, account);
  return form(context, {
    title: link.unregisterTitle,
    text: about(link.unregisterText, uri.jid),
    submit: link.unregister,
    danger: true,
    send: async () => {
      const done = deeds.offer() && (await deeds.unregister(uri.jid));
      return done ? link.unregistered(nickText(uri.jid)) : '';
    },
  });
}

/** More than a press: a link is a stranger's. */
function deleteForm(context: LinkContext, account: string): DialogForm {
  const { link } = context.strings;
  const { deeds } = context;
  return form(context, {
    title: link.deleteTitle,
    text: about(link.deleteText, account),
    fields: [
      {
        label: link.deleteLabel,
        hint: link.deleteHint,
        value: '',
        maxLength: MAX_ADDRESS,
        address: true,
      },
    ],
    submit: link.delete,
    danger: true,
    check: ([text]) => (bareJid(text) === account ? undefined : { field: 0, text: link.deleteWrong }),
    send: async () => (deeds.offer() && (await deeds.unregister(account)) ? link.deleted : ''),
  });
}
