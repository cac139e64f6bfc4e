/** Unsent formatted text, beside the plain text that is kept of it (shared/storage.ts). */
import type { RichNode } from '../../session/rich-text.js';
import { tabStorage } from '../../session/storage.js';
import { read, write } from '../shared/storage.js';

interface RichDraft {
  /** The plain text that goes with it: another one, and it is out of date. */
  readonly text: string;
  readonly content: readonly RichNode[];
}

const keyOf = (jid: string) => `rich-draft:${jid}`;

/** @param jid - Of the conversation; undefined: what is written is no draft. */
export function readRichDraft(jid: string | undefined, text: string): readonly RichNode[] | undefined {
  if (jid === undefined) return undefined;
  const draft = read(tabStorage, keyOf(jid)) as RichDraft | undefined;
  return draft?.text === text ? draft.content : undefined;
}

export function writeRichDraft(jid: string | undefined, draft: RichDraft | undefined): void {
  if (jid !== undefined) write(tabStorage, keyOf(jid), draft);
}
