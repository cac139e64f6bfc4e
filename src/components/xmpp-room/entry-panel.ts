/** Shows an {@link Entry}: in the middle of an empty room, or where the composer was. */
import { html, nothing, render } from 'lit/html.js';
import { hueClass, initials } from '../shared/nick-text.js';
import { entryEnglish, type EntryStrings } from '../shared/entry-strings.js';
import { partStrings } from '../shared/catalogue.js';
import { attend } from '../requests/attend.js';
import { forMembers } from '../requests/for-members.js';
import { readLastNick } from '../shared/storage.js';
import type { Strings } from '../shared/strings.js';
import { entryNow, type Entry, type EntryAction, type EntryButton } from './entry.js';
import type { EntryDoor } from './entry-door.js';
import type { XmppRoom } from './xmpp-room.js';

export { sessionFailure } from '../conversation/session-failure.js';
export { entryStyles } from './entry.styles.js';

/** Follows what is chosen elsewhere: nobody is in before somebody has chosen. */
export const follow = async (room: XmppRoom) => (await import('./choice.js')).follow(room);

/** What those at `door` are told; undefined for who is in, on the way in, or comes back by itself. */
export function entryAt(door: EntryDoor, outside = true): Entry | undefined {
  const { strings, host, name, followed, filled } = door.view;
  attend(door.view, followed.room);
  if (!outside) return undefined;
  const entry = entryNow({
    strings,
    jid: host.jid,
    roomName: name,
    info: followed.room?.info,
    nick: () => door.nick ?? readLastNick(),
    now: Date.now(),
    status: door.status,
    session: followed.session,
    asking: door.asking,
    filled,
  });
  return entry && forMembers(entry, door);
}

export class EntryPanel {
  readonly element = document.createElement('form');
  #entry: Entry | undefined;
  /** The visitor left the field empty. */
  #missing = false;
  #strings: EntryStrings | undefined;
  #roomName = '';

  constructor(readonly door: EntryDoor) {
    this.element.className = 'entry';
    this.element.noValidate = true;
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
  }

  /** @param large - In the middle, with the room's mark. */
  update(entry: Entry, large: boolean, roomName: string, strings: Strings): void {
    const fresh = entry.field !== this.#entry?.field || entry.error !== this.#entry?.error;
    if (fresh) this.#missing = false;
    this.#entry = entry;
    this.#roomName = roomName;
    this.#strings = partStrings(entryEnglish, strings);
    this.element.classList.toggle('large', large);
    const mark = large
      ? html`<div class="avatar ${hueClass(roomName)}" aria-hidden="true">${initials(roomName)}</div>`
      : nothing;
    render(
      html`${mark}
        <p class="title">${entry.title}</p>
        ${entry.quote ? html`<p class="quote" dir="auto" lang="">${entry.quote}</p>` : nothing}
        ${entry.hint ? html`<p class="hint" id="hint">${entry.hint}</p>` : nothing}
        ${entry.field ? this.#field(entry, entry.field, this.#strings) : nothing}
        <div class="buttons">${entry.buttons.map((button) => this.#button(button))}</div>
        ${entry.contact ? html`<slot name="contact"></slot>` : nothing}`,
      this.element,
    );
    const input = this.#input;
    if (!fresh || !input) return;
    if (entry.value !== undefined) input.value = entry.value;
    if (entry.error) this.#complain(input);
  }

  /** Called upon a gesture only. */
  focus(options?: FocusOptions): void {
    const target = this.#input ?? this.element.querySelector('button');
    target?.focus(options);
    if (target instanceof HTMLInputElement) target.select();
  }

  get #input(): HTMLInputElement | null {
    return this.element.querySelector('input');
  }

  /** The text is selected to be typed over, if the visitor is in the field anyway. */
  #complain(input: HTMLInputElement): void {
    const root = input.getRootNode();
    if (root instanceof ShadowRoot && this.element.contains(root.activeElement)) input.select();
  }

  #field(entry: Entry, field: 'name' | 'password', strings: EntryStrings) {
    const password = field === 'password';
    const empty = password ? strings.passwordEmpty : strings.nameEmpty;
    const error = this.#missing ? empty : entry.error;
    return html`<div class="field">
      <label for="field">${password ? strings.password : strings.name}</label>
      <input
        id="field"
        name=${field}
        type=${password ? 'password' : 'text'}
        autocomplete=${password ? 'off' : 'nickname'}
        maxlength="256"
        autocapitalize=${password ? 'off' : 'words'}
        spellcheck="false"
        aria-invalid=${error ? 'true' : nothing}
        aria-describedby=${error ? 'field-error' : password ? nothing : 'field-hint'}
      />
      ${
        error
          ? html`<p class="failure" id="field-error">${error}</p>`
          : password
            ? nothing
            : html`<p class="hint" id="field-hint">${strings.nameHint}</p>`
      }
    </div>`;
  }

  #button({ text, action, primary = false, disabled }: EntryButton) {
    const joins = primary && (action.type === 'submit' || action.type === 'join');
    const click = (event: Event) => {
      if (action.type === 'submit') return;
      event.preventDefault(); // what this renders may make a submit button of it
      if (disabled === undefined) this.#act(action);
    };
    return html`<button
      type=${action.type === 'submit' ? 'submit' : 'button'}
      class=${primary ? 'primary' : ''}
      part=${joins ? 'join' : nothing}
      aria-disabled=${disabled === undefined ? nothing : 'true'}
      aria-describedby=${disabled === undefined ? nothing : 'hint'}
      @click=${click}
    >
      ${text}
    </button>`;
  }

  #submit(): void {
    const { field } = this.#entry ?? {};
    const input = this.#input;
    if (!field || !input || !this.#strings) return;
    const value = field === 'name' ? input.value.trim() : input.value;
    this.#missing = !value;
    if (value) this.#enter(field, value);
    else {
      const large = this.element.classList.contains('large');
      if (this.#entry) this.update(this.#entry, large, this.#roomName, this.#strings);
      input.focus();
    }
  }

  #enter(field: 'name' | 'password', value: string): void {
    const { door } = this;
    if (field === 'password') door.join({ password: value });
    else {
      door.typedNick = value;
      door.remembers = true;
      door.join();
    }
  }

  #act(action: EntryAction): void {
    const { door } = this;
    if (action.type === 'join') {
      if (action.nick !== undefined) door.typedNick = action.nick;
      door.join();
      if (door.asking) this.focus();
    } else if (action.type === 'cancel') {
      door.leave().catch(() => undefined); // not in it anyway
    } else if (action.type === 'act') {
      action.act();
    } else if (action.type === 'go') {
      door.view.host.jid = action.address;
      door.join({ password: action.password });
    }
  }
}
