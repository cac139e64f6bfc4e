/** What stands in the list's place while there is nobody to list: why, and what can be done about it. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Session } from '../../session/index.js';
import type { Roster } from '../../session/roster.js';
import type { RosterStrings } from '../shared/roster-strings.js';
import { troubleOf } from './trouble.js';

export interface Instead {
  readonly title: string;
  readonly hint?: string;
  readonly button?: string;
  readonly act?: () => void;
}

/** Instead of lines where there are none. */
export function insteadOfLines(
  strings: RosterStrings,
  props: {
    readonly filter: string;
    readonly noAdd: boolean;
    readonly unfilter: () => void;
    readonly add: () => void;
  },
): Instead {
  if (props.filter)
    return { title: strings.nobodyFound, button: strings.showAllContacts, act: props.unfilter };
  if (props.noAdd) return { title: strings.noContacts };
  const { noContacts: title, noContactsHint: hint, addContact: button } = strings;
  return { title, hint, button, act: props.add };
}

/** Instead of contacts that are not known. */
export function insteadOfContacts(
  strings: RosterStrings,
  session: Session | undefined,
  roster: Roster | undefined,
  connect: () => void,
): Instead | 'loading' {
  if (!session) return 'loading';
  if (session.state === 'failed') {
    const { text, button } = troubleOf(session, strings);
    return { title: text, button, act: connect };
  }
  if (session.guest) return { title: strings.signedOut, hint: strings.signInForContacts };
  if (session.state === 'idle' || session.state === 'offline')
    return { title: strings.signedOut, button: strings.connect, act: connect };
  if (roster?.state === 'failed')
    return { title: strings.contactsFailed, button: strings.retry, act: () => roster.reload() };
  return 'loading';
}

export function renderInstead(instead: Instead | 'loading'): TemplateResult {
  if (instead === 'loading') return skeleton;
  const { title, hint, button, act } = instead;
  return html`<div class="middle">
    <p class="title">${title}</p>
    ${hint ? html`<p class="hint">${hint}</p>` : nothing}
    ${button ? html`<button type="button" class="primary" @click=${act}>${button}</button>` : nothing}
  </div>`;
}

const skeleton = html`<div class="skeleton" aria-hidden="true"><i></i><i></i><i></i><i></i></div>`;
