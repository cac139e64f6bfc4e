/** Where somebody chooses, looks at, saves and removes their own picture (XEP-0084); loaded when they want to. */
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { StanzaError } from '../../session/errors.js';
import type { Session } from '../../session/index.js';
import { bareJid } from '../../session/jid.js';
import type { People } from '../../session/people.js';
import { failureOf } from '../conversation/block-form.js';
import { byLanguage } from '../shared/languages.js';
import { hueClass, initials, nickText } from '../shared/nick-text.js';
import { pictureEnglish, type PictureWords } from '../shared/picture-strings.js';
import type { RosterActionStrings } from '../shared/roster-action-strings.js';
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
  readonly people: People;
  readonly session: Session;
  /** Bare. */
  readonly jid: string;
  readonly name: string;
  readonly tag: string;
  readonly strings: RosterActionStrings;
}

export class PictureDialog {
  readonly element = document.createElement('dialog');
  readonly #file = document.createElement('input');
  #ask: PictureAsk | undefined;
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
    this.#words = await findWords(ask.tag);
    if (this.element.open || !this.element.isConnected) return;
    this.#ask = ask;
    this.element.lang = ask.tag;
    ask.session.addEventListener('change', this.#sessionChanged);
    ask.people.avatars.addEventListener('change', this.#render);
    this.#render();
    this.element.showModal();
    this.element.querySelector<HTMLElement>('.choose')?.focus();
  }

  close(): void {
    this.element.close();
  }

  #closed(): void {
    this.#ask?.session.removeEventListener('change', this.#sessionChanged);
    this.#ask?.people.avatars.removeEventListener('change', this.#render);
    this.#ask = this.#chosen = this.#doing = this.#problem = undefined;
    this.#choices += 1;
    this.#over = false;
    render(nothing, this.element);
  }

  /** Another account's picture is not what this is about. */
  readonly #sessionChanged = () => {
    const now = bareJid(this.#ask?.session.jid);
    if (now !== undefined && now !== this.#ask?.jid) this.close();
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
    if (chosen) void this.#do((people) => publish(people, chosen), this.#words.saved);
  };

  readonly #remove = () => void this.#do((people) => people.setAvatar(undefined), this.#words.removed);

  /** What comes of it after the dialog was closed is said, if it is good. */
  async #do(work: (people: People) => Promise<void>, done: string): Promise<void> {
    const ask = this.#ask;
    if (!ask || this.#doing || !this.#online) return;
    this.#doing = 'saving';
    this.#problem = undefined;
    this.#render();
    try {
      await work(ask.people);
      if (ask === this.#ask) this.close();
      this.say(done);
    } catch (error) {
      if (ask !== this.#ask) return;
      this.#doing = undefined;
      this.#problem = this.#explain(error, ask.strings);
      this.#render();
    }
  }

  #explain(error: unknown, strings: RosterActionStrings): string {
    if (error instanceof RangeError) return this.#words.tooLargeForServer;
    const cannot = error instanceof StanzaError && UNSUPPORTED.includes(error.condition);
    return cannot ? this.#words.unsupported : failureOf(error, strings);
  }

  // Showing

  readonly #render = (): void => {
    const ask = this.#ask;
    const words = this.#words;
    if (!ask) return;
    const url = ask.people.avatars.get(ask.jid)?.url;
    const unready = (ready: boolean) => (ready && this.#online && !this.#doing ? nothing : 'true');
    render(
      html`<div class="sheet own-picture" aria-busy=${String(this.#doing !== undefined)}>
        <h2 id="picture-title" class="title">${ask.strings.yourPicture}</h2>
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
          <button type="button" @click=${() => this.close()}>${ask.strings.cancel}</button>
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
async function publish(people: People, square: HTMLCanvasElement): Promise<void> {
  for (const side of SIDES) {
    try {
      await people.setAvatar(await pngOf(cut(square, side)));
      return;
    } catch (error) {
      if (!(error instanceof RangeError) || side === SIDES.at(-1)) throw error;
    }
  }
}
