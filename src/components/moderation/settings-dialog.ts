/** A room's settings (MUC-83, MUC-84), as the form that the room hands out for them. */
import { html, render } from 'lit/html.js';
import type { DataForm } from '../../session/data-form.js';
import type { Room } from '../../session/room.js';
import type { RoomOwner } from '../../session/room-owner.js';
import type { ModerationStrings } from '../shared/moderation-strings.js';
import type { Strings } from '../shared/strings.js';
import '../xmpp-data-form/define.js';
import type { FormSubmitEvent } from '../xmpp-data-form/events.js';
import { explain } from './deeds.js';
import { makeModal, showModal } from './modal.js';
import { findModerationWords } from './words.js';

export class SettingsDialog {
  readonly element = makeModal();
  #form: DataForm | undefined;
  #problem: string | undefined;

  private constructor(
    readonly owner: RoomOwner,
    readonly words: ModerationStrings,
    readonly strings: Strings,
    readonly say: (text: string) => void,
  ) {
    this.element.setAttribute('aria-label', words.settings.title);
  }

  /** @param tag Language of `strings`. @param say Tells screen readers. */
  static async open(
    root: ShadowRoot,
    room: Room,
    strings: Strings,
    tag: string,
    say: (text: string) => void,
  ): Promise<SettingsDialog> {
    const [moderation, words] = await Promise.all([room.moderation(), findModerationWords(tag)]);
    const dialog = new SettingsDialog(await moderation.owner(), words, strings, say);
    dialog.#render();
    showModal(dialog.element, root);
    void dialog.#load();
    return dialog;
  }

  close(): void {
    this.element.close();
  }

  async #load(): Promise<void> {
    try {
      this.#form = await this.owner.config();
      if (!this.#form) this.#problem = this.words.settings.none; // MUC-82
    } catch (error) {
      this.#problem = explain(error, '', this.words);
    }
    this.#render();
  }

  readonly #submit = (event: FormSubmitEvent) => {
    const { settings } = this.words;
    const done = this.owner.configure(event.form, event.answers).then(() => {
      this.close();
      this.say(settings.saved);
    });
    event.waitUntil(done);
  };

  /** MUC-83: nothing changes, which the room is told. */
  readonly #cancel = () => {
    this.owner.cancel().catch(() => undefined); // nothing has changed either way
    this.close();
  };

  #render(): void {
    const { strings, words } = this;
    const waiting = html`<div class="sheet">
      <h2 class="title">${words.settings.title}</h2>
      <p class=${this.#problem === undefined ? 'hint' : 'failure'} role="status">
        ${this.#problem ?? words.lists.loading}
      </p>
      <div class="buttons"><button type="button" @click=${() => this.close()}>${strings.close}</button></div>
    </div>`;
    render(
      this.#form
        ? html`<xmpp-data-form
            .form=${this.#form}
            submit-label=${words.settings.save}
            @xmpp-form-submit=${this.#submit}
            @xmpp-form-cancel=${this.#cancel}
          ></xmpp-data-form>`
        : waiting,
      this.element,
    );
  }
}
