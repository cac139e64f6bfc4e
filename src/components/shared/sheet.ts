/** Style sheets to adopt: allowed by any page policy, parsed once for all elements. */

/** @returns A sheet of the literal's text. Lit's own `css` would bring its element class along. */
export function css(text: TemplateStringsArray): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text.join(''));
  return sheet;
}

const worn = new WeakMap<ShadowRoot, readonly CSSStyleSheet[]>();

/** Gives `root` these sheets besides those it has, once each; in a document other than the script's, copies of them. */
export function adopt(root: ShadowRoot, ...sheets: readonly CSSStyleSheet[]): void {
  const all = [...new Set([...(worn.get(root) ?? []), ...sheets])];
  worn.set(root, all);
  const { defaultView } = root.ownerDocument;
  root.adoptedStyleSheets =
    defaultView && defaultView !== window ? all.map((sheet) => copy(sheet, defaultView)) : all;
}

/** A sheet serves the document that it was made for, and no other. */
function copy({ cssRules }: CSSStyleSheet, { CSSStyleSheet }: typeof globalThis): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(Array.from(cssRules, ({ cssText }) => cssText).join(''));
  return sheet;
}
