/** What stands over the messages or in their place, and holds no state. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Session } from '../../session/index.js';
import { nickText } from '../shared/nick-text.js';
import type { Strings } from '../shared/strings.js';
import type { Strip, Waiting } from './connection-strip.js';

export const typingText = (names: readonly string[], strings: Strings): string =>
  names.length ? strings.typing(names.map(nickText)) : '';

export function renderStrip(strip: Strip | undefined, retry: () => void): TemplateResult {
  const button = strip?.button
    ? html`<button type="button" class="small" @click=${retry}>${strip.button}</button>`
    : nothing;
  return html`<div part="status" class="strip" ?hidden=${!strip}>${strip?.text}${button}</div>`;
}

/** An entrance that takes its time. @param failure - Why the session has not come up, as far as that can be said. */
export function renderWaiting(
  waiting: Waiting,
  session: Session | undefined,
  failure: (session: Session) => Strip | undefined,
  strings: Strings,
  retry: () => void,
  cancel: () => void,
): TemplateResult | typeof nothing {
  if (waiting === 'nothing') return nothing;
  const skeleton = html`<div class="skeleton" aria-hidden="true"><i></i><i></i><i></i></div>`;
  if (waiting === 'skeleton') return skeleton;
  const trouble = session?.state === 'reconnecting' && session.error;
  const slow = waiting === 'slow';
  const usual = slow ? strings.slow : session?.state === 'online' ? strings.joining : strings.connecting;
  const words = (trouble && failure(session)?.text) || usual;
  const buttons = html`<div class="buttons">
    <button type="button" class="primary" @click=${retry}>${strings.retry}</button>
    <button type="button" @click=${cancel}>${strings.cancel}</button>
  </div>`;
  return html`${skeleton}
    <div class="middle">
      <p class="title">${words}</p>
      ${slow || trouble ? buttons : nothing}
    </div>`;
}
