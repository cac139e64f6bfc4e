/**
 * Asks somebody who pressed an `xmpp:` link what it is to do, and does that: by what the page has for it, else in a
 * dialog (IM-38, MUC-49, REG-13; XEP-0147). Loaded with the first such link. Nothing is sent before somebody has agreed.
 */
import { html, nothing } from 'lit/html.js';
import { StanzaError } from '../../session/errors.js';
import type { RegistrationError, RegistrationOffer, Session } from '../../session/index.js';
import type { People } from '../../session/people.js';
import type { Room } from '../../session/room.js';
import { invite, readUri, type XmppUri } from '../../session/uri-actions.js';
import { Dialog } from '../conversation/dialog.js';
import { menuStyles } from '../conversation/menu.styles.js';
import { Announcer, announceModeOf } from '../shared/announcer.js';
import { MessageSendingEvent } from '../shared/events.js';
import type { LinkStrings } from '../shared/link-strings.js';
import { nickText } from '../shared/nick-text.js';
import { adopt } from '../shared/sheet.js';
import type { KitElement } from '../shared/shell.js';
import '../xmpp-chat/define.js';
import '../xmpp-data-form/define.js';
import '../xmpp-room/define.js';
import { roomOnPage, rosterWithChat, sessionAround } from './around.js';
import { XmppUriEvent } from './events.js';
import { address, formOf, type LinkDeeds, type Params } from './forms.js';
import { findLinkLocale } from './link-locale.js';
import { linkStyles } from './links.styles.js';
import { Stage } from './stage.js';

const OUT: readonly Session['state'][] = ['idle', 'offline', 'failed'];

const prompts = new WeakMap<KitElement, LinkPrompt>();

/** @param link - In an element's shadow root; it has the focus again once all is done. */
export async function askAbout(link: HTMLElement, host: KitElement, root: ShadowRoot): Promise<void> {
  const prompt = prompts.get(host) ?? new LinkPrompt(host, root);
  prompts.set(host, prompt);
  await prompt.ask(link);
}

/** Shows a room that was entered: where the page has it, else in a dialog. @param host - As above. */
export async function showRoom(host: KitElement, root: ShadowRoot, room: Room): Promise<void> {
  const prompt = prompts.get(host) ?? new LinkPrompt(host, root);
  prompts.set(host, prompt);
  await prompt.show(room);
}

class LinkPrompt {
  readonly #announcer = new Announcer();
  readonly #dialog = new Dialog({ say: (text) => this.#say(text) });
  readonly #stage = new Stage();
  readonly #place = document.createElement('div');
  /** What is open goes with its element, and is no longer modal once that was put elsewhere. */
  readonly #watch = new MutationObserver(() => {
    if (this.#place.querySelector('dialog[open]:not(:modal)') ?? !this.host.isConnected) this.close();
  });

  constructor(
    readonly host: KitElement,
    readonly root: ShadowRoot,
  ) {
    const { polite, assertive } = this.#announcer;
    this.#place.className = 'kit links';
    this.#place.append(this.#dialog.element, this.#stage.element, polite, assertive);
    this.#place.addEventListener('close', () => this.#rest(), { capture: true });
  }

  close(): void {
    this.#dialog.close();
    this.#stage.close();
  }

  async ask(link: HTMLElement): Promise<void> {
    this.close();
    const href = link.getAttribute('href') ?? '';
    const uri = readUri(href);
    const session = sessionAround(this.host);
    const { tag, strings } = await this.#locale;
    const people = session.guest || OUT.includes(session.state) ? undefined : await session.people;
    if (!link.isConnected) return; // gone while that was loading
    this.#attach(tag);
    link.focus(); // Safari does not by itself
    const form =
      uri && formOf({ uri, session, people, strings, deeds: this.#deeds(uri, session, people, strings) });
    if (typeof form === 'object') this.#dialog.ask(form, strings);
    else this.#tell(uri?.jid ?? href, form ?? strings.link.unread, strings);
  }

  async show(room: Room): Promise<void> {
    const { tag, strings } = await this.#locale;
    if (!this.host.isConnected) return;
    this.#attach(tag);
    this.#room(room, sessionAround(this.host), strings);
  }

  get #locale() {
    return findLinkLocale(this.root.querySelector('.kit')?.getAttribute('lang') ?? '');
  }

  #attach(tag: string): void {
    adopt(this.root, menuStyles, linkStyles);
    this.#place.lang = tag;
    this.#announcer.mode = announceModeOf(this.host.getAttribute('announce') ?? undefined);
    this.root.append(this.#place); // again, where a view has cleared its root
    this.#follow();
  }

  #follow(): void {
    for (let root = this.host.getRootNode(); ; root = root.host.getRootNode()) {
      this.#watch.observe(root, { childList: true, subtree: true });
      if (!(root instanceof ShadowRoot)) break;
    }
  }

  #rest(): void {
    if (!this.#place.querySelector('dialog[open]')) this.#watch.disconnect();
  }

  #say(text: string): void {
    if (text) this.#announcer.say(text);
  }

  #tell(jid: string, words: unknown, strings: LinkStrings): void {
    const { link } = strings;
    const copied = () =>
      navigator.clipboard.writeText(jid).then(
        () => this.#announcer.say(link.copied),
        () => this.#announcer.say(link.notCopied, true),
      );
    const button = html`<button type="button" @click=${copied}>${link.copy}</button>`;
    this.#dialog.tell(
      link.title,
      html`<div id="dialog-text">${address(jid)} ${words}</div>
        ${'clipboard' in navigator ? html`<div>${button}</div>` : nothing}`,
      strings,
    );
  }

  #deeds(
    { action, jid, values, invited }: XmppUri,
    session: Session,
    people: People | undefined,
    strings: LinkStrings,
  ): LinkDeeds {
    return {
      offer: (params = {}) =>
        this.host.dispatchEvent(new XmppUriEvent(action, jid, paramsOf(values, params, invited))),
      chat: (text = '') => people && this.#chat(jid, text, session, people, strings),
      room: (room) => this.#room(room, session, strings),
      register: () => this.#register(jid, session, strings),
      unregister: (address) => this.#unregister(address, session, strings),
      invite: (room, guests) => {
        invite(room, guests).then(
          (n) => this.#say(strings.link.invited(n)),
          () => this.#say(strings.link.notInvited),
        );
      },
    };
  }

  #chat(jid: string, text: string, session: Session, people: People, strings: LinkStrings): void {
    const chat = people.chats.open(jid);
    if (text && this.host.dispatchEvent(new MessageSendingEvent(chat.jid, text))) chat.send(text);
    this.#dialog.close();
    const roster = rosterWithChat(this.host, session);
    const choose = new CustomEvent('xmpp-choose', { detail: chat.jid, cancelable: true });
    if (roster && !roster.dispatchEvent(choose)) return;
    const element = Object.assign(document.createElement('xmpp-chat'), { session, jid: chat.jid });
    this.#show(chat.jid, element, strings);
  }

  #room(room: Room, session: Session, strings: LinkStrings): void {
    this.#dialog.close();
    const there = roomOnPage(this.host, room.jid, session);
    const element = Object.assign(document.createElement('xmpp-room'), { session, jid: room.jid });
    if (there instanceof HTMLElement) there.focus();
    else this.#show(room.jid, element, strings);
  }

  #show(title: string, element: HTMLElement, strings: LinkStrings, tall = true): void {
    if (!this.#place.isConnected) return;
    element.setAttribute('heading-level', '3');
    this.#stage.show(nickText(title), element, tall, strings);
  }

  async #register(jid: string, session: Session, strings: LinkStrings): Promise<void> {
    const { link } = strings;
    const service = jid === session.config.domain ? undefined : jid; // of the own server by the stream itself
    const offer = await session.registration.request(service).catch((error: unknown) => {
      if (error instanceof StanzaError && error.type !== 'wait') return undefined;
      throw error;
    });
    if (offer?.form && !offer.registered) {
      this.#fillIn(jid, offer, link.registered(nickText(jid)), strings);
      return;
    }
    if (offer?.registered || offer?.url === undefined) {
      const words = offer?.registered ? link.registeredAlready : offer?.instructions;
      this.#tell(jid, words ?? link.noRegistration, strings);
      return;
    }
    const onWeb = html`${link.onWeb}
      <a href=${offer.url} target="_blank" rel="noopener noreferrer nofollow ugc" referrerpolicy="no-referrer"
        >${offer.url}</a
      >`;
    this.#tell(jid, onWeb, strings);
  }

  async #unregister(address: string, session: Session, strings: LinkStrings): Promise<boolean> {
    try {
      await session.registration.remove(address);
      return true;
    } catch (error) {
      const { offer } = error as Partial<RegistrationError>;
      if (!offer) throw error;
      this.#fillIn(address, offer, strings.link.unregistered(nickText(address)), strings);
      return false;
    }
  }

  #fillIn(jid: string, offer: RegistrationOffer, done: string, strings: LinkStrings): void {
    const element = Object.assign(document.createElement('xmpp-data-form'), { form: offer.form });
    element.addEventListener('xmpp-form-cancel', () => this.#stage.close());
    element.addEventListener('xmpp-form-submit', (event) => {
      const sent = offer.submit(event.answers).then(() => {
        this.#stage.close();
        this.#say(done);
      });
      event.waitUntil(sent);
    });
    this.#dialog.close();
    this.#show(jid, element, strings, false);
  }
}

/** What the link says, with what the person said in its place. */
function paramsOf(values: XmppUri['values'], changed: Params, invited: readonly string[]): URLSearchParams {
  const params = new URLSearchParams([...values].filter(([key]) => key !== 'jid'));
  for (const [key, value] of Object.entries(changed)) if (value !== undefined) params.set(key, value);
  for (const jid of invited) params.append('jid', jid);
  return params;
}
