/** What became of a message to one person: a mark at its end. */
import { html, type TemplateResult } from 'lit/html.js';
import type { ChatMessage } from '../../session/message.js';
import { icon } from '../shared/icons.js';
import { css } from '../shared/sheet.js';

const oneTick = icon('m5 12.5 4.5 4.5L19 7.5');
const twoTicks = icon('m2 12.5 4.5 4.5L15.5 8M11 16l1 1 9.5-9.5');

/** @param words - For each of them. */
export function renderFate(
  { state, seen }: ChatMessage,
  words: { readonly sent: string; readonly delivered: string; readonly seen: string },
): TemplateResult {
  const what = seen ? 'seen' : state === 'delivered' ? 'delivered' : 'sent';
  return html`<div part="fate" class="fate ${what}" title=${words[what]}>
    ${what === 'sent' ? oneTick : twoTicks}<span class="unseen">${words[what]}</span>
  </div>`;
}

export const fateStyles = css`
  /* Ticks stand at the end of the last line, where words leave them room: they move nothing. */
  .message.own {
    position: relative;
    padding-inline-end: calc(var(--_size) * 2);
  }

  .fate {
    position: absolute;
    inset-block-end: 1px;
    inset-inline-end: calc(var(--_space) * 0.5);
    display: grid;
    block-size: 1.45em;
    align-items: center;
    color: var(--_muted);
  }

  .fate.seen {
    color: var(--_accent);
  }

  .fate svg {
    inline-size: 1.1em;
    block-size: 1.1em;
  }
`;
