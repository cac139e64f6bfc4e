/** Asks whom to invite into a room, and says of each what became of it (MUC-50, MUC-53). What failed stays to be tried again. */
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { ConnectionError } from '../../session/errors.js';
import type { InviteResult, Session } from '../../session/index.js';
import { sameBare } from '../../session/jid.js';
import type { Room } from '../../session/room.js';
import type { Roster } from '../../session/roster.js';
import { makeModal, showModal } from '../moderation/modal.js';
import { Announcer } from '../shared/announcer.js';
import type { InvitationStrings } from '../shared/invitation-strings.js';
import { nickText } from '../shared/nick-text.js';
import { adopt } from '../shared/sheet.js';
import { findInvitationWords } from './invitation-locale.js';
import { inviteStyles } from './invite-dialog.styles.js';
import { PeoplePicker } from './people-picker.js';

const MAX_REASON = 300;

export class InviteDialog {
  readonly element = makeModal();
  readonly #announcer = new Announcer();
  readonly #picker: PeoplePicker;
  #problem: string | undefined;
  #results: readonly InviteResult[] = [];
  #busy = false;

  private constructor(
    readonly room: Room,
    readonly strings: InvitationStrings,
    readonly say: (text: string) => void,
    roster: Roster | undefined,
  ) {
    const isHere = (jid: string) => [...room.occupants.values()].some((each) => sameBare(each.jid, jid));
    this.#picker = new PeoplePicker(
      roster,
      (jid) => !isHere(jid),
      strings.invitation,
      () => this.#render(),
    );
    this.element.classList.add('inviting');
    this.element.setAttribute('aria-labelledby', 'invite-title');
    this.element.addEventListener('close', () => this.#picker.close());
  }

  /** @param tag - Language to be spoken. @param say - Tells screen readers. */
  static async open(
    root: ShadowRoot,
    room: Room,
    tag: string,
    say: (text: string) => void,
  ): Promise<InviteDialog> {
    const [strings, roster] = await Promise.all([findInvitationWords(tag), rosterOf(room.session)]);
    const dialog = new InviteDialog(room, strings, say, roster);
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
    const { invite: words } = this.strings.invitation;
    const { guests } = this.#picker;
    this.#results = [];
    this.#problem = guests.length ? undefined : words.nobody;
    this.#busy = guests.length > 0;
    this.#render();
    if (guests.length) await this.#invite(guests);
    else this.#focusAddresses();
  };

  async #invite(guests: readonly string[]): Promise<void> {
    const { invite: words, failed: reasons } = this.strings.invitation;
    const reason = this.element.querySelector<HTMLInputElement>('#invite-reason')?.value.trim();
    try {
      this.#results = await (await this.room.moderation()).invite(guests, { reason: reason || undefined });
    } catch (error) {
      this.#problem = error instanceof ConnectionError ? reasons.offline : reasons.other;
    }
    this.#busy = false;
    const failed = this.#results.filter(({ failure }) => failure !== undefined);
    const all = this.#problem === undefined && !failed.length;
    if (all) this.close();
    const told = all
      ? words.done(this.#results.length)
      : failed.length
        ? words.someFailed(failed.length)
        : '';
    if (!this.element.open) {
      this.say(told || (this.#problem ?? ''));
      return;
    }
    if (told) this.#announcer.say(told);
    if (failed.length) this.#picker.keep(failed.map(({ jid }) => jid));
    this.#render();
    this.#focusAddresses();
  }

  #focusAddresses(): void {
    this.element.querySelector<HTMLElement>('#invite-addresses')?.focus();
  }

  get #note(): string | undefined {
    const { info, self } = this.room;
    const { membersOnly, askOwners } = this.strings.invitation.invite;
    if (!info?.membersOnly) return undefined;
    return self?.affiliation === 'owner' || self?.affiliation === 'admin' ? membersOnly : askOwners;
  }

  #render(): void {
    const { invite: words } = this.strings.invitation;
    render(
      html`<form class="sheet" novalidate aria-busy=${String(this.#busy)} @submit=${this.#submit}>
          <h2 id="invite-title" class="title">${words.title(nickText(this.room.name))}</h2>
          ${this.#note === undefined ? nothing : html`<p>${this.#note}</p>`} ${this.#renderResults()}
          ${this.#picker.render(this.#problem)}
          <div class="field">
            <label for="invite-reason">${words.reason}</label>
            <input
              id="invite-reason"
              dir="auto"
              autocomplete="off"
              maxlength=${MAX_REASON}
              aria-describedby="invite-reason-hint"
            />
            <p class="hint" id="invite-reason-hint">${words.reasonHint}</p>
          </div>
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

  #renderResults(): TemplateResult | typeof nothing {
    const { invite: words, failed } = this.strings.invitation;
    if (!this.#results.length) return nothing;
    return html`<ul class="lists-people results" role="list" aria-label=${words.results}>
      ${this.#results.map(
        ({ jid, failure, text }) =>
          html`<li>
            <bdi lang="">${nickText(jid)}</bdi>
            ${
              failure === undefined
                ? html`<span class="hint">${words.invited}</span>`
                : html`<span class="failure">${failed[failure]}</span>`
            }
            ${text ? html`<span class="hint" lang="" dir="auto">${this.strings.theySay(nickText(text))}</span>` : nothing}
          </li>`,
      )}
    </ul>`;
  }
}

/** Guests have no contacts; and addresses alone will do, too. */
async function rosterOf(session: Session): Promise<Roster | undefined> {
  if (session.guest || session.state !== 'online') return undefined;
  return session.people.then(
    ({ roster }) => roster,
    () => undefined,
  );
}
