/** Whom to invite: by address, and from the account's contacts. A part of dialogs, rendered by them. */
import { repeat } from 'lit/directives/repeat.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { displayName, type Contact } from '../../session/contact.js';
import { parseJid } from '../../session/jid.js';
import type { Roster } from '../../session/roster.js';
import type { InvitationTexts } from '../shared/invitation-strings.js';
import { nickText } from '../shared/nick-text.js';

/** Contacts shown at a time; the others are found by searching. */
const MAX_SHOWN = 100;
/** So few need no search. */
const FEW = 8;
const MAX_ADDRESSES = 20_000;

export class PeoplePicker {
  #addresses = '';
  #query = '';
  #chosen: ReadonlySet<string> = new Set();

  /**
   * @param roster - Undefined: there are no contacts to choose from.
   * @param fits - Whether a contact (bare JID) is to be offered.
   * @param changed - Renders anew.
   */
  constructor(
    readonly roster: Pick<Roster, 'byPresence' | 'addEventListener' | 'removeEventListener'> | undefined,
    readonly fits: (jid: string) => boolean,
    readonly words: InvitationTexts,
    readonly changed: () => void,
  ) {
    roster?.addEventListener('change', changed); // they may be loading yet
  }

  close(): void {
    this.roster?.removeEventListener('change', this.changed);
  }

  /** All that were chosen or entered, each once. */
  get guests(): readonly string[] {
    const entered = this.#addresses.split(/[\s,;]+/).map((each) => each.replace(/^xmpp:/i, ''));
    return [...new Set([...this.#chosen, ...entered.filter(Boolean)])];
  }

  /** The first that is no address of a person. */
  get wrong(): string | undefined {
    return this.guests.find((guest) => !parseJid(guest)?.local);
  }

  /** These are left to be invited, and no others. */
  keep(jids: readonly string[]): void {
    const left = jids.filter((jid) => this.#chosen.has(jid));
    this.#addresses = jids.filter((jid) => !this.#chosen.has(jid)).join(', ');
    this.#chosen = new Set(left);
  }

  /** @param problem - What is wrong with the addresses. */
  render(problem?: string): TemplateResult {
    const { invite: words } = this.words;
    const contacts = (this.roster?.byPresence ?? []).filter(({ jid }) => this.fits(jid));
    return html`<div class="field">
        <label for="invite-addresses">${words.addresses}</label>
        <textarea
          id="invite-addresses"
          class="addresses"
          rows="1"
          dir="ltr"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          inputmode="email"
          maxlength=${MAX_ADDRESSES}
          aria-invalid=${problem === undefined ? nothing : 'true'}
          aria-describedby="invite-addresses-hint"
          .value=${this.#addresses}
          @input=${({ target }: Event) => (this.#addresses = (target as HTMLTextAreaElement).value)}
          @keydown=${submitByEnter}
        ></textarea>
        ${
          problem === undefined
            ? html`<p class="hint" id="invite-addresses-hint">${words.addressesHint}</p>`
            : html`<p class="failure" id="invite-addresses-hint" role="alert">${problem}</p>`
        }
      </div>
      ${contacts.length ? this.#renderContacts(contacts) : nothing}`;
  }

  #renderContacts(contacts: readonly Contact[]): TemplateResult {
    const { invite: words } = this.words;
    const query = this.#query.trim().toLowerCase();
    const found = contacts.filter((contact) =>
      [displayName(contact), contact.jid].some((each) => each.toLowerCase().includes(query)),
    );
    const search = html`<input
      type="search"
      aria-label=${words.search}
      placeholder=${words.search}
      autocomplete="off"
      .value=${this.#query}
      @input=${({ target }: Event) => {
        this.#query = (target as HTMLInputElement).value;
        this.changed();
      }}
    />`;
    return html`<fieldset class="field people">
      <legend>
        ${words.contacts}${this.#chosen.size ? html` <span class="hint">${words.chosen(this.#chosen.size)}</span>` : nothing}
      </legend>
      ${contacts.length > FEW ? search : nothing}
      ${
        found.length
          ? html`<ul class="lists-people" role="list">
              ${repeat(
                found.slice(0, MAX_SHOWN),
                ({ jid }) => jid,
                (contact) => this.#renderContact(contact),
              )}
            </ul>`
          : html`<p class="hint">${words.noneFound}</p>`
      }
      ${found.length > MAX_SHOWN ? html`<p class="hint">${words.more(found.length - MAX_SHOWN)}</p>` : nothing}
    </fieldset>`;
  }

  #renderContact(contact: Contact): TemplateResult {
    const { jid } = contact;
    const name = nickText(displayName(contact));
    const choose = ({ target }: Event) => {
      const chosen = new Set(this.#chosen);
      if ((target as HTMLInputElement).checked) chosen.add(jid);
      else chosen.delete(jid);
      this.#chosen = chosen;
      this.changed();
    };
    return html`<li>
      <label class="person">
        <input type="checkbox" .checked=${this.#chosen.has(jid)} @change=${choose} />
        <span class="lists-who"
          ><bdi lang="">${name}</bdi> ${
            name === jid ? nothing : html`<bdi class="hint" lang="">${nickText(jid)}</bdi>`
          }</span
        >
      </label>
    </li>`;
  }
}

/** It has several lines for what is pasted. */
function submitByEnter(event: KeyboardEvent): void {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  (event.target as HTMLTextAreaElement).form?.requestSubmit();
}
