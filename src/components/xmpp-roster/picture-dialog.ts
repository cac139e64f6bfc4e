/** Where somebody chooses, looks at, saves and removes a picture, their own (XEP-0084) or a room's; loaded when they want to. */
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { StanzaError } from '../../session/errors.js';
import type { Session } from '../../session/index.js';
import { bareJid } from '../../session/jid.js';
import type { Store } from '../../session/store.js';
import { byLanguage } from '../shared/languages.js';
import { hueClass, initials, nickText } from '../shared/nick-text.js';
import { pictureEnglish, type PictureWords } from '../shared/picture-strings.js';
import { adopt } from '../shared/sheet.js';
import { loadOnce } from '../shared/shell.js';
import { pictureStyles } from './picture.styles.js';
import { cut, pngOf, SIDE, squareOf } from '../shared/square-picture.js';

type Words = PictureWords['picture'];

const findWords = byLanguage<PictureWords, Words>(
  { picture: pictureEnglish },
  new Map([['de', loadOnce(() => import('../locales/de-picture.js'))]]),
  (_, { picture }) => picture,
);

const KINDS = 'image/png,image/jpeg,image/gif,image/webp';
/** Tried in turn, in pixels: servers may take less than what a stanza may have elsewhere. */
const SIDES = [SIDE, SIDE / 2, SIDE / 4];
/** By servers without personal nodes (XEP-0163). */
const UNSUPPORTED = ['feature-not-implemented', 'item-not-found', 'service-unavailable'];

/** Whose picture it is, and where that is asked. */
export interface PictureAsk {
  readonly session: Session;
  /** Bare. */
  readonly jid: string;
  readonly name: string;
  readonly tag: string;
  readonly title: string;
  readonly cancel: string;
  /** In place of those that speak of one's own picture. */
  readonly words?: Partial<Words>;
  /** Tells when another one is to be shown. */
  readonly store: Store;
  /** Of what there is now. */
  url(): string | undefined;
  /** @param picture Undefined: none any more. @throws {RangeError} Too large for whoever keeps it. @throws {StanzaError} */
  set(picture: Blob | undefined): Promise<void>;
  explain(error: unknown): string;
}

export class PictureDialog {
  readonly element = document.createElement('dialog');
  readonly #file = document.createElement('input');
  #ask: PictureAsk | undefined;
  /** Who asks. */
  #account: string | undefined;
  #words: Words = pictureEnglish;
  #chosen: HTMLCanvasElement | undefined;
  #doing: 'reading' | 'saving' | undefined;
  #problem: string | undefined;
  #over = false;
  /** What was chosen last is what counts, however long others take. */
  #choices = 0;

  /** @param say To screen readers, once it is done. */
  constructor(
    root: ShadowRoot,
    readonly say: (text: string) => void,
  ) {
    adopt(root, pictureStyles);
    this.#file.type = 'file';
    this.#file.accept = KINDS;
    this.#file.hidden = true;
    this.#file.addEventListener('change', () => {
      this.#take(this.#file.files);
      this.#file.value = ''; // or the same one could not be chosen again
    });
    const { element } = this;
    element.className = 'dialog';
    element.setAttribute('aria-labelledby', 'picture-title');
    element.addEventListener('close', () => this.#closed());
    element.addEventListener('click', ({ target }) => {
      if (target === element) this.close(); // beside what it holds
    });
    element.addEventListener('paste', (event) => this.#given(event, event.clipboardData));
    element.addEventListener('drop', (event) => {
      event.preventDefault(); // the page stays, whatever it is
      this.#hover(false);
      this.#given(event, event.dataTransfer);
    });
    element.addEventListener('dragover', (event) => {
      event.preventDefault();
      const files = event.dataTransfer?.types.includes('Files') ?? false;
      if (event.dataTransfer && !files) event.dataTransfer.dropEffect = 'none';
      this.#hover(files);
    });
    element.addEventListener('dragleave', ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node && element.contains(relatedTarget))) this.#hover(false);
    });
  }

  async open(ask: PictureAsk): Promise<void> {
    this.#words = { ...(await findWords(ask.tag)), ...ask.words };
    if (this.element.open || !this.element.isConnected) return;
    this.#ask = ask;
    this.#account = bareJid(ask.session.jid);
    this.element.lang = ask.tag;
    ask.session.addEventListener('change', this.#sessionChanged);
    ask.store.addEventListener('change', this.#render);
    this.#render();
    this.element.showModal();
    this.element.querySelector<HTMLElement>('.choose')?.focus();
  }

  close(): void {
    this.element.close();
  }

  #closed(): void {
    this.#ask?.session.removeEventListener('change', this.#sessionChanged);
    this.#ask?.store.removeEventListener('change', this.#render);
    this.#ask = this.#chosen = this.#doing = this.#problem = undefined;
    this.#choices += 1;
    this.#over = false;
    render(nothing, this.element);
  }

  /** Another account's picture is not what this is about. */
  readonly #sessionChanged = () => {
    const now = bareJid(this.#ask?.session.jid);
    if (now !== undefined && now !== this.#account) this.close();
    else this.#render();
  };

  // Choosing

  #hover(over: boolean): void {
    if (over === this.#over) return;
    this.#over = over;
    this.#render();
  }

  #given(event: Event, data: DataTransfer | null): void {
    if (!data?.files.length) return;
    event.preventDefault();
    this.#take(data.files);
  }

  #take(files: FileList | null): void {
    const [file] = files ?? [];
    if (file && this.#doing !== 'saving') void this.#read(file);
  }

  async #read(file: File): Promise<void> {
    const choice = ++this.#choices;
    this.#doing = 'reading';
    this.#problem = undefined;
    this.#render();
    const square = await squareOf(file);
    if (choice !== this.#choices) return;
    this.#doing = undefined;
    if (typeof square === 'string') this.#problem = this.#words[square];
    else this.#chosen = square;
    this.#render();
  }

  // Saving

  get #online(): boolean {
    return this.#ask?.session.state === 'online';
  }

  readonly #save = () => {
    const chosen = this.#chosen;
    if (chosen) void this.#do((ask) => publish(ask, chosen), this.#words.saved);
  };

  readonly #remove = () => void this.#do((ask) => ask.set(undefined), this.#words.removed);

  /** What comes of it after the dialog was closed is said, if it is good. */
  async #do(work: (ask: PictureAsk) => Promise<void>, done: string): Promise<void> {
    const ask = this.#ask;
    if (!ask || this.#doing || !this.#online) return;
    this.#doing = 'saving';
    this.#problem = undefined;
    this.#render();
    try {
      await work(ask);
      if (ask === this.#ask) this.close();
      this.say(done);
    } catch (error) {
      if (ask !== this.#ask) return;
      this.#doing = undefined;
      this.#problem = this.#explain(error, ask);
      this.#render();
    }
  }

  #explain(error: unknown, ask: PictureAsk): string {
    if (error instanceof RangeError) return this.#words.tooLargeForServer;
    const cannot = error instanceof StanzaError && UNSUPPORTED.includes(error.condition);
    return cannot ? this.#words.unsupported : ask.explain(error);
  }

  // Showing

  readonly #render = (): void => {
    const ask = this.#ask;
    const words = this.#words;
    if (!ask) return;
    const url = ask.url();
    const unready = (ready: boolean) => (ready && this.#online && !this.#doing ? nothing : 'true');
    render(
      html`<div class="sheet own-picture" aria-busy=${String(this.#doing !== undefined)}>
        <h2 id="picture-title" class="title">${ask.title}</h2>
        <p>${words.about}</p>
        <div class=${this.#over ? 'place over' : 'place'}>
          ${this.#portrait(ask, url)}
          <button type="button" class="choose" @click=${() => this.#file.click()}>
            ${this.#chosen ? words.chooseOther : words.choose}
          </button>
          ${
            url && !this.#chosen
              ? html`<button
                  type="button"
                  class="plain remove"
                  aria-disabled=${unready(true)}
                  @click=${this.#remove}
                >
                  ${words.remove}
                </button>`
              : nothing
          }
          <p class="hint" role="status">${this.#chosen ? words.cut : words.hint}</p>
        </div>
        ${this.#file}
        ${this.#problem === undefined ? nothing : html`<p class="failure" role="alert">${this.#problem}</p>`}
        ${this.#online ? nothing : html`<p class="failure" role="status">${words.offline}</p>`}
        <div class="buttons">
          <button type="button" @click=${() => this.close()}>${ask.cancel}</button>
          <button
            type="button"
            class="primary"
            aria-disabled=${unready(this.#chosen !== undefined)}
            @click=${this.#save}
          >
            ${this.#doing === 'saving' ? words.saving : words.save}
          </button>
        </div>
      </div>`,
      this.element,
    );
  };

  #portrait({ jid, name }: PictureAsk, url: string | undefined): TemplateResult {
    const { chosen, now, none } = this.#words;
    if (this.#chosen)
      return html`<div class="avatar portrait new" role="img" aria-label=${chosen}>${this.#chosen}</div>`;
    return html`<div class="avatar portrait ${hueClass(name, jid)}" role="img" aria-label=${url ? now : none}>
      ${url ? html`<img src=${url} alt="" />` : initials(nickText(name))}
    </div>`;
  }
}

/** As large as the server takes it. @throws {RangeError} Not even small. */
async function publish(ask: PictureAsk, square: HTMLCanvasElement): Promise<void> {
  for (const side of SIDES) {
    try {
      await ask.set(await pngOf(cut(square, side)));
      return;
    } catch (error) {
      if (!(error instanceof RangeError) || side === SIDES.at(-1)) throw error;
    }
  }
}
