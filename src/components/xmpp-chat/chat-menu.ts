/** What can be done with a chat as a whole: a menu, and the dialogs that it opens. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Chat } from '../../session/chat.js';
import { blockForm } from '../conversation/block-form.js';
import { Dialog } from '../conversation/dialog.js';
import { FindingItems, type FindingView } from '../conversation/finding-items.js';
import { keysContent, type KeySettings } from '../conversation/keys-content.js';
import { Menu } from '../conversation/menu.js';
import { MenuEvent, type MenuItem } from '../conversation/menu-event.js';
import type { HeaderMenu } from '../conversation/menu-button.js';
import { blockEnglish, type BlockWords } from '../shared/block-strings.js';
import { partStrings } from '../shared/catalogue.js';
import { menuEnglish, type MenuStrings } from '../shared/menu-strings.js';
import { nickText } from '../shared/nick-text.js';
import type { KitElement } from '../shared/shell.js';
import type { Strings } from '../shared/strings.js';
import type { ChatFollower } from './chat-follower.js';
import { chatWords } from './chat-locale.js';
import type { Deed } from './standing.js';

export { menuStyles } from '../conversation/menu.styles.js';
export { chatMenuStyles } from './chat-menu.styles.js';

export interface ChatMenuHost {
  readonly element: KeySettings & KitElement;
  readonly followed: ChatFollower;
  act(deed: Deed): void;
  /** To screen readers. */
  say(text: string, urgent?: boolean): void;
  readonly view: FindingView;
}

const allEnglish = { ...menuEnglish, ...blockEnglish };
type AllStrings = MenuStrings & BlockWords;

/** What a client that announces these can do (XEP-0115). */
const ABILITIES = {
  typing: ['http://jabber.org/protocol/chatstates'],
  receipts: ['urn:xmpp:receipts'],
  markers: ['urn:xmpp:chat-markers:0'],
  corrections: ['urn:xmpp:message-correct:0'],
  files: ['http://jabber.org/protocol/si/profile/file-transfer', 'urn:xmpp:jingle:apps:file-transfer:5'],
} as const;

export class ChatMenu implements HeaderMenu<Chat> {
  readonly elements: readonly Element[];
  readonly #menu = new Menu('menu');
  readonly #dialog: Dialog;
  /** Another one that is open. */
  #more: { close(): void } | undefined;
  readonly #finding: FindingItems;

  constructor(
    readonly button: HTMLElement,
    readonly host: ChatMenuHost,
  ) {
    this.#dialog = new Dialog(host);
    this.#finding = new FindingItems(host.view, this.#dialog, button);
    this.elements = [this.#menu.element, this.#dialog.element];
    button.setAttribute('aria-controls', 'menu');
  }

  toggle(chat: Chat, strings: Strings): void {
    if (this.#menu.open) this.#menu.hide();
    else this.#menu.show(this.button, strings.menu, this.#itemsOf(chat, partStrings(allEnglish, strings)));
  }

  /** Whatever is open. */
  close(): void {
    this.#menu.hide();
    this.#dialog.close();
    this.#more?.close();
    this.#finding.close();
  }

  #itemsOf(chat: Chat, strings: AllStrings): MenuItem[] {
    const { host } = this;
    const words = chatWords({ strings });
    const { contact, request, blocked } = host.followed.peer;
    const self = host.followed.session?.jid?.split('/')[0] === chat.jid;
    const deed = (name: Deed): MenuItem => ({
      text: words[name],
      act: () => (name === 'block' ? this.#askToBlock(chat, strings) : host.act(name)),
    });
    const deeds: Deed[] = [];
    const group = { text: words.makeGroup, act: () => void this.#makeGroup(chat, strings) };
    if (request) deeds.push('accept');
    else if (!contact) deeds.push('add');
    if (host.followed.people?.blocking.state === 'ready') deeds.push(blocked ? 'unblock' : 'block');
    const items: MenuItem[] = [
      { text: words.about, act: () => void this.#tellAbout(chat, strings) },
      ...(self || host.followed.session?.guest ? [] : deeds.map(deed)),
      ...(self || host.followed.session?.guest || blocked ? [] : [group]),
      ...this.#finding.items(strings),
      ...(navigator.clipboard ? [{ text: words.copyAddress, act: () => this.#copy(chat, strings) }] : []),
      {
        text: strings.keyboard,
        act: () => this.#dialog.tell(strings.keyboard, keysContent(host.element, strings), strings),
      },
    ];
    this.button.dispatchEvent(new MenuEvent(items));
    return items;
  }

  async #makeGroup(chat: Chat, strings: AllStrings): Promise<void> {
    const { element, followed } = this.host;
    const { people } = followed;
    const root = this.button.getRootNode();
    if (!people || !(root instanceof ShadowRoot)) return;
    try {
      const { GroupDialog } = await import('../invitations/group-dialog.js');
      const tag = root.querySelector('section')?.lang ?? 'en';
      this.#more = await GroupDialog.open(element, root, chat, people, tag, (text) => this.host.say(text));
    } catch {
      this.host.say(strings.notLoaded, true);
    }
  }

  #askToBlock(chat: Chat, strings: AllStrings): void {
    const { people } = this.host.followed;
    if (people) this.#dialog.ask(blockForm(people.blocking, chat, strings), strings);
  }

  #copy({ jid }: Chat, strings: Strings): void {
    const words = chatWords({ strings });
    navigator.clipboard.writeText(jid).then(
      () => this.host.say(words.copied),
      () => this.host.say(words.notCopied, true),
    );
  }

  /** What their client can do is asked of the one that is answered first: it is theirs to see that we ask. */
  async #tellAbout(chat: Chat, strings: MenuStrings): Promise<void> {
    const { session, peer } = this.host.followed;
    const [best] = peer.contact?.resources ?? [];
    const title = nickText(chat.name);
    const tell = (features?: ReadonlySet<string>) =>
      this.#dialog.tell(title, about(chat, features, chatWords({ strings })), strings);
    tell();
    if (!best?.name || !session) return;
    const features = await session.disco.features(`${chat.jid}/${best.name}`).catch(() => undefined);
    if (this.#dialog.element.open) tell(features ?? new Set());
  }
}

/** @param features - Left out: nobody is there to ask. */
function about(
  { jid }: Chat,
  features: ReadonlySet<string> | undefined,
  words: ReturnType<typeof chatWords>,
): TemplateResult {
  const names = Object.keys(ABILITIES) as (keyof typeof ABILITIES)[];
  const able = names.filter((name) => ABILITIES[name].some((feature) => features?.has(feature)));
  const client = able.length
    ? html`<ul>
        ${able.map((name) => html`<li>${words.can[name]}</li>`)}
      </ul>`
    : words.clientUnknown;
  return html`<dl class="facts">
    <div>
      <dt>${words.address}</dt>
      <dd dir="ltr">${jid}</dd>
    </div>
    ${
      features
        ? html`<div>
            <dt>${words.client}</dt>
            <dd>${client}</dd>
          </div>`
        : nothing
    }
  </dl>`;
}
