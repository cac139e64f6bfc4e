/** A file that somebody offers: who, what, how large, and what to think of before it is taken. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { FileTransfer } from '../../session/files/transfer.js';
import { bareJid } from '../../session/jid.js';
import { nickText } from '../shared/nick-text.js';
import { warnIcon } from './icons.js';
import { isProgram, kindOf, plainName } from './names.js';
import { fileName, tile } from './row.js';
import type { FileLocale } from './words.js';

/** Larger ones are taken after a second look at their size (security.md §8). */
const LARGE_BYTES = 10_000_000;
const MAX_DESCRIPTION = 1_000;

export interface OfferContext {
  readonly locale: FileLocale;
  /** Larger ones cannot be taken. */
  readonly maxBytes: number;
  readonly nameOf: (jid: string) => string;
  readonly isContact: (jid: string) => boolean;
  /** Whether its size is being looked at once more. */
  readonly isWeighed: (transfer: FileTransfer) => boolean;
  readonly weigh: (transfer: FileTransfer, weighed: boolean) => void;
  readonly accept: (transfer: FileTransfer, always: boolean) => void;
  readonly decline: (transfer: FileTransfer) => void;
}

/** Whether nothing about it needs a person's look. */
export const isHarmless = ({ file }: FileTransfer): boolean => file.size <= LARGE_BYTES && !isProgram(file);

export function renderOffer(transfer: FileTransfer, context: OfferContext): TemplateResult {
  const { file, peer } = transfer;
  const { strings } = context.locale;
  const name = context.nameOf(peer);
  const description = file.description?.slice(0, MAX_DESCRIPTION);
  const tooLarge = file.size > context.maxBytes;
  const warnings = [
    isProgram(file) && strings.programWarning,
    !context.isContact(peer) && strings.strangerWarning,
    tooLarge && strings.offerTooLarge(context.maxBytes),
  ].filter((each) => each !== false);
  return html`<li class="offer" part="offer" data-id=${transfer.id}>
    ${tile(file.name)}
    <div class="about">
      ${fileName(transfer)}
      <p class="note">
        <span class="fact">${strings.sizeAndKind(file.size, strings.kind[kindOf(file)])}</span>
        ${name === bareJid(peer) ? nothing : html`<span class="fact"><bdi lang="">${name}</bdi></span>`}
        <span class="fact"><bdi lang="">${nickText(peer)}</bdi></span>
      </p>
      ${description ? html`<p class="words" dir="auto" lang="">${description}</p>` : nothing}
      ${warnings.map((text) => html`<p class="warning">${warnIcon}<span>${text}</span></p>`)}
      ${tooLarge ? renderDecline(transfer, context) : renderAnswers(transfer, context)}
    </div>
  </li>`;
}

function renderAnswers(transfer: FileTransfer, context: OfferContext): TemplateResult {
  const { file, peer } = transfer;
  const { strings } = context.locale;
  const name = context.nameOf(peer);
  const label = strings.acceptOf(plainName(file.name), name);
  if (context.isWeighed(transfer))
    return html`<p class="warning" id="weigh-${transfer.id}">
        ${warnIcon}<span>${strings.largeOffer(file.size)}</span>
      </p>
      <div class="answers">
        <button
          type="button"
          class="primary"
          aria-describedby="weigh-${transfer.id}"
          @click=${() => context.accept(transfer, false)}
        >
          ${strings.acceptLarge(file.size)}
        </button>
        <button type="button" @click=${() => context.weigh(transfer, false)}>${strings.back}</button>
      </div>`;
  const answer = (event: Event) => {
    const always = (event.target as Element).closest('.offer')?.querySelector('input')?.checked;
    if (file.size > LARGE_BYTES) context.weigh(transfer, true);
    else context.accept(transfer, always ?? false);
  };
  return html`${
      context.isContact(peer) && isHarmless(transfer)
        ? html`<label class="always"
            ><input type="checkbox" /><span
              >${strings.always(name)} <span class="note">${strings.alwaysHint}</span></span
            ></label
          >`
        : nothing
    }
    <div class="answers">
      <button type="button" class="primary" aria-label=${label} @click=${answer}>${strings.accept}</button>
      ${declineButton(transfer, context)}
    </div>`;
}

const renderDecline = (transfer: FileTransfer, context: OfferContext) =>
  html`<div class="answers">${declineButton(transfer, context)}</div>`;

function declineButton(transfer: FileTransfer, { locale: { strings }, nameOf, decline }: OfferContext) {
  return html`<button
    type="button"
    aria-label=${strings.declineOf(plainName(transfer.file.name), nameOf(transfer.peer))}
    @click=${() => decline(transfer)}
  >
    ${strings.decline}
  </button>`;
}
