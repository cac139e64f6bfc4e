/** DOMPurify's only door. Pasted HTML is parsed by nobody else: its elements come out, but none that could do anything. */
import DOMPurify from 'dompurify';

const TAGS =
  'a b blockquote br cite code dd del dfn div dl dt em h1 h2 h3 h4 h5 h6 i ins kbd li ol p pre s samp span strike strong table tbody td th thead tr tt u ul'.split(
    ' ',
  );

/** What somebody pasted, as nodes of a document of their own, which loads nothing. */
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
