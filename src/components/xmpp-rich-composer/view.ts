/** What `<xmpp-rich-composer>` shows: a composer, and where it stands with whom it writes to. */
import { html, render } from 'lit/html.js';
import type { Outgoing } from '../../session/conversation.js';
import type { ChatMessage } from '../../session/message.js';
import { Composer, type ComposerState } from '../conversation/composer.js';
import { composerStyles } from '../conversation/composer.styles.js';
import { UNMENTIONED_MS } from '../conversation/connection-strip.js';
import { sessionFailure } from '../conversation/session-failure.js';
import { Formatting } from '../rich-editor/formatting.js';
import { Announcer } from '../shared/announcer.js';
import { partStrings } from '../shared/catalogue.js';
import { MessageSendingEvent, MessageSentEvent, XmppErrorEvent } from '../shared/events.js';
import type { Locale } from '../shared/locale.js';
import { lockEnglish } from '../shared/lock-strings.js';
import { LocaleFollower } from '../shared/locale-follower.js';
import { nickText } from '../shared/nick-text.js';
import { sessionOf } from '../shared/page-session.js';
import { adopt } from '../shared/sheet.js';
import type { View } from '../shared/shell.js';
import type { Strings } from '../shared/strings.js';
import { tokens } from '../shared/tokens.js';
import { whenWanted } from '../shared/when-wanted.js';
import { aloneStyles } from './composer.styles.js';
import { ComposeEvent } from './events.js';
import { FormField, type Written } from './form-field.js';
import { Recipient } from './recipient.js';
import { composerWords, findComposerLocale } from './words.js';
import type { XmppRichComposer } from './xmpp-rich-composer.js';

const FOLLOWED = ['session', 'service', 'domain', 'to'];
const TICK_MS = 1000;

export class ComposerView implements View {
  readonly field: FormField;
  readonly #composer: Composer;
  readonly #announcer = new Announcer();
  readonly #locale: LocaleFollower<Locale>;
  readonly #recipient: Recipient;
  #formatting: Formatting | undefined;
  /** What was sent and has not arrived. */
  readonly #sent = new Map<string, Written>();
  /** Goes out once it is known whom `to` stands for. */
  #held = false;
  #invalid = false;
  /** Since when there is no connection although there was. */
  #awaySince: number | undefined;
  #strings: { readonly key: string; readonly of: Strings; readonly strings: Strings } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly host: XmppRichComposer,
    readonly root: ShadowRoot,
  ) {
    adopt(root, tokens, composerStyles, aloneStyles);
    this.field = new FormField(host, {
      filled: () => this.#fill(),
      refused: (problem) => this.#complain(problem),
    });
    this.#composer = new Composer({
      send: (outgoing) => this.#send(outgoing),
      typing: (typing) => this.#recipient.conversation?.setTyping(typing),
      scrollByPage: () => undefined,
      editLast: () => Promise.resolve(),
      shortcuts: () => false,
      wanted: () => {
        this.#format();
        this.#help();
      },
    });
    this.#composer.element.addEventListener('input', () => this.#typed());
    this.#recipient = new Recipient({
      changed: () => this.#changed(),
      invalid: (error) => {
        this.#invalid = true;
        this.#fire(new XmppErrorEvent('invalid-address', error));
        this.#render();
      },
      failed: this.#failed,
    });
    this.#locale = new LocaleFollower(host, findComposerLocale, () => this.#render());
  }

  connected(): void {
    this.#locale.connected();
    this.changed('to');
  }

  disconnected(): void {
    this.#recipient.follow(undefined, undefined);
    this.#locale.disconnected();
    this.#announcer.clear();
    clearTimeout(this.#timer);
  }

  changed(name: string): void {
    const { host } = this;
    if (FOLLOWED.includes(name) && host.isConnected) {
      this.#invalid = this.#held = false;
      this.#recipient.follow(host.to === undefined ? undefined : sessionOf(host), host.to);
    }
    if (name === 'plain' && this.#formatting) void this.#formatting.turn(!host.plain);
    this.#render();
    this.field.tell();
    if (name === 'value') this.#fill();
  }

  focus(options?: FocusOptions): void {
    this.#composer.focus(options);
  }

  /** Says under the field why it does not go out. */
  #complain(text: string): void {
    this.#composer.tell(text);
  }

  /** Somebody is about to write. */
  #format(): void {
    if (this.host.plain || this.#formatting?.on) return;
    this.#formatting ??= new Formatting(this.#composer, this.#failed, {
      read: () => {
        const { text, content } = this.field.written;
        return content && { text, content };
      },
      write: () => undefined, // #typed does
    });
    void this.#formatting.turn(true);
  }

  readonly #help = whenWanted(
    async () => {
      const { offerHelp } = await import('../writing/help.js');
      const conversation = () => this.#recipient.conversation;
      offerHelp({
        composer: this.#composer,
        announcer: this.#announcer,
        failed: this.#failed,
        get conversation() {
          return conversation();
        },
      });
    },
    (error) => this.#failed(error),
  );

  /** The page, or a form, put something in. */
  #fill(): void {
    const { field } = this.#composer;
    if (field.text !== this.host.value) field.set(this.host.value);
    this.#composer.check();
  }

  #typed(): void {
    this.#held = false;
    this.field.written = this.#written;
    this.#render();
  }

  get #written(): Written {
    const { text, outgoing, content } = this.#composer.field;
    return { text, ...(typeof outgoing === 'object' && { html: outgoing.html, content }) };
  }

  #send(outgoing: Outgoing): boolean {
    if (this.host.to === undefined) return this.#sendAlone(outgoing);
    const { session, conversation } = this.#recipient;
    if (!conversation) {
      this.#held = true;
      session?.connect().catch(() => undefined); // its state tells
      this.#render();
      return false;
    }
    if (!this.#fire(new MessageSendingEvent(conversation.jid, outgoing))) return false;
    const written = this.#written;
    this.#sent.set(conversation.send(outgoing).key, written);
    this.field.written = { text: '' };
    return true;
  }

  /** In a form, sending sends that. */
  #sendAlone(outgoing: Outgoing): boolean {
    const { host } = this;
    const taken = this.#fire(new ComposeEvent(outgoing));
    if (host.form) {
      if (taken) host.form.requestSubmit();
      return false;
    }
    if (taken) this.field.written = { text: '' };
    return taken;
  }

  #changed(): void {
    const { session, conversation } = this.#recipient;
    const lost = session?.state === 'reconnecting';
    this.#awaySince = lost ? (this.#awaySince ?? Date.now()) : undefined;
    for (const row of conversation?.messages ?? []) if (row.kind === 'message') this.#tell(row);
    this.#render();
    if (!this.#held || !conversation) return;
    this.#held = false;
    this.#composer.element.requestSubmit();
  }

  /** What becomes of what was sent here. */
  #tell(message: ChatMessage): void {
    const { strings } = this.#locale.now;
    const { conversation } = this.#recipient;
    const { state, key } = message;
    const written = this.#sent.get(key);
    if (!written || !conversation) return;
    if (state === 'sent' || state === 'delivered') {
      this.#sent.delete(key);
      this.#announcer.say(strings.sent);
      this.#fire(new MessageSentEvent(conversation.jid, message));
    } else if (state === 'failed') {
      this.#sent.delete(key);
      this.#giveBack(conversation.discard(key), written);
      this.#announcer.say(strings.notSent, true);
      this.#complain(strings.notSent);
    }
  }

  /** Behind what is written by now, as far as there is anything. */
  #giveBack(text: string | undefined, written: Written): void {
    if (text === undefined) return;
    if (this.host.value) this.#composer.add(text, true);
    else {
      this.field.written = written;
      this.#fill();
    }
  }

  #render(): void {
    if (!this.#locale.ready) return;
    const { now } = this.#locale;
    render(
      html`<section class="kit ${this.host.plain ? '' : 'roomy'}" part="frame" lang=${now.tag}>
        ${this.#composer.element} ${this.#announcer.polite}${this.#announcer.assertive}
      </section>`,
      this.root,
    );
    const first = this.#composer.state === undefined;
    this.#composer.update(this.#state(now));
    if (first) this.#fill();
    this.field.problem = this.#composer.problem;
  }

  #state(locale: Locale): ComposerState {
    const { host } = this;
    const { room, session, conversation } = this.#recipient;
    const words = composerWords(locale);
    const readOnly = room?.status.state === 'joined' && !room.canSpeak;
    const waitMs = Math.max(0, Number(room?.nextSendAt ?? 0) - Date.now());
    clearTimeout(this.#timer);
    const awayMs = this.#awaySince === undefined ? Infinity : Date.now() - this.#awaySince;
    const nextMs = waitMs ? TICK_MS : UNMENTIONED_MS - awayMs;
    if (nextMs > 0) this.#timer = setTimeout(() => this.#render(), nextMs);
    return {
      jid: host.to === undefined ? '' : (conversation?.jid ?? ''),
      name: nickText(conversation?.name ?? host.to ?? ''),
      strings: this.#stringsFor(locale.strings),
      tag: locale.tag,
      sendKey: host.sendKey === 'mod-enter' ? 'mod-enter' : 'enter',
      disabled: this.#invalid
        ? words.nobody(host.to ?? '')
        : readOnly
          ? partStrings(lockEnglish, locale.strings).readOnly
          : host.matches(':disabled')
            ? words.cannotWrite
            : undefined,
      note: host.to === undefined ? undefined : this.#note(locale),
      waitS: Math.ceil(waitMs / TICK_MS),
      maxBytes: session?.wire.maxBytes ?? Infinity,
    };
  }

  #note(locale: Locale): string | undefined {
    const { strings } = locale;
    const { room, session, conversation } = this.#recipient;
    switch (session?.state) {
      case 'failed':
        return sessionFailure(session, strings).text;
      case 'connecting':
      case 'authenticating':
        return strings.connecting;
      case 'idle':
      case 'offline':
        return strings.queued;
      case 'reconnecting':
        return Date.now() - (this.#awaySince ?? Infinity) < UNMENTIONED_MS ? undefined : strings.queued;
      default:
    }
    if (!conversation) return strings.connecting;
    if (room && room.status.state !== 'joined') return composerWords(locale).notInside;
    return room?.slowMode === undefined ? undefined : strings.slowMode(room.slowMode);
  }

  /** With what the page calls the field, and says in it. */
  #stringsFor(of: Strings): Strings {
    const { host } = this;
    const labels = [...host.labels].map(({ textContent }) => textContent?.trim()).join(' ');
    const label =
      labels || host.ariaLabel || (host.to === undefined ? composerWords(this.#locale.now).message : '');
    const key = JSON.stringify([label, host.placeholder]);
    if (this.#strings?.of !== of || this.#strings.key !== key) {
      const strings = {
        ...of,
        ...(label && { composer: () => label }),
        ...(host.placeholder !== undefined && { placeholder: host.placeholder }),
      };
      this.#strings = { key, of, strings };
    }
    return this.#strings.strings;
  }

  readonly #failed = (error: unknown) => {
    this.#fire(new XmppErrorEvent('load-failed', error));
  };

  #fire(event: Event): boolean {
    return this.host.dispatchEvent(event);
  }
}
