/** Where files are chosen, with what is taken; and what was not. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { FileStrings } from '../shared/file-strings.js';
import { cameraIcon, crossIcon, uploadIcon, warnIcon } from './icons.js';
import { acceptedKinds, takesPhotos, type Limits, type Refused } from './limits.js';

interface BoxProps {
  readonly strings: FileStrings;
  readonly limits: Limits;
  /** There is nobody to send to. */
  readonly nobody: boolean;
  /** With a field for a word about it. */
  readonly describe: boolean;
  /** Files are held over it. */
  readonly over: boolean;
  readonly pick: (camera: boolean) => void;
}

export function renderBox({ strings, limits, nobody, describe, over, pick }: BoxProps): TemplateResult {
  const notes = nobody ? strings.nobody : limitsText(strings, limits);
  const disabled = nobody ? 'true' : nothing;
  const press = (camera: boolean) => () => !nobody && pick(camera);
  return html`<div class="box ${over ? 'over' : ''}" part="box">
    <span class="sign">${uploadIcon}</span>
    <div class="ways">
      <button
        type="button"
        class="primary choose"
        part="choose"
        aria-describedby=${notes ? 'limits' : nothing}
        aria-disabled=${disabled}
        @click=${press(false)}
      >
        ${limits.maxFiles === 1 ? strings.chooseOne : strings.choose}
      </button>
      ${
        takesPhotos(limits.accept)
          ? html`<button type="button" class="camera" aria-disabled=${disabled} @click=${press(true)}>
              ${cameraIcon}${strings.takePhoto}
            </button>`
          : nothing
      }
      <span class="hint drop-hint">${strings.orDrop}</span>
    </div>
    ${notes ? html`<p class="hint" id="limits">${notes}</p>` : nothing}
    ${
      describe
        ? html`<label class="describe"
            ><span class="hint">${strings.describe}</span
            ><input maxlength="500" dir="auto" autocomplete="off" ?disabled=${nobody}
          /></label>`
        : nothing
    }
  </div>`;
}

/** All that limits, in one line; '' where nothing does. */
function limitsText(strings: FileStrings, { accept, maxBytes, maxFiles }: Limits): string {
  const kinds = acceptedKinds(accept, strings);
  return [
    kinds && strings.only(kinds),
    maxBytes < Infinity && strings.sizeLimit(maxBytes),
    maxFiles < Infinity && strings.countLimit(maxFiles),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** Names the file and the limit. */
export function refusalText(strings: FileStrings, limits: Limits, { name, bytes, why }: Refused): string {
  const { refused } = strings;
  switch (why) {
    case 'type':
      return refused.type(name, acceptedKinds(limits.accept, strings));
    case 'size':
      return refused.size(name, bytes, limits.maxBytes);
    case 'count':
      return refused.count(name, limits.maxFiles);
    default:
      return refused[why](name);
  }
}

interface RefusedProps {
  readonly strings: FileStrings;
  readonly texts: readonly string[];
  /** So many that are not in `texts`. */
  readonly more: number;
  readonly dismiss: () => void;
}

export function renderRefused(props: RefusedProps): TemplateResult | typeof nothing {
  const { strings, texts, more, dismiss } = props;
  if (!texts.length) return nothing;
  return html`<div class="refused" part="refused">
    ${warnIcon}
    <ul role="list">
      ${texts.map((text) => html`<li>${text}</li>`)}
      ${more > 0 ? html`<li>${strings.refusedMore(more)}</li>` : nothing}
    </ul>
    <button
      type="button"
      class="plain"
      aria-label=${strings.dismiss}
      title=${strings.dismiss}
      @click=${dismiss}
    >
      ${crossIcon}
    </button>
  </div>`;
}
