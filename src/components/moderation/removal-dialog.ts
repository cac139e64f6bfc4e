/** Removing all that somebody said here (ux.md §10): asked before, with how far it is, to be stopped and gone on with. */
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import type { Person } from '../../session/authorship.js';
import type { BulkRemoval } from '../../session/bulk-removal.js';
import { StanzaError } from '../../session/errors.js';
import { liveRegions } from '../shared/announcer.js';
import type { CleanupStrings } from '../shared/cleanup-strings.js';
import { nickText } from '../shared/nick-text.js';
import { MAX_REASON, type Asking } from './ask.js';
import { explain } from './deeds.js';
import { makeModal, showModal } from './modal.js';

/** What takes longer is told of on its way. */
const LONG_MS = 5000;
const STEPS = 4;

export class RemovalDialog {
  readonly element = makeModal();
  #removal: BulkRemoval | undefined;
  #begunAt = 0;
  /** Quarters that were told of. */
  #told = 0;

  private constructor(
    readonly person: Person,
    readonly asking: Asking,
  ) {
    this.element.setAttribute('aria-labelledby', 'removal-title');
    this.element.append(...liveRegions());
    this.element.addEventListener('cancel', (event) => {
      if (!this.#running) return;
      event.preventDefault(); // Escape stops it: what came of it is to be seen
      this.#removal?.stop();
    });
    this.element.addEventListener('close', () => this.#closed());
  }

  /** Asks. */
  static open(person: Person, asking: Asking): RemovalDialog {
    const dialog = new RemovalDialog(person, asking);
    dialog.#show();
    dialog.element.querySelector('input')?.focus();
    return dialog;
  }

  /** Asks no more. @param messages Those that were theirs while they were here. */
  static begin(
    person: Person,
    messages: Parameters<Asking['moderation']['removeAll']>[0],
    reason: string | undefined,
    asking: Asking,
  ): RemovalDialog {
    const dialog = new RemovalDialog(person, asking);
    dialog.#show();
    void dialog.#begin(messages, reason);
    return dialog;
  }

  close(): void {
    this.element.close();
  }

  get #name(): string {
    return nickText(this.person.nick);
  }

  get #words(): CleanupStrings {
    return this.asking.cleanup;
  }

  get #running(): boolean {
    return this.#removal?.state === 'removing';
  }

  #show(): void {
    this.#render();
    showModal(this.element, this.asking.host.root);
  }

  #closed(): void {
    this.#removal?.stop();
    this.#removal?.removeEventListener('change', this.#changed);
  }

  readonly #submit = (event: Event) => {
    event.preventDefault();
    const reason = this.element.querySelector('input')?.value.trim() || undefined;
    void this.#begin(this.asking.moderation.messagesOf(this.person), reason);
  };

  async #begin(
    messages: Parameters<Asking['moderation']['removeAll']>[0],
    reason: string | undefined,
  ): Promise<void> {
    this.#removal = await this.asking.moderation.removeAll(messages, reason);
    this.#removal.addEventListener('change', this.#changed);
    if (this.element.open) this.#start();
  }

  readonly #start = () => {
    this.#begunAt = Date.now();
    this.#told = 0;
    void this.#removal?.start();
    this.#changed();
  };

  readonly #changed = () => {
    const removal = this.#removal;
    if (!removal || !this.element.open) return;
    const { done, total, failed, state } = removal;
    const { host } = this.asking;
    if (state === 'done' && failed.length === 0) {
      this.close();
      host.announcer.say(this.#words.removed(this.#name, done));
      return;
    }
    const ran = this.element.querySelector('progress') !== null;
    this.#render();
    if (ran !== this.#running)
      this.element.querySelector<HTMLElement>('.buttons button:last-of-type')?.focus();
    if (ran && !this.#running) host.announcer.say(this.#outcome(removal), true);
    const step = Math.floor((done / total) * STEPS);
    if (this.#running && step > this.#told && Date.now() - this.#begunAt > LONG_MS) {
      this.#told = step;
      host.announcer.say(this.#words.progress(done, total));
    }
  };

  /** Why it is not all done. */
  #outcome({ failed, error, state, done, total }: BulkRemoval): string {
    const words = this.#words;
    const stopped = error === undefined ? words.stopped : this.#explain(error);
    const refused = failed.length ? words.refused(failed.length) : '';
    return [state === 'stopped' && stopped, refused, words.progress(done, total)].filter(Boolean).join(' ');
  }

  #explain(error: unknown): string {
    const waits = error instanceof StanzaError && error.type === 'wait';
    return waits ? this.#words.busy : explain(error, this.person.nick, this.asking.words);
  }

  #render(): void {
    const removal = this.#removal;
    const waits = removal === undefined || removal.state === 'ready';
    render(
      waits ? this.#question() : this.#running ? this.#progress(removal) : this.#end(removal),
      this.element,
    );
  }

  #question(): TemplateResult {
    const { words, moderation, host } = this.asking;
    const { length } = moderation.messagesOf(this.person);
    return html`<form class="sheet" novalidate @submit=${this.#submit}>
      <h2 id="removal-title" class="title">${this.#words.title(this.#name)}</h2>
      <p>${this.#words.text(length)}</p>
      <div class="field">
        <label for="removal-reason">${words.reason}</label>
        <input
          id="removal-reason"
          dir="auto"
          autocomplete="off"
          maxlength=${MAX_REASON}
          aria-describedby="removal-hint"
        />
        <p class="hint" id="removal-hint">${words.reasonHint}</p>
      </div>
      <div class="buttons">
        <button type="button" @click=${() => this.close()}>${host.strings.cancel}</button>
        <button type="submit" class="danger">${this.#words.submit(length)}</button>
      </div>
    </form>`;
  }

  #progress(removal: BulkRemoval): TemplateResult {
    const { done, total } = removal;
    const text = this.#words.progress(done, total);
    return html`<div class="sheet">
      <h2 id="removal-title" class="title">${this.#words.removing(this.#name)}</h2>
      <progress
        max=${total}
        .value=${done}
        aria-label=${this.#words.removing(this.#name)}
        aria-valuetext=${text}
      ></progress>
      <p class="hint">${text}</p>
      <div class="buttons">
        <button type="button" @click=${() => removal.stop()}>${this.#words.stop}</button>
      </div>
    </div>`;
  }

  #end(removal: BulkRemoval): TemplateResult {
    const { failed, state } = removal;
    const again = state === 'stopped' ? this.#words.goOn : this.#words.retry;
    const left = state === 'stopped' || failed.length > 0;
    return html`<div class="sheet">
      <h2 id="removal-title" class="title">${this.#words.removing(this.#name)}</h2>
      <p class=${removal.error === undefined ? 'hint' : 'failure'}>${this.#outcome(removal)}</p>
      <div class="buttons">
        <button type="button" @click=${() => this.close()}>${this.asking.host.strings.close}</button>
        ${left ? html`<button type="button" class="primary" @click=${this.#start}>${again}</button>` : nothing}
      </div>
    </div>`;
  }
}
