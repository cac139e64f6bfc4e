/** One file on its way, or at its end: what it is, how far it has come, what can be done with it. */
import { repeat } from 'lit/directives/repeat.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { FileTransfer } from '../../session/files/transfer.js';
import { hueClass } from '../shared/nick-text.js';
import { failureText, quotedText } from './failure.js';
import { againIcon, crossIcon, linkIcon, pauseIcon, playIcon, warnIcon } from './icons.js';
import { keptFile } from './kept-files.js';
import { extensionOf, plainName, splitName } from './names.js';
import type { Pictures } from './pictures.js';
import type { FileLocale } from './words.js';

/** What somebody wants done. */
export interface RowDeeds {
  cancel(transfer: FileTransfer): void;
  remove(transfer: FileTransfer): void;
  save(transfer: FileTransfer): void;
  copyLink(transfer: FileTransfer): void;
}

export interface RowContext {
  readonly locale: FileLocale;
  readonly pictures: Pictures | undefined;
  readonly deeds: RowDeeds;
  /** There is a connection. */
  readonly online: boolean;
  /** Files of several people are listed. */
  readonly mixed: boolean;
  readonly nameOf: (jid: string) => string;
  /** That it was accepted because all of its sender's are, where it was. */
  readonly always: (transfer: FileTransfer) => unknown;
}

/** Letters that fit the tile. */
const MAX_EXTENSION = 4;

/** The name, of which the extension is always to be seen. */
export function fileName({ id, file: { name } }: FileTransfer): TemplateResult {
  const [stem, end] = splitName(name);
  return html`<bdi class="name" id="name-${id}" part="transfer-name" lang="" title=${stem + end}
    ><span class="stem">${stem}</span><span>${end}</span></bdi
  >`;
}

export function tile(name: string): TemplateResult {
  const extension = extensionOf(name).slice(0, MAX_EXTENSION);
  return html`<span class="tile avatar ${hueClass(extension)}" aria-hidden="true" lang=""
    >${extension}</span
  >`;
}

export function renderRow(transfer: FileTransfer, context: RowContext): TemplateResult {
  const { file, state, direction, error } = transfer;
  const { pictures, locale } = context;
  const { strings } = locale;
  const thumb = pictures?.thumbOf(transfer);
  const preview = direction === 'in' && state === 'done' ? pictures?.previewOf(transfer) : undefined;
  const quoted = error && quotedText(error);
  return html`<li class="row ${state}" part="transfer" data-id=${transfer.id}>
    ${thumb ? html`<span class="tile picture" aria-hidden="true">${thumb}</span>` : tile(file.name)}
    <div class="about">
      ${fileName(transfer)}
      <p class="note">${noteOf(transfer, context)}${renderWay(transfer, context)}</p>
      ${transfer.ended || state === 'ready' ? nothing : renderProgress(transfer, context)}
      ${
        error
          ? html`<p class="failure">
              ${warnIcon}<span
                >${failureText(error, locale)}
                ${quoted ? html`<q dir="auto" lang="">${quoted}</q>` : nothing}</span
              >
            </p>`
          : nothing
      }
      ${context.always(transfer)}
    </div>
    <div class="buttons">${renderButtons(transfer, context)}</div>
    ${
      preview
        ? html`<img
            class="preview"
            part="preview"
            src=${preview.url}
            width=${preview.width}
            height=${preview.height}
            alt=${strings.preview(plainName(file.name))}
          />`
        : nothing
    }
  </li>`;
}

/** Seconds; undefined where nobody can tell. */
function secondsLeft({ speed, bytes, file }: FileTransfer): number | undefined {
  return speed ? (file.size - bytes) / speed : undefined;
}

function noteOf(transfer: FileTransfer, { locale: { strings }, online, mixed, nameOf }: RowContext): unknown {
  const { direction, state, file, bytes, way, speed } = transfer;
  const { size, sizeOf } = strings;
  const left = secondsLeft(transfer);
  const words = (): (string | undefined)[] => {
    switch (state) {
      case 'waiting':
        return [size(file.size), online ? strings.state.waiting : strings.state.waitingForLink];
      case 'asking':
        if (direction === 'in') return [size(file.size), strings.state.starting];
        return [size(file.size), way === 'upload' ? strings.state.askingServer : strings.state.askingThem];
      case 'active':
        return [
          sizeOf(bytes, file.size),
          speed === undefined ? undefined : strings.speed(speed),
          left === undefined ? undefined : strings.left(left),
        ];
      case 'paused':
        return [sizeOf(bytes, file.size), strings.state.paused];
      case 'ready':
        return [size(file.size), strings.state.ready];
      case 'done':
        if (direction === 'in') return [size(file.size), strings.state.received];
        return [size(file.size), way === 'upload' ? strings.state.uploaded : strings.state.sent];
      case 'cancelled':
        return [size(file.size), strings.state.cancelled];
      default:
        return [size(file.size)];
    }
  };
  const from = mixed && direction === 'in' ? strings.from(nameOf(transfer.peer)) : undefined;
  return [...words(), from]
    .filter((each) => each !== undefined)
    .map((each) => html`<span class="fact">${each}</span>`);
}

/** Which way it goes, and why, for whoever wants to know. */
function renderWay(
  { way, why, file, state }: FileTransfer,
  { locale: { strings } }: RowContext,
): TemplateResult | typeof nothing {
  if (!way || state === 'cancelled') return nothing;
  const name = strings.ways[way];
  return html`<details class="fact how">
    <summary aria-label=${strings.how(name, plainName(file.name))}>${name}</summary>
    ${why ? strings.wayWhy(name, strings.whys[why]) : name}
  </details>`;
}

function renderProgress(transfer: FileTransfer, { locale: { strings } }: RowContext): TemplateResult {
  const { id, bytes, file, state } = transfer;
  const part = file.size ? Math.min(1, bytes / file.size) : 0;
  const left = secondsLeft(transfer);
  const text = [strings.percent(part), left === undefined ? undefined : strings.left(left)];
  const name = `name-${id}`;
  return state === 'asking'
    ? html`<progress aria-labelledby=${name} aria-valuetext=${strings.state.starting}></progress>`
    : html`<progress
        aria-labelledby=${name}
        aria-valuetext=${text.filter(Boolean).join(', ')}
        .value=${part}
      ></progress>`;
}

interface Button {
  readonly label: string;
  readonly content: unknown;
  readonly act: () => void;
  readonly kind?: string;
}

/** Each is a node of its own: one that is gone hands the focus on, rather than to become something else. */
const renderButtons = (transfer: FileTransfer, context: RowContext) =>
  repeat(
    buttonsOf(transfer, context),
    ({ label }) => label,
    ({ label, content, act, kind = 'plain' }) =>
      html`<button type="button" class=${kind} aria-label=${label} title=${label} @click=${act}>
        ${content}
      </button>`,
  );

function* buttonsOf(transfer: FileTransfer, { locale: { strings }, deeds }: RowContext): Iterable<Button> {
  const { direction, state, error, pausable, url, ended, held, kept } = transfer;
  const name = plainName(transfer.file.name);
  if (state === 'active' && pausable)
    yield { label: strings.pause(name), content: pauseIcon, act: () => transfer.pause() };
  if (state === 'paused')
    yield { label: strings.resume(name), content: playIcon, act: () => transfer.resume() };
  const save = () => deeds.save(transfer);
  if (state === 'done' && direction === 'in' && keptFile(transfer))
    yield { label: strings.saveOf(name), content: strings.save, act: save, kind: 'primary small' };
  if (kept)
    yield { label: strings.saveDamagedOf(name), content: strings.saveDamaged, act: save, kind: 'small' };
  if (state === 'done' && url !== undefined)
    yield { label: strings.copyLink(name), content: linkIcon, act: () => deeds.copyLink(transfer) };
  if (direction === 'out' && (state === 'cancelled' || error?.retryable))
    yield { label: strings.retry(name), content: againIcon, act: () => transfer.retry() };
  if (ended || held)
    yield { label: strings.remove(name), content: crossIcon, act: () => deeds.remove(transfer) };
  else yield { label: strings.cancel(name), content: crossIcon, act: () => deeds.cancel(transfer) };
}
