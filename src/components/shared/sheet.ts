/** Style sheets to adopt: allowed by any page policy, parsed once for all elements. */

/** @returns A sheet of the literal's text. Lit's own `css` would bring its element class along. */
export function css(text: TemplateStringsArray): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text.join(''));
  return sheet;
}
