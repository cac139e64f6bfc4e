/** What is to be decided before one writes to somebody: a stranger, a request, somebody who is blocked. Holds no state. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { ChatWords } from '../shared/chat-strings.js';
import { nickText } from '../shared/nick-text.js';

/** What can be done with somebody. */
export type Deed = 'accept' | 'decline' | 'add' | 'block' | 'unblock';

export interface StandingProps {
  readonly name: string;
  readonly jid: string;
  readonly blocked: boolean;
  /** They ask to see our presence, saying this to it, if anything. */
  readonly request: { readonly text?: string } | undefined;
  /** They have written, and are neither a contact nor answered. */
  readonly stranger: boolean;
  /** Why what was asked for last was not done. */
  readonly problem: string | undefined;
  readonly words: ChatWords['chat'];
  readonly theySay: (text: string) => string;
  readonly act: (deed: Deed) => void;
}

export function renderStanding(props: StandingProps): TemplateResult | typeof nothing {
  const { problem, words, act } = props;
  const matter = matterOf(props);
  if (!matter && problem === undefined) return nothing;
  const buttons = matter?.deeds.map(
    (deed, i) =>
      html`<button type="button" class=${i ? 'small' : 'small primary'} @click=${() => act(deed)}>
        ${words[deed]}
      </button>`,
  );
  return html`<div part="standing" class="standing area">
    <p dir="auto">
      ${matter?.text}${problem === undefined ? nothing : html`${' '}<span class="failure">${problem}</span>`}
    </p>
    ${buttons?.length ? html`<div class="buttons">${buttons}</div>` : nothing}
  </div>`;
}

interface Matter {
  readonly text: string;
  readonly deeds: readonly Deed[];
}

function matterOf({
  name,
  jid,
  blocked,
  request,
  stranger,
  words,
  theySay,
}: StandingProps): Matter | undefined {
  const shown = nickText(name);
  if (blocked) return { text: words.blocked(shown), deeds: ['unblock'] };
  if (request) {
    const said = request.text ? ` ${theySay(nickText(request.text))}` : '';
    return { text: words.asks(shown) + said, deeds: ['accept', 'decline', 'block'] };
  }
  return stranger ? { text: words.stranger(jid), deeds: ['add', 'block'] } : undefined;
}
