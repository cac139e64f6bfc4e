/** Who waits for an answer: people who ask to see our presence, and strangers who wrote. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Avatars } from '../../session/avatars.js';
import type { Chat } from '../../session/chat.js';
import type { SubscriptionRequest } from '../../session/contact.js';
import { nickText } from '../shared/nick-text.js';
import type { RosterStrings } from '../shared/roster-strings.js';
import { avatar } from './row.js';

/** So many are shown before somebody wants to see all. */
const FIRST = 3;

export interface RequestsProps {
  readonly requests: readonly SubscriptionRequest[];
  readonly strangers: readonly Chat[];
  readonly avatars: Avatars;
  readonly strings: RosterStrings;
  /** All requests, and the strangers' folder, are open. */
  readonly all: boolean;
  readonly folder: boolean;
  readonly showAll: () => void;
  readonly toggleFolder: () => void;
  answer(request: SubscriptionRequest, accept: boolean): void;
  read(chat: Chat): void;
  dismiss(chat: Chat): void;
}

export function renderRequests(props: RequestsProps): TemplateResult | typeof nothing {
  const { requests, strangers, strings, all } = props;
  if (!requests.length && !strangers.length) return nothing;
  const shown = all ? requests : requests.slice(0, FIRST);
  return html`<section part="requests" class="requests" aria-label=${strings.requests}>
    <ul role="list">
      ${shown.map((request) => renderRequest(request, props))}
    </ul>
    ${
      shown.length < requests.length
        ? html`<button type="button" class="plain" @click=${props.showAll}>
            ${strings.allRequests(requests.length)}
          </button>`
        : nothing
    }
    ${strangers.length ? renderStrangers(props) : nothing}
  </section>`;
}

function renderRequest({ jid, nick, text }: SubscriptionRequest, props: RequestsProps): TemplateResult {
  const { avatars, strings } = props;
  const name = nickText(nick ?? jid);
  const answer = (accept: boolean) => () => props.answer({ jid, nick, text }, accept);
  return html`<li part="request" class="request">
    ${avatar(jid, name, 'offline', avatars)}
    <div class="who">
      <bdi lang="">${name}</bdi>
      ${nick ? html`<bdi class="note" lang="">${nickText(jid)}</bdi>` : nothing}
      ${text ? html`<span class="note text" dir="auto" lang="">${text}</span>` : nothing}
      <span class="note">${strings.wantsContact}</span>
    </div>
    <div class="buttons">
      <button type="button" class="primary" aria-label=${strings.acceptOf(name)} @click=${answer(true)}>
        ${strings.accept}
      </button>
      <button type="button" aria-label=${strings.declineOf(name)} @click=${answer(false)}>
        ${strings.decline}
      </button>
    </div>
  </li>`;
}

function renderStrangers(props: RequestsProps): TemplateResult {
  const { strangers, strings, folder } = props;
  const unread = strangers.reduce((sum, chat) => sum + chat.unread, 0);
  return html`<button
      type="button"
      class="plain folder"
      aria-expanded=${String(folder)}
      @click=${props.toggleFolder}
    >
      ${strings.fromStrangers(strangers.length)}${unread ? html`<span class="count">${unread}</span>` : nothing}
    </button>
    ${
      folder
        ? html`<ul role="list">
            ${strangers.map((chat) => renderStranger(chat, props))}
          </ul>`
        : nothing
    }`;
}

function renderStranger(chat: Chat, props: RequestsProps): TemplateResult {
  const { avatars, strings } = props;
  const name = nickText(chat.jid);
  return html`<li part="request" class="request">
    ${avatar(chat.jid, name, 'offline', avatars)}
    <div class="who">
      <bdi lang="">${name}</bdi>
      <span class="note text" dir="auto" lang="">${chat.lastMessage?.body ?? ''}</span>
    </div>
    <div class="buttons">
      <button
        type="button"
        class="primary"
        aria-label=${strings.readOf(name)}
        @click=${() => props.read(chat)}
      >
        ${strings.read}
      </button>
      <button type="button" aria-label=${strings.declineOf(name)} @click=${() => props.dismiss(chat)}>
        ${strings.decline}
      </button>
    </div>
  </li>`;
}
