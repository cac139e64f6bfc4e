/** What goes out of the editor: plain text, and the same as XHTML where something is formatted. */
import type { Node } from 'prosemirror-model';
import type { Outgoing } from '../../session/conversation.js';
import { markupOf } from '../../session/markup.js';
import { plainText } from '../../session/plain-text.js';
import type { RichNode } from '../../session/rich-text.js';
import { isFormatted, toRecords } from './to-records.js';

/** A document in all the ways in which it goes on. */
export interface Written {
  readonly text: string;
  /** Where something is formatted. */
  readonly content?: readonly RichNode[];
  readonly outgoing: Outgoing;
}

export function writtenIn(doc: Node): Written {
  if (!isFormatted(doc)) {
    const text = linesOf(doc);
    return { text, outgoing: text };
  }
  const content = toRecords(doc);
  const text = plainText(content);
  let outgoing: Outgoing | undefined;
  return {
    text,
    content,
    get outgoing() {
      return (outgoing ??= { body: text, html: markupOf(content) });
    },
  };
}

const linesOf = (doc: Node) => doc.children.map(({ textContent }) => textContent).join('\n');
