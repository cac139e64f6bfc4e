/**
 * Pictures of fields (XEP-0221). Those of other sites are fetched when somebody asks for them, and then without telling
 * where from (security.md §2); what came along with the form is shown at once. Everything else is named.
 */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { FormMedia, MediaSource } from '../../session/data-form.js';
import type { FormStrings } from '../shared/form-strings.js';
import { nickText } from '../shared/nick-text.js';
import { isFetchable, MAX_SIDE } from '../shared/remote-image.js';
import { pictureType } from './picture.js';

type Shown = 'no' | 'yes' | 'failed';

export class MediaPictures {
  readonly #shown = new Map<FormMedia, Shown>();
  readonly #urls = new Map<MediaSource, string>();

  constructor(readonly changed: () => void) {}

  /** Lets go of all that was shown. */
  clear(): void {
    for (const url of this.#urls.values()) URL.revokeObjectURL(url);
    this.#urls.clear();
    this.#shown.clear();
  }

  render(media: FormMedia, strings: FormStrings): TemplateResult {
    const inline = this.#inline(media);
    if (inline) return this.#picture(media, inline, strings);
    // FORM-27: https alone
    const remote = media.sources.find(({ type, url }) => isPicture(type) && isFetchable(url));
    if (!remote) {
      const kinds = media.sources.map(({ type, url }) => type || (url.split(':')[0] ?? ''));
      return html`<p part="media" class="hint">${strings.formNotShown(nickText(kinds.join(', ')))}</p>`;
    }
    const { host } = new URL(remote.url);
    switch (this.#shown.get(media)) {
      case 'yes':
        return this.#picture(media, remote.url, strings);
      case 'failed':
        return html`<p part="media" class="hint">
          ${strings.formImageFailed}
          <a
            href=${remote.url}
            target="_blank"
            rel="noopener noreferrer nofollow ugc"
            referrerpolicy="no-referrer"
            >${strings.formOpenImage(host)}</a
          >
        </p>`;
      default:
        return html`<p part="media">
          <button type="button" @click=${() => this.#set(media, 'yes')}>
            ${strings.formShowImage(host)}
          </button>
        </p>`;
    }
  }

  #set(media: FormMedia, shown: Shown): void {
    this.#shown.set(media, shown);
    this.changed();
  }

  #picture(media: FormMedia, url: string, strings: FormStrings): TemplateResult {
    return html`<p part="media">
      <img
        src=${url}
        alt=${strings.formImage}
        width=${side(media.width)}
        height=${side(media.height)}
        crossorigin="anonymous"
        referrerpolicy="no-referrer"
        @error=${() => this.#set(media, 'failed')}
      />
    </p>`;
  }

  /** Of what came along, the first that is a picture; its type is what its bytes say, not what was announced. */
  #inline({ sources }: FormMedia): string | undefined {
    for (const source of sources) {
      const known = this.#urls.get(source);
      if (known !== undefined) return known;
      const type = source.data && pictureType(source.data);
      if (!source.data || !type) continue;
      const url = URL.createObjectURL(new Blob([source.data], { type }));
      this.#urls.set(source, url);
      return url;
    }
    return undefined;
  }
}

const side = (pixels: number | undefined) => (pixels ? Math.min(pixels, MAX_SIDE) : nothing);

/** No SVG: it is a document. */
const isPicture = (type: string) => /^image\/(png|jpeg|jpg|gif|webp)$/.test(type);
