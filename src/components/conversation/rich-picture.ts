/** Pictures in messages: a box with a button, and the picture once somebody asked for it (XHT-10; security.md §2). */
import type { RichImage } from '../../session/rich-text.js';
import type { MessagePartStrings } from '../shared/message-part-strings.js';
import { MAX_SIDE } from '../shared/remote-image.js';

/** Where none is told; CSS pixels. The box stays as it is, so that nothing moves when the picture comes. */
const WIDTH = 240;
const HEIGHT = 160;
const MAX_HEIGHT = 360;
/** The button's words have room in it. */
const MIN_WIDTH = 160;
const MIN_HEIGHT = 64;

/** Those that were asked for: they are shown again wherever their row is. */
const asked = new WeakSet<RichImage>();

export function pictureOf(
  image: RichImage,
  src: string,
  strings: MessagePartStrings,
  lang: string,
): HTMLElement {
  const box = document.createElement('span');
  box.className = 'picture';
  box.part.add('kit');
  box.lang = lang;
  const { width, height } = sizeOf(image);
  box.style.setProperty('inline-size', `${width}px`);
  box.style.setProperty('aspect-ratio', `${width} / ${height}`);
  if (asked.has(image)) box.append(load(box, image, src, strings));
  else box.append(button(box, image, src, strings));
  return box;
}

/** Within bounds, and as wide for its height as it will be. */
function sizeOf({ width = WIDTH, height = HEIGHT }: RichImage): {
  readonly width: number;
  readonly height: number;
} {
  const scale = Math.min(1, MAX_SIDE / width, MAX_HEIGHT / height);
  return {
    width: Math.max(Math.round(width * scale), MIN_WIDTH),
    height: Math.max(Math.round(height * scale), MIN_HEIGHT),
  };
}

function button(box: HTMLElement, image: RichImage, src: string, strings: MessagePartStrings): HTMLElement {
  const show = document.createElement('button');
  show.type = 'button';
  show.tabIndex = -1;
  const { host } = new URL(src);
  show.append(strings.showImage(image.alt, host));
  const { width, height } = image;
  if (width && height) show.append(' ', smaller(`${width} × ${height}`));
  show.addEventListener('click', () => {
    asked.add(image);
    const picture = load(box, image, src, strings);
    picture.tabIndex = -1;
    show.replaceWith(picture);
    picture.focus({ preventScroll: true }); // nothing is left to press
  });
  return show;
}

function smaller(words: string): HTMLElement {
  const span = document.createElement('span');
  span.className = 'size';
  span.append(words);
  return span;
}

function load(
  box: HTMLElement,
  { alt }: RichImage,
  src: string,
  strings: MessagePartStrings,
): HTMLImageElement {
  const picture = document.createElement('img');
  const { host } = new URL(src);
  let blocked = false;
  picture.alt = alt || strings.image(host);
  picture.crossOrigin = 'anonymous';
  picture.referrerPolicy = 'no-referrer';
  picture.decoding = 'async';
  picture.addEventListener('securitypolicyviolation', () => (blocked = true));
  picture.addEventListener('error', () => {
    const held = picture.matches(':focus');
    const link = failure(src, host, strings);
    const words = document.createElement('span');
    // the page's policy is told of a moment later than the failure
    setTimeout(() => words.append(blocked ? strings.imageBlocked : strings.imageFailed));
    box.replaceChildren(words, link);
    if (held) link.focus({ preventScroll: true });
  });
  picture.src = src;
  return picture;
}

function failure(src: string, host: string, strings: MessagePartStrings): HTMLAnchorElement {
  const link = document.createElement('a');
  link.href = src;
  link.target = '_blank';
  link.rel = 'noopener noreferrer nofollow ugc';
  link.referrerPolicy = 'no-referrer';
  link.tabIndex = -1;
  link.append(strings.openImage(host));
  return link;
}
