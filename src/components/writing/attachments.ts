/**
 * Files that go along with what is written: dropped anywhere on the room or chat, pasted, or chosen. An
 * `<xmpp-file-drop>` in the composer holds them until they are sent, and shows what others offer in a chat; it loads with
 * the first of them.
 */
import { render } from 'lit/html.js';
import type { Outgoing } from '../../session/conversation.js';
import type { Session } from '../../session/index.js';
import type { FileTransfer } from '../../session/files/transfer.js';
import { bareJid } from '../../session/jid.js';
import type { Composer } from '../conversation/composer.js';
import { keepFocus, sendButton } from '../rich-editor/place.js';
import type { Announcer } from '../shared/announcer.js';
import { icon } from '../shared/icons.js';
import { nickText } from '../shared/nick-text.js';
import { adopt } from '../shared/sheet.js';
import { isShown } from '../shared/shown.js';
import { writingEnglish } from '../shared/writing-strings.js';
import { DropArea, type Gesture, type Given } from '../xmpp-file-drop/drop-area.js';
import { veilStyles } from '../xmpp-file-drop/veil.styles.js';
import type { XmppFileDrop } from '../xmpp-file-drop/xmpp-file-drop.js';
import { attachmentStyles } from './attachments.styles.js';
import { findWritingWords, type Words } from './words.js';

const clipIcon = icon(
  'M19.500 11.500 12 19a4.600 4.600 0 0 1-6.500-6.500l8-8a3.100 3.100 0 0 1 4.400 4.400l-7.800 7.800a1.500 1.500 0 0 1-2.200-2.200L15 7.500',
);

export interface AttachHost {
  /** The room or chat; with `no-files` it takes none. */
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
  readonly composer: Composer;
  readonly announcer: Announcer;
  readonly session: Session | undefined;
  /** Of whom or what is written to. */
  readonly name: string;
  readonly failed: (error: unknown) => void;
}

export function offerAttachments(host: AttachHost): void {
  adopt(host.root, veilStyles, attachmentStyles);
  new Attachments(host);
}

class Attachments {
  readonly #button = document.createElement('button');
  readonly #field = document.createElement('input');
  readonly #veil = document.createElement('div');
  #words: Words = writingEnglish;
  #tag = 'en';
  #drop: XmppFileDrop | undefined;
  #loading: Promise<unknown> | undefined;
  /** Files that wait for the code which holds them. */
  #coming = 0;
  /** What was given, but that code has not come: the button tries again, and so does the next that is given. */
  #left: [Given, Gesture][] = [];
  /** With which what is written goes out by itself as soon as they are ready; undefined: when somebody says so. */
  #awaited: readonly FileTransfer[] | undefined;

  constructor(readonly host: AttachHost) {
    const { composer } = host;
    this.#makeButton();
    this.#veil.className = 'veil';
    this.#veil.hidden = true;
    host.root.querySelector('section')?.append(this.#veil);
    const area = new DropArea(
      host.host,
      {
        ready: () => !this.#off && composer.writable && isShown(composer.element), // not behind a private conversation
        alone: () => !this.#off,
        given: (...given) => void this.#add(given),
        hovered: (over) => this.#hover(over),
      },
      true, // what is pasted into the rich editor, too
    );
    area.connected();
    composer.element.addEventListener('input', () => (this.#awaited = undefined));
    const { finish, shown } = composer;
    composer.finish = (outgoing) => this.#finish(outgoing, finish);
    composer.shown = () => {
      shown?.();
      void this.#show();
    };
    void this.#show();
  }

  /** The page wants none. */
  get #off(): boolean {
    return this.host.host.hasAttribute('no-files');
  }

  #makeButton(): void {
    const button = this.#button;
    const field = this.#field;
    Object.assign(button, { type: 'button', className: 'format plain', part: 'attach' });
    render(clipIcon, button);
    keepFocus(button);
    Object.assign(field, { type: 'file', multiple: true, hidden: true });
    button.addEventListener('click', () => (this.#left.length ? void this.#add() : field.click()));
    field.addEventListener('change', () => {
      void this.#add([{ files: [...(field.files ?? [])], folders: [] }, 'pick']);
      field.value = ''; // or the same one could not be chosen again
    });
    sendButton(this.host.composer)?.before(button, field);
  }

  #hover(over: boolean): void {
    this.#veil.hidden = !over;
    this.#veil.textContent = this.#words.dropTo(nickText(this.host.name));
  }

  /** As the conversation is now. */
  async #show(): Promise<void> {
    const { composer, session } = this.host;
    const { tag = 'en', jid = '', disabled } = composer.state ?? {};
    this.#button.hidden = this.#off || disabled !== undefined;
    this.#tag = tag;
    if (this.#drop) follow(this.#drop, session, jid, tag);
    else if (this.#isOffered(jid)) this.#load().catch(this.host.failed);
    const words = await findWritingWords(tag);
    if (tag !== this.#tag) return;
    this.#words = words;
    Object.assign(this.#button, { ariaLabel: words.attach, title: words.attach });
  }

  /** A page that shows offers itself has them there alone. */
  get #receives(): boolean {
    const { host } = this.host;
    const tree = host.getRootNode() as ParentNode;
    return host.localName === 'xmpp-chat' && !tree.querySelector('xmpp-file-drop[receive]');
  }

  #isOffered(jid: string): boolean {
    if (!this.#receives) return false; // in a chat there are people
    const transfers = this.host.session?.files.transfers ?? [];
    return transfers.some(({ state, peer }) => state === 'offered' && bareJid(peer) === jid);
  }

  async #load(): Promise<void> {
    await (this.#loading ??= import('../xmpp-file-drop/define.js').catch((error: unknown) => {
      this.#loading = undefined;
      throw error;
    }));
    if (this.#drop) return;
    const { composer, session } = this.host;
    const drop = document.createElement('xmpp-file-drop');
    drop.hold = true;
    drop.receive = this.#receives;
    drop.addEventListener('change', () => this.#changed());
    const { jid = '', tag = 'en' } = composer.state ?? {};
    follow(drop, session, jid, tag);
    composer.element.prepend(drop);
    this.#drop = drop;
  }

  async #add(...given: [Given, Gesture][]): Promise<void> {
    const { composer, announcer, failed } = this.host;
    const all = [...this.#left.splice(0), ...given];
    const length = all.reduce((sum, [{ files }]) => sum + files.length, 0);
    composer.focus();
    this.#coming += length;
    this.#changed();
    try {
      await this.#load();
      for (const each of all) await this.#drop?.add(...each);
    } catch (error) {
      this.#left = all;
      this.#drop?.remove(); // another one loads anew
      this.#drop = undefined;
      failed(error);
    }
    this.#coming -= length;
    if (this.#left.length) this.#awaited = undefined;
    this.#changed();
    if (!this.#left.length) return;
    const problem = this.#words.notAttached(length);
    composer.tell(problem);
    announcer.say(problem, true);
  }

  // Going out

  get #held(): readonly FileTransfer[] {
    return this.#drop?.held ?? [];
  }

  get #count(): number {
    return this.#held.length + this.#coming;
  }

  get #ready(): boolean {
    return !this.#coming && this.#held.every(({ state }) => state === 'ready');
  }

  #finish(outgoing: Outgoing, more = (all: Outgoing): Outgoing | undefined => all): Outgoing | undefined {
    const { composer, announcer } = this.host;
    if (!this.#count || composer.errand) return more(outgoing);
    if (!this.#ready) {
      this.#awaited = this.#held;
      this.#tell();
      announcer.say(this.#words.waitsForFiles(this.#count));
      return undefined;
    }
    for (const transfer of this.#held) transfer.release();
    composer.attached = false;
    composer.check();
    return composer.field.text.trim() === '' ? undefined : more(outgoing);
  }

  #changed(): void {
    const { composer } = this.host;
    composer.attached = this.#count > 0;
    if (this.#awaited?.some(({ ended }) => ended)) this.#awaited = undefined; // somebody may want to look
    if (this.#awaited && this.#held.length) this.#awaited = this.#held;
    if (this.#awaited && !(this.#count && this.#ready)) return this.#tell();
    const go = this.#awaited !== undefined;
    this.#awaited = undefined;
    composer.check();
    if (go) composer.send();
  }

  #tell(): void {
    this.host.composer.tell(undefined, this.#words.waitsForFiles(this.#count));
  }
}

function follow(drop: XmppFileDrop, session: Session | undefined, jid: string, tag: string): void {
  drop.session = session;
  drop.to = jid || undefined;
  drop.lang = tag;
}
