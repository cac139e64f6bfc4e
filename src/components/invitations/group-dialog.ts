/** Makes a room of a chat (MUC-54): asks for its name and who comes, and whether they are to see what was said so far. */
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import type { Chat } from '../../session/chat.js';
import { ConnectionError } from '../../session/errors.js';
import { shareable, type Group, type GroupOptions } from '../../session/group.js';
import type { People } from '../../session/people.js';
import { XmppUriEvent } from '../links/events.js';
import { makeModal, showModal } from '../moderation/modal.js';
import { Announcer } from '../shared/announcer.js';
import type { InvitationStrings } from '../shared/invitation-strings.js';
import { nickText } from '../shared/nick-text.js';
import { adopt } from '../shared/sheet.js';
import type { KitElement } from '../shared/shell.js';
import { findInvitationWords } from './invitation-locale.js';
import { inviteStyles } from './invite-dialog.styles.js';
import { PeoplePicker } from './people-picker.js';

const MAX_NAME = 256;
/** Messages that are shown to the others, where somebody wants that. */
const SHARED = 20;

export class GroupDialog {
  readonly element = makeModal();
  readonly #announcer = new Announcer();
  readonly #picker: PeoplePicker;
  readonly #shareable: number;
  #problem: { readonly text: string; readonly field?: 'name' | 'people' } | undefined;
  #busy = false;

  private constructor(
    readonly host: KitElement,
    readonly root: ShadowRoot,
    readonly chat: Chat,
    people: People,
    readonly strings: InvitationStrings,
    readonly say: (text: string) => void,
  ) {
    this.#shareable = shareable(chat, SHARED).length;
    this.#picker = new PeoplePicker(
      people.roster,
      (jid) => jid !== chat.jid,
      strings.invitation,
      () => this.#render(),
    );
    this.element.classList.add('inviting');
    this.element.setAttribute('aria-labelledby', 'group-title');
    this.element.addEventListener('close', () => this.#picker.close());
  }

  /** @param tag - Language to be spoken. @param say - Tells screen readers. */
  static async open(
    host: KitElement,
    root: ShadowRoot,
    chat: Chat,
    people: People,
    tag: string,
    say: (text: string) => void,
  ): Promise<GroupDialog> {
    const dialog = new GroupDialog(host, root, chat, people, await findInvitationWords(tag), say);
    dialog.#render();
    adopt(root, inviteStyles);
    showModal(dialog.element, root);
    return dialog;
  }

  close(): void {
    this.element.close();
  }

  readonly #submit = async (event: Event) => {
    event.preventDefault();
    if (this.#busy) return;
    const { failed, group: words } = this.strings.invitation;
    const name = this.element.querySelector<HTMLInputElement>('#group-name')?.value.trim() ?? '';
    const share = this.element.querySelector<HTMLInputElement>('#group-share')?.checked ? SHARED : 0;
    const { guests, wrong } = this.#picker;
    if (!name) this.#complain(words.nameMissing, 'name');
    else if (wrong !== undefined) this.#complain(`${nickText(wrong)}: ${failed['no-address']}`, 'people');
    else await this.#make({ name, guests, share });
  };

  async #make(options: GroupOptions): Promise<void> {
    const { failed, group: words } = this.strings.invitation;
    this.#problem = undefined;
    this.#busy = true;
    this.#render();
    try {
      await this.#show(await this.chat.makeGroup(options), options.name);
    } catch (error) {
      this.#busy = false;
      const isOffline = error instanceof ConnectionError;
      const text = error instanceof RangeError ? words.noService : isOffline ? failed.offline : words.notMade;
      if (this.element.open) this.#complain(text);
      else this.say(text);
    }
  }

  /** The page may have a place of its own for rooms. */
  async #show({ room, invited }: Group, name: string): Promise<void> {
    for (const { jid, failure, text } of invited)
      if (failure) room.addEvent({ type: 'not-invited', nick: jid, reason: text });
    const { host } = this;
    this.close();
    this.say(this.strings.invitation.group.done(nickText(name)));
    if (!host.dispatchEvent(new XmppUriEvent('join', room.jid, new URLSearchParams()))) return;
    const { showRoom } = await import('../links/prompt.js');
    await showRoom(host, this.root, room);
  }

  #complain(text: string, field?: 'name' | 'people'): void {
    this.#problem = { text, field };
    this.#render();
    if (field)
      this.element
        .querySelector<HTMLElement>(`#${field === 'name' ? 'group-name' : 'invite-addresses'}`)
        ?.focus();
  }

  #render(): void {
    const { group: words } = this.strings.invitation;
    const name = nickText(this.chat.name);
    const problem = this.#problem;
    const wrongName = problem?.field === 'name';
    render(
      html`<form class="sheet" novalidate aria-busy=${String(this.#busy)} @submit=${this.#submit}>
          <h2 id="group-title" class="title">${words.title(name)}</h2>
          <p>${words.text(name)}</p>
          <div class="field">
            <label for="group-name">${words.name}</label>
            <input
              id="group-name"
              dir="auto"
              autocomplete="off"
              maxlength=${MAX_NAME}
              aria-invalid=${wrongName ? 'true' : nothing}
              aria-describedby="group-name-hint"
            />
            ${
              wrongName
                ? html`<p class="failure" id="group-name-hint" role="alert">${problem.text}</p>`
                : html`<p class="hint" id="group-name-hint">${words.nameHint}</p>`
            }
          </div>
          ${this.#picker.render(problem?.field === 'people' ? problem.text : undefined)}
          ${this.#renderShare(name)}
          ${problem && !problem.field ? html`<p class="failure" role="alert">${problem.text}</p>` : nothing}
          <div class="buttons">
            <button type="button" @click=${() => this.close()}>${this.strings.cancel}</button>
            <button type="submit" class="primary" aria-disabled=${this.#busy ? 'true' : nothing}>
              ${this.#busy ? words.sending : words.submit}
            </button>
          </div>
        </form>
        ${this.#announcer.polite}${this.#announcer.assertive}`,
      this.element,
    );
  }

  /** Off, until somebody has read what it means. */
  #renderShare(name: string): TemplateResult | typeof nothing {
    const { group: words } = this.strings.invitation;
    if (!this.#shareable) return nothing;
    return html`<div class="switch">
      <label
        ><input id="group-share" type="checkbox" aria-describedby="group-share-hint" />
        ${words.share(this.#shareable)}</label
      >
      <p class="hint" id="group-share-hint">${words.shareWarning(name)}</p>
    </div>`;
  }
}
