/** What `<xmpp-file-drop>` shows: follows the files of one session, and hands gestures on to them. */
import { repeat } from 'lit/directives/repeat.js';
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { displayName } from '../../session/contact.js';
import type { Files } from '../../session/files/files.js';
import type { FileTransfer } from '../../session/files/transfer.js';
import { bareJid, parseJid } from '../../session/jid.js';
import type { Session } from '../../session/index.js';
import type { People } from '../../session/people.js';
import { nextFrame } from '../../session/store.js';
import { UNMENTIONED_MS } from '../conversation/connection-strip.js';
import { Announcer } from '../shared/announcer.js';
import { XmppErrorEvent } from '../shared/events.js';
import { LocaleFollower } from '../shared/locale-follower.js';
import { nickText } from '../shared/nick-text.js';
import { sessionOf } from '../shared/page-session.js';
import { adopt } from '../shared/sheet.js';
import type { View } from '../shared/shell.js';
import { tokens } from '../shared/tokens.js';
import { whenWanted } from '../shared/when-wanted.js';
import { refusalText, renderBox, renderRefused } from './box.js';
import { DropArea, type Gesture, type Given } from './drop-area.js';
import { TransferDoneEvent, TransferEvent } from './events.js';
import { fileStyles } from './file.styles.js';
import { keepFile, keptFile } from './kept-files.js';
import { sift, type Limits, type Refused } from './limits.js';
import { isolatedName, plainName } from './names.js';
import { placeOf, returnTo } from './focus-place.js';
import type { Pictures } from './pictures.js';
import type { Receiving } from './receiving.js';
import { renderRow, type RowContext } from './row.js';
import { saveFile } from './save.js';
import { Teller } from './teller.js';
import { veilStyles } from './veil.styles.js';
import { findFileWords, type FileLocale } from './words.js';
import type { XmppFileDrop } from './xmpp-file-drop.js';

const FOLLOWED = ['session', 'service', 'domain'];
/** How often progress is shown: more often nobody can read it. */
const PROGRESS_MS = 250;
/** Mounted at a time. */
const MAX_ROWS = 100;
/** Of those that are over, so many stay in front of the first that is not. */
const BEHIND = 10;
const MAX_REFUSED = 5;
/** What browsers call every picture that is pasted. */
const PASTED = 'image.png';

export class FileDropView implements View {
  readonly announcer = new Announcer();
  readonly #words: LocaleFollower<FileLocale>;
  readonly #area: DropArea;
  readonly #teller = new Teller(this.announcer, () => this.#words.now);
  readonly #field = document.createElement('input');
  readonly #slot: HTMLSlotElement;
  #session: Session | undefined;
  #people: People | undefined;
  #files: Files | undefined;
  /** Those that are listened to. */
  #followed: ReadonlySet<FileTransfer> = new Set();
  #pictures: Pictures | undefined;
  #receiving: Receiving | undefined;
  /** Waits for the session's code. */
  #early: { readonly files: readonly File[]; readonly how: Gesture; done(): void }[] = [];
  #refused: readonly Refused[] = [];
  /** What `to` was when it turned out to be no address. */
  #noAddress: string | undefined;
  #over = false;
  /** First row that is mounted; undefined: by what is under way. */
  #from: number | undefined;
  #lostAt = 0;
  #guarded = false;
  #scheduled = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #linkTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly host: XmppFileDrop,
    readonly root: ShadowRoot,
  ) {
    adopt(root, tokens, fileStyles, veilStyles);
    this.#slot = root.querySelector('slot')!;
    this.#slot.addEventListener('slotchange', () => this.soon());
    this.#words = new LocaleFollower(host, findFileWords, () => this.#render());
    this.#area = new DropArea(host, {
      ready: () => host.to !== undefined && !host.hold,
      alone: () => !this.#around && !host.hold,
      given: (given, how) => void this.take(given, how),
      hovered: (over) => {
        this.#over = over;
        this.#render();
      },
    });
    this.#field.type = 'file';
    this.#field.hidden = true;
    this.#field.addEventListener('change', () => {
      void this.take({ files: [...(this.#field.files ?? [])], folders: [] }, 'pick');
      this.#field.value = ''; // or the same one could not be chosen again
    });
  }

  connected(): void {
    this.#area.connected();
    this.#words.connected();
    this.#follow(sessionOf(this.host));
    this.#render();
  }

  disconnected(): void {
    this.#area.disconnected();
    this.#follow(undefined);
    this.#words.disconnected();
    this.announcer.clear();
    this.#pictures?.keep(new Set());
    clearTimeout(this.#timer);
    this.#timer = undefined;
    clearTimeout(this.#linkTimer);
  }

  changed(name: string): void {
    if (!this.#session) return;
    if (FOLLOWED.includes(name)) this.#follow(sessionOf(this.host));
    if (name === 'to') {
      this.#noAddress = this.#from = undefined;
      this.#refused = [];
    }
    this.look();
  }

  focus(options?: FocusOptions): void {
    this.root.querySelector<HTMLElement>('button')?.focus(options);
  }

  // Following

  #follow(session: Session | undefined): void {
    if (session === this.#session) return;
    this.#session?.removeEventListener('change', this.#sessionChanged);
    this.#session = session;
    session?.addEventListener('change', this.#sessionChanged);
    this.#meet(undefined, undefined);
    session?.people.then(
      (people) => session === this.#session && this.#meet(people, session.files),
      (error: unknown) => this.#fail('load-failed', error),
    );
  }

  #meet(people: People | undefined, files: Files | undefined): void {
    this.#people?.roster.removeEventListener('change', this.soon);
    this.#files?.removeEventListener('change', this.#changed);
    this.#files?.removeEventListener('offer', this.#changed);
    this.#people = people;
    this.#files = files;
    people?.roster.addEventListener('change', this.soon);
    files?.addEventListener('change', this.#changed);
    files?.addEventListener('offer', this.#changed);
    this.look();
    if (!files) return;
    for (const early of this.#early.splice(0)) {
      this.#send(early.files, early.how);
      early.done();
    }
  }

  readonly #changed = () => this.look();

  readonly #sessionChanged = () => {
    const { state } = this.#session!;
    this.#lostAt = state === 'reconnecting' ? this.#lostAt || Date.now() : 0;
    clearTimeout(this.#linkTimer);
    if (this.#lostAt) this.#linkTimer = setTimeout(this.soon, UNMENTIONED_MS);
    this.look();
  };

  /** At what there is now. */
  look(): void {
    const now = new Set(this.#files?.transfers.filter((each) => this.#isMine(each)));
    for (const transfer of this.#followed) if (!now.has(transfer)) this.#unfollow(transfer);
    for (const transfer of now) {
      if (this.#followed.has(transfer)) continue;
      transfer.addEventListener('state', this.#moved);
      transfer.addEventListener('change', this.#progressed);
      if (transfer.state === 'done') void this.#keep(transfer);
    }
    this.#followed = now;
    if (this.host.receive && this.#files) this.#wantReceiving();
    this.#receiving?.look([...now].filter(({ state }) => state === 'offered'));
    this.#pictures?.keep(now);
    this.#guard();
    this.#tellHeld();
    this.soon();
  }

  #tellHeld(): void {
    if (!this.host.hold) return;
    this.host.held = [...this.#followed].filter(({ held, ended }) => held && !ended);
    this.host.dispatchEvent(new Event('change'));
  }

  #unfollow(transfer: FileTransfer): void {
    transfer.removeEventListener('state', this.#moved);
    transfer.removeEventListener('change', this.#progressed);
  }

  /** Whether it is to or from whom this is about. */
  #isMine({ direction, peer }: FileTransfer): boolean {
    const { to, receive } = this.host;
    if (direction === 'in' && !receive) return false;
    if (to === undefined) return direction === 'in';
    const whom = parseJid(to);
    const who = parseJid(peer);
    return whom !== undefined && (whom.resource === undefined ? who?.bare : who?.full) === whom.full;
  }

  readonly #wantReceiving = whenWanted(
    async () => {
      const { Receiving } = await import('./receiving.js');
      this.#receiving = new Receiving(this);
      this.look();
    },
    (error) => this.#fail('load-failed', error),
  );

  readonly #wantPictures = whenWanted(
    async () => {
      const { Pictures } = await import('./pictures.js');
      this.#pictures = new Pictures(() => this.soon());
      this.soon();
    },
    (error) => this.#fail('load-failed', error),
  );

  readonly #moved = ({ target }: Event) => {
    const transfer = target as FileTransfer;
    if (transfer.ended) this.#teller.ended(transfer);
    if (transfer.state === 'done') void this.#arrived(transfer);
    if (transfer.state === 'failed') this.#fail('transfer-failed', transfer.error);
    this.#guard();
    this.#tellHeld();
    this.soon();
  };

  async #arrived(transfer: FileTransfer): Promise<void> {
    const file = await this.#keep(transfer);
    if (!this.#followed.has(transfer)) return;
    this.host.dispatchEvent(new TransferDoneEvent(transfer, file));
    if (this.host.hold && transfer.url !== undefined) this.#files?.remove(transfer); // it is among the messages
  }

  /** Has what came in at hand; it may have come before this was on the page. */
  async #keep(transfer: FileTransfer): Promise<Blob | undefined> {
    const file = await transfer.done.catch(() => undefined);
    if (file) keepFile(transfer, file);
    this.soon();
    return file;
  }

  readonly #progressed = ({ target }: Event) => {
    this.#teller.moved(target as FileTransfer);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#render();
    }, PROGRESS_MS);
  };

  /** Several stores may tell of the same thing. */
  readonly soon = () => {
    if (this.#scheduled) return;
    this.#scheduled = true;
    nextFrame(() => {
      this.#scheduled = false;
      if (this.#session) this.#render();
    });
  };

  /** Asks before the page goes while something is under way, and only then. */
  #guard(): void {
    const running = [...this.#followed].some(({ ended, state }) => !ended && state !== 'offered');
    if (running === this.#guarded) return;
    this.#guarded = running;
    if (running) window.addEventListener('beforeunload', keepPage);
    else window.removeEventListener('beforeunload', keepPage);
  }

  // Gestures

  get limits(): Limits {
    const { accept = '', maxBytes, maxFiles } = this.host;
    return { accept, maxBytes: positive(maxBytes), maxFiles: positive(maxFiles) };
  }

  /** Settles when what is taken is among the transfers. */
  async take(given: Given, how: Gesture): Promise<void> {
    if (this.host.to === undefined) return;
    const underWay = [...this.#followed].filter(({ direction, ended }) => direction === 'out' && !ended);
    const { taken, refused } = sift(given, this.limits, underWay.length);
    this.#refused = refused;
    this.#noAddress = undefined;
    for (const each of refused.slice(0, MAX_REFUSED)) this.announcer.say(this.#refusalText(each, plainName));
    const strip = this.host.stripMetadata && taken.length;
    const sent = strip ? this.#strip(taken, how) : this.#sendSoon(taken, how);
    if (taken.length) this.#connect();
    this.#render();
    await sent;
  }

  /** Sends them without what cameras write into pictures, or not at all. */
  async #strip(taken: readonly File[], how: Gesture): Promise<void> {
    try {
      const { stripMetadata } = await import('./strip-metadata.js');
      await this.#sendSoon(await Promise.all(taken.map(stripMetadata)), how);
    } catch (error) {
      this.#fail('load-failed', error);
    }
  }

  #sendSoon(taken: readonly File[], how: Gesture): Promise<void> | undefined {
    if (!taken.length) return undefined;
    if (!this.#files) return new Promise((done) => this.#early.push({ files: taken, how, done }));
    this.#send(taken, how);
    return undefined;
  }

  #send(taken: readonly File[], how: Gesture): void {
    const { to = '' } = this.host;
    const description = this.#description?.value.trim() || undefined;
    const sent: FileTransfer[] = [];
    try {
      for (const file of taken) sent.push(this.#sendOne(file, to, how, description));
    } catch (error) {
      this.#noAddress = to;
      this.#fail('bad-setting', error);
    }
    if (this.#description && sent.length) this.#description.value = '';
    this.#from = undefined;
    this.look();
    this.#teller.begun(sent, this.host.hold);
    for (const transfer of sent) this.host.dispatchEvent(new TransferEvent(transfer));
  }

  #sendOne(file: File, to: string, how: Gesture, description: string | undefined): FileTransfer {
    const pasted = how === 'paste' && file.name === PASTED;
    const when = pasted ? this.#words.now.moment(new Date()).replaceAll(':', '.') : ''; // no name may have those
    const name = pasted ? `${this.#strings.pasted(when)}.png` : undefined;
    const transfer = this.#files!.send(file, to, { description, name, hold: this.host.hold });
    keepFile(transfer, file);
    return transfer;
  }

  get #description(): HTMLInputElement | null {
    return this.root.querySelector<HTMLInputElement>('.describe input');
  }

  readonly #connect = () => {
    this.#session?.connect().catch(() => undefined); // its state tells
  };

  readonly #pick = (camera: boolean) => {
    const { accept = '' } = this.host;
    this.#field.accept = camera ? 'image/*' : accept;
    this.#field.multiple = !camera && this.limits.maxFiles > 1;
    this.#field.toggleAttribute('capture', camera);
    if (camera) this.#field.capture = 'environment';
    this.#field.click();
  };

  #remove(transfer: FileTransfer): void {
    const { isRemoved, isUnlisted } = this.#strings;
    const unlisted = ['done', 'ready'].includes(transfer.state) && transfer.url !== undefined;
    this.#files?.remove(transfer);
    this.look();
    this.announcer.say((unlisted ? isUnlisted : isRemoved)(plainName(transfer.file.name)));
  }

  readonly #deeds = {
    cancel: (transfer: FileTransfer) => transfer.abort(),
    remove: (transfer: FileTransfer) => this.#remove(transfer),
    save: (transfer: FileTransfer) => {
      const file = transfer.kept ?? keptFile(transfer);
      if (file) saveFile(file, transfer.file.name);
    },
    copyLink: (transfer: FileTransfer) => {
      const { linkCopied, linkNotCopied } = this.#strings;
      navigator.clipboard.writeText(transfer.url ?? '').then(
        () => this.announcer.say(linkCopied),
        () => this.announcer.say(linkNotCopied, true),
      );
    },
  };

  #fail(code: string, error: unknown): void {
    this.host.dispatchEvent(new XmppErrorEvent(code, error));
  }

  // Showing

  get #strings() {
    return this.locale.strings;
  }

  get locale(): FileLocale {
    return this.#words.now;
  }

  get session(): Session | undefined {
    return this.#session;
  }

  get files(): Files | undefined {
    return this.#files;
  }

  /** Whether it is put around something. */
  get #around(): boolean {
    return this.#slot
      .assignedNodes()
      .some((node) => node instanceof Element || node.textContent?.trim() !== '');
  }

  isContact(jid: string): boolean {
    return this.#people?.roster.get(bareJid(jid) ?? jid) !== undefined;
  }

  /** Contacts as we call them, occupants by their nickname, others by their address. */
  nameOf(jid: string): string {
    const { bare = jid, resource } = parseJid(jid) ?? {};
    const contact = this.#people?.roster.get(bare);
    if (contact) return nickText(displayName(contact));
    return nickText((this.#session?.rooms.get(bare) && resource) || bare);
  }

  #refusalText({ name, bytes, why }: Refused, write: (name: string) => string): string {
    const strings = this.#strings;
    const limits = this.limits;
    return refusalText(strings, limits, { name: write(name), bytes, why });
  }

  #render(): void {
    if (!this.#words.ready || !this.#session) return;
    const { host, root } = this;
    const { strings, tag } = this.#words.now;
    this.announcer.mode = host.announce === 'off' ? 'off' : 'all';
    const all = [...this.#followed];
    const offers = this.#receiving?.shown(all) ?? [];
    const rows = all.filter(({ state }) => state !== 'offered');
    if (rows.some((each) => keptFile(each))) this.#wantPictures();
    const place = placeOf(root);
    const around = this.#around;
    render(
      html`<section
        part="frame"
        class="kit files ${around ? 'around' : host.hold ? 'hold' : ''}"
        lang=${tag}
        aria-label=${host.hold && !all.length ? nothing : strings.files}
      >
        ${
          (host.to !== undefined || !host.receive) && !host.hold
            ? renderBox({
                strings,
                limits: this.limits,
                nobody: host.to === undefined,
                describe: host.describe,
                over: this.#over && !around,
                pick: this.#pick,
              })
            : nothing
        }
        ${this.#field}
        ${
          this.#noAddress === undefined
            ? nothing
            : html`<p class="failure" role="alert">${strings.notAddress(nickText(this.#noAddress))}</p>`
        }
        ${renderRefused({
          strings,
          texts: this.#refused.slice(0, MAX_REFUSED).map((each) => this.#refusalText(each, isolatedName)),
          more: this.#refused.length - MAX_REFUSED,
          dismiss: this.#dismiss,
        })}
        ${this.#renderTrouble(rows)} ${this.#receiving?.render(offers) ?? nothing} ${this.#renderRows(rows)}
        ${host.to === undefined && host.receive && !offers.length && !rows.length ? this.#renderNone() : nothing}
        <div class="veil" part="overlay" ?hidden=${!this.#over}>
          <p>${host.to === undefined ? strings.drop : strings.dropTo(isolatedName(this.nameOf(host.to)))}</p>
        </div>
        ${this.announcer.polite}${this.announcer.assertive}
      </section>`,
      root,
    );
    if (place && !root.activeElement) returnTo(root, place);
  }

  readonly #dismiss = () => {
    this.#refused = [];
    this.#render();
    this.focus();
  };

  #renderNone(): TemplateResult {
    return html`<div class="none">
      <p>${this.#strings.noneYet}</p>
      <p class="note">${this.#strings.noneYetHint}</p>
    </div>`;
  }

  get #online(): boolean {
    return this.#session?.state === 'online';
  }

  /** Only where something waits for the connection. */
  #renderTrouble(rows: readonly FileTransfer[]): TemplateResult | typeof nothing {
    const session = this.#session;
    const waits = this.#early.length || rows.some(({ ended }) => !ended);
    const short = this.#lostAt > 0 && Date.now() - this.#lostAt < UNMENTIONED_MS;
    if (!session || this.#online || !waits || short || this.host.hold) return nothing; // what holds tells itself
    const { goesOut, noConnection, signInFirst, connect, retryNow } = this.#strings;
    const { state, error } = session;
    const text =
      state !== 'failed' ? goesOut : error?.name === 'AuthenticationError' ? signInFirst : noConnection;
    const button = state === 'idle' || state === 'offline' ? connect : retryNow;
    const busy = state === 'connecting' || state === 'authenticating';
    return html`<div part="status" class="strip">
      <span>${text}</span>
      ${busy ? nothing : html`<button type="button" class="small" @click=${this.#connect}>${button}</button>`}
    </div>`;
  }

  #renderRows(rows: readonly FileTransfer[]): TemplateResult | typeof nothing {
    if (!rows.length) return nothing;
    const strings = this.#strings;
    const first = rows.findIndex(({ ended }) => !ended);
    const last = Math.max(0, rows.length - MAX_ROWS);
    const from = Math.min(last, Math.max(0, this.#from ?? (first < 0 ? last : first - BEHIND)));
    const shown = rows.slice(from, from + MAX_ROWS);
    const after = rows.length - from - shown.length;
    const context: RowContext = {
      locale: this.#words.now,
      pictures: this.#pictures,
      deeds: this.#deeds,
      online: this.#online,
      mixed: this.host.to === undefined || rows.some(({ direction }) => direction !== rows[0]?.direction),
      nameOf: (jid) => this.nameOf(jid),
      always: (transfer) => this.#receiving?.renderAlways(transfer) ?? nothing,
    };
    const turn = (n: number) => () => {
      this.#from = n;
      this.#render();
    };
    return html`<div class="list">
      ${this.#renderSummary(rows)}
      <div class="transfers">
        ${
          from
            ? html`<button type="button" class="plain small" @click=${turn(from - MAX_ROWS)}>
                ${strings.earlier(from)}
              </button>`
            : nothing
        }
        <ul part="transfers" role="list" aria-label=${strings.files}>
          ${repeat(
            shown,
            ({ id }) => id,
            (transfer) => renderRow(transfer, context),
          )}
        </ul>
        ${
          after
            ? html`<button type="button" class="plain small" @click=${turn(from + MAX_ROWS)}>
                ${strings.later(after)}
              </button>`
            : nothing
        }
      </div>
    </div>`;
  }

  /** How several fare together, and what can be done with all of them. */
  #renderSummary(rows: readonly FileTransfer[]): TemplateResult | typeof nothing {
    if (rows.length < 2 || this.host.hold) return nothing;
    const strings = this.#strings;
    const done = rows.filter(({ state }) => state === 'done');
    const failed = rows.filter(({ state }) => state === 'failed');
    const again = failed.filter(({ direction, error }) => direction === 'out' && error?.retryable);
    // what has come and is not saved by anybody yet is not swept away
    const over = rows.filter(
      ({ direction, ended, state }) => ended && !(direction === 'in' && state === 'done'),
    );
    return html`<div class="summary">
      <span class="note">${strings.summary(done.length, rows.length, failed.length)}</span>
      ${
        again.length > 1
          ? html`<button type="button" class="small" @click=${() => again.forEach((each) => each.retry())}>
              ${strings.retryAll}
            </button>`
          : nothing
      }
      ${
        over.length > 1
          ? html`<button
              type="button"
              class="small"
              @click=${() => over.forEach((each) => this.#files?.remove(each))}
            >
              ${strings.clear}
            </button>`
          : nothing
      }
    </div>`;
  }
}

const keepPage = (event: Event) => event.preventDefault();

/** Of an attribute; whatever is no number limits nothing. */
const positive = (text: string | undefined) => (Number(text) > 0 ? Number(text) : Infinity);
