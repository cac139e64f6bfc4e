/**
 * Rich text as plain records: what XHTML-IM (XEP-0071) and message styling (XEP-0393) are read into, and what is written
 * as XHTML-IM. Nothing in them can do harm, whoever it came from: names, addresses and style values are from
 * allow-lists (security.md §2). Reading and writing is protocol/xhtml-im.ts.
 */

/** The elements of XEP-0071 §7.8 that are shown; all others become one of them or their text. */
export type RichName =
  'a' | 'blockquote' | 'br' | 'cite' | 'em' | 'img' | 'li' | 'ol' | 'p' | 'span' | 'strong' | 'ul';

/** The properties of XEP-0071 §7.6.1 that are shown, each value checked and within its bounds. */
export type RichProperty =
  | 'background-color'
  | 'color'
  | 'font-family'
  | 'font-size'
  | 'font-style'
  | 'font-weight'
  | 'margin-left'
  | 'text-align'
  | 'text-decoration';

export type RichStyle = Readonly<Partial<Record<RichProperty, string>>>;

export type RichNode = string | RichElement;

export interface RichElement {
  readonly name: RichName;
  readonly children: readonly RichNode[];
  readonly style?: RichStyle;
  /** Of `a`: absolute; https, http, mailto or xmpp. One without is only its words. */
  readonly href?: string;
  /** Of `a`: where it really leads, if its words could make one think otherwise. */
  readonly host?: string;
  /** Of `img`. */
  readonly image?: RichImage;
}

export interface RichImage {
  /** https, or http. Left out: not to be loaded, the words stand for it. */
  readonly src?: string;
  readonly alt: string;
  /** CSS pixels, clamped. */
  readonly width?: number;
  readonly height?: number;
}

/** A message's rich version. */
export interface RichText {
  readonly content: readonly RichNode[];
  /** The same in plain words: what is announced, quoted, searched and copied. */
  readonly text: string;
  /** The plain body that came with it says something else. */
  readonly differs: boolean;
}
