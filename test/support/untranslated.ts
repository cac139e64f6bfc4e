/** Finds what an element says that does not come from the catalogue, while it is shown in the pseudo-locale. */

/** What people wrote, names, dates, and signs that stand for names. */
const CONTENT =
  'bdi, [lang=""], .suggestions .label, .suggestions .code, .emoji-name, .hat, time, .day, .avatar, .subject, .name, header [role="heading"], [part~="message-body"], .notice, .rich-field, style';
/** Emoji are called as Unicode calls them. */
const CONTENT_TITLES =
  '[role="gridcell"], .hat, time, .subject, .file-name, [part~="occupant"], [part~="transfer-name"], [part~="room-name"], [part~="room-note"], section[aria-label]';
const SAID = [
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
  'title',
  'placeholder',
  'alt',
];

/** Brackets of the pseudo-locale, with all between them; a phrase may hold another. */
const TRANSLATED = /⟦[^⟦⟧]*⟧/g;

function isForeign(text: string): boolean {
  const rest = text.replace(TRANSLATED, '');
  return rest === text ? /\p{L}/u.test(rest) : isForeign(rest);
}

/**
 * One line for each text and attribute of `host`'s shadow tree, seen or heard.
 * @param names - Of rooms and people, which stand for themselves anywhere.
 */
export function untranslated(host: Element, names: readonly string[] = []): string[] {
  const found: string[] = [];
  for (const element of host.shadowRoot?.querySelectorAll('*') ?? []) {
    if (element.closest('[hidden]')) continue;
    const kits = element.closest('[part~="kit"]') !== null;
    if (kits || !element.closest(CONTENT)) found.push(...textsOf(element).filter(isForeign));
    if (element.matches(CONTENT_TITLES)) continue;
    for (const name of SAID) {
      const value = element.getAttribute(name);
      if (value && isForeign(value)) found.push(`${element.localName}[${name}]: ${value}`);
    }
  }
  return found.filter((text) => !names.includes(text));
}

const textsOf = (element: Element) =>
  [...element.childNodes].filter((node) => node instanceof Text).map(({ data }) => data.trim());
