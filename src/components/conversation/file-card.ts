/**
 * Files that a message shares: what they are said to be, where they really are, and the way there. Nothing is fetched
 * before somebody asks for it (security.md §2).
 */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { guard } from 'lit/directives/guard.js';
import type { SharedFile } from '../../session/message.js';
import type { RichImage } from '../../session/rich-text.js';
import { icon } from '../shared/icons.js';
import type { Locale } from '../shared/locale.js';
import { measures } from '../shared/measures.js';
import type { MessagePartStrings } from '../shared/message-part-strings.js';
import { nickText } from '../shared/nick-text.js';
import { isFetchable } from '../shared/remote-image.js';
import { pictureOf } from './rich-picture.js';

/** The end of a name that is always to be seen. */
const MAX_EXTENSION = 20;

const fileIcon = icon('M6 3h8l4.5 4.5V20a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1M13.5 3.5V8h4.5');
/** By language. */
const written = new Map<string, ReturnType<typeof measures>>();
/** By file: whether it was asked for is kept with it. */
const pictures = new WeakMap<SharedFile, RichImage>();

export const renderFiles = (
  files: readonly SharedFile[],
  locale: Locale,
  strings: MessagePartStrings,
): TemplateResult =>
  html`<div class="files">
    ${files.map((file) => [renderPicture(file, locale, strings), renderCard(file, locale)])}
  </div>`;

function sizeIn(tag: string, size: number): string {
  const known = written.get(tag) ?? measures(tag);
  written.set(tag, known);
  return known.size(size);
}

function renderCard({ url, name, size, description }: SharedFile, { tag }: Locale): TemplateResult {
  const [stem, extension] = splitName(nickText(name));
  return html`<a
      class="file"
      part="file"
      href=${url}
      target="_blank"
      rel="noopener noreferrer nofollow ugc"
      referrerpolicy="no-referrer"
      tabindex="-1"
      ><span class="file-icon">${fileIcon}</span
      ><span class="file-text"
        ><bdi class="file-name" lang="" title=${nickText(name)}
          ><span class="file-stem">${stem}</span><span>${extension}</span></bdi
        >
        <span class="file-facts"
          >${size === undefined ? nothing : html`<span lang=${tag}>${sizeIn(tag, size)}</span>`}<span
            ><bdi dir="ltr">${new URL(url).host}</bdi></span
          ></span
        ></span
      ></a
    >${description ? html`<div class="file-words" dir="auto" lang="">${description}</div>` : nothing}`;
}

function renderPicture(file: SharedFile, locale: Locale, strings: MessagePartStrings): unknown {
  if (!file.picture || !isFetchable(file.url, true)) return nothing;
  const image = pictures.get(file) ?? pictureIn(file);
  pictures.set(file, image);
  return guard([image, locale], () => pictureOf(image, file.url, strings, locale.tag));
}

const pictureIn = ({ url, name, description, width, height }: SharedFile): RichImage => ({
  src: url,
  alt: description ?? nickText(name),
  width,
  height,
});

/** The second piece is the extension, with its dot. */
function splitName(name: string): readonly [stem: string, extension: string] {
  const dot = name.lastIndexOf('.');
  return dot > 0 && name.length - dot <= MAX_EXTENSION ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
}
