/**
 * DOMPurify's only door (security.md §2, step 4): nodes out, never a string, and in only what somebody pasted. It comes
 * after an allow-list that has let through nothing else already, and finds what that one may one day have overlooked.
 */
import DOMPurify from 'dompurify';

// One of our own, so that nobody else's settings are in force.
const purifier = DOMPurify(window);

purifier.setConfig({
  ALLOWED_TAGS: 'a blockquote br cite em img li ol p span strong ul'.split(' '),
  ALLOWED_ATTR: 'href rel target referrerpolicy alt width height style'.split(' '),
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  ALLOWED_NAMESPACES: ['http://www.w3.org/1999/xhtml'],
  // As strict as RETURN_DOM_FRAGMENT, from 3.4 on against a tree that changes meanwhile as well, and in less than half the
  // time: that one parses an empty document for each call and copies all nodes into it. So no policy is needed here,
  // either, and none can be missing because another copy of DOMPurify has made it.
  IN_PLACE: true,
  TRUSTED_TYPES_POLICY: null,
});

/** What pasted text may be before the editor takes what it knows of it. */
const TAGS =
  'a b blockquote br cite code dd del dfn div dl dt em h1 h2 h3 h4 h5 h6 i ins kbd li ol p pre s samp span strike strong table tbody td th thead tr tt u ul'.split(
    ' ',
  );

/**
 * What somebody pasted, as nodes of a document of their own, which loads nothing.
 * @throws {TypeError} The page lets nothing be parsed.
 */
export function readPasted(html: string): DocumentFragment {
  return DOMPurify.sanitize(html, {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ['href', 'style'],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ALLOWED_NAMESPACES: ['http://www.w3.org/1999/xhtml'],
    RETURN_DOM_FRAGMENT: true,
  });
}

const MAX_USES = 50;
let inert: Document | undefined;
let uses = 0;

/**
 * A document that loads nothing and runs nothing, to make nodes in that are to be purified. Not the page's own: DOMPurify
 * leaves a NodeIterator in it each time, which makes each removal of a node there dearer until it is collected. So it
 * is another one now and then.
 */
export function inertDocument(): Document {
  if (!inert || uses === MAX_USES) {
    inert = document.implementation.createHTMLDocument('');
    uses = 0;
  }
  uses += 1;
  return inert;
}

/**
 * Takes out of `root`, which is in no tree, what must not be in there.
 * @returns Whether it was as it should be.
 * @throws {TypeError} It could not be made safe, and is empty.
 */
export function purify(root: HTMLElement): boolean {
  purifier.sanitize(root);
  return purifier.removed.length === 0;
}
