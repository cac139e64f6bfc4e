/** The content of a message body: text with links, as nodes that Lit makes, never as markup. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { linkify, type Link } from './linkify.js';
import type { Locale } from './locale.js';

/** security.md §8; and no message is taller than that either, until asked for. */
const MAX_LENGTH = 20_000;
const MAX_LINES = 100;

/**
 * `text` with its addresses clickable; the end of a very long one behind a button unless `expanded`.
 * @param tab - `tabindex` of the addresses: a list is one stop.
 */
export function renderText(text: string, { strings, tag }: Locale, expanded: boolean, tab = -1): unknown {
  const shown = expanded ? text : cut(text);
  const pieces = linkify(shown).map((piece) =>
    typeof piece === 'string' ? piece : renderLink(piece, strings.linkHost, tab),
  );
  return shown.length < text.length ? [pieces, '… ', renderMore(strings.showMore, tag)] : pieces;
}

const renderMore = (words: string, lang: string) =>
  html`<button part="kit" lang=${lang} type="button" class="small" data-action="expand" tabindex="-1">
    ${words}
  </button>`;

function renderLink(
  { href, text, host }: Link,
  hostText: (host: string) => string,
  tab: number,
): TemplateResult {
  const real = host === undefined ? nothing : html` <span part="kit">${hostText(host)}</span>`;
  return html`<a
      href=${href}
      target="_blank"
      rel="noopener noreferrer nofollow ugc"
      referrerpolicy="no-referrer"
      tabindex=${tab}
      dir="ltr"
      >${text}</a
    >${real}`;
}

function cut(text: string): string {
  let end = text.length > MAX_LENGTH ? MAX_LENGTH : text.length;
  if (end < text.length && /[\ud800-\udbff]/.test(text.charAt(end - 1))) end -= 1; // no half characters
  let line = -1;
  for (let lines = 0; lines < MAX_LINES; lines += 1) {
    line = text.indexOf('\n', line + 1);
    if (line < 0) return text.slice(0, end);
  }
  return text.slice(0, Math.min(end, line));
}
