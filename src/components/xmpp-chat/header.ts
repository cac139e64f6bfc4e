/** Who it is: picture, name, and whether they are there. Holds no state. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { availability, seesThem } from '../../session/contact.js';
import type { ChatWords } from '../shared/chat-strings.js';
import type { Locale } from '../shared/locale.js';
import { hueClass, initials, nickText } from '../shared/nick-text.js';
import type { Peer } from './chat-follower.js';

export interface PersonProps {
  readonly name: string;
  /** Empty: it is nobody's. */
  readonly jid: string;
  readonly level: number;
  readonly peer: Peer;
  readonly self: boolean;
  /** Presence is known now. */
  readonly online: boolean;
  readonly locale: Locale;
  readonly words: ChatWords['chat'];
  readonly menu: HTMLElement | typeof nothing;
}

export function renderPerson(props: PersonProps): TemplateResult {
  const { name, jid, level, peer, menu } = props;
  const { state, text } = presenceOf(props);
  return html`<header part="header" class="area">
    ${
      jid
        ? html`<div class="picture">
            ${renderAvatar(name, jid, peer.avatar?.url)}
            ${state ? html`<i class="presence is-${state}" aria-hidden="true"></i>` : nothing}
          </div>`
        : nothing
    }
    <div class="titles">
      <div class="name" role="heading" aria-level=${level} tabindex="-1" dir="auto" title=${jid}>
        ${nickText(name)}
      </div>
      <div part="subject" class="subject" title=${text}><bdi>${text}</bdi></div>
    </div>
    ${menu}
  </header>`;
}

const renderAvatar = (name: string, jid: string, url: string | undefined) =>
  html`<div part="avatar" class="avatar ${hueClass(name, jid)}" aria-hidden="true">
    ${url ? html`<img src=${url} alt="" />` : initials(name)}
  </div>`;

/** What is known of somebody's presence; their address where that is not ours to see. */
function presenceOf({ name, jid, peer, self, online, locale, words }: PersonProps): {
  readonly state?: 'here' | 'away' | 'busy' | 'gone';
  readonly text: string;
} {
  const { contact, blocked, seenAt } = peer;
  if (self) return { text: words.you };
  if (blocked) return { text: words.blockedShort };
  if (contact?.pendingOut) return { text: words.requested };
  if (!contact || !seesThem(contact) || !online) return { text: jid === name ? '' : jid };
  const show = availability(contact);
  const status = contact.resources[0]?.statusText;
  const seen = show === 'offline' && seenAt ? words.lastSeen(locale.time(seenAt)) : undefined;
  const text = [words.show[show], seen, status && nickText(status)].filter(Boolean).join(' · ');
  return { state: KINDS[show], text };
}

const KINDS = {
  available: 'here',
  chat: 'here',
  away: 'away',
  xa: 'away',
  dnd: 'busy',
  offline: 'gone',
} as const;
