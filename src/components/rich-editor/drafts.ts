/** Unsent formatted text, beside the plain text that is kept of it (shared/storage.ts). */
import type { RichNode } from '../../session/rich-text.js';
import { tabStorage } from '../../session/storage.js';
import type { Composer } from '../conversation/composer.js';
import { read, write } from '../shared/storage.js';

export interface RichDraft {
  /** The plain text that goes with it: another one, and it is out of date. */
  readonly text: string;
  readonly content: readonly RichNode[];
}

export interface RichDrafts {
  read(): RichDraft | undefined;
  /** @param draft - undefined: nothing is formatted. */
  write(draft: RichDraft | undefined): void;
}

/** Those of the conversations that `composer` writes to, in this tab. */
export function draftsOf(composer: Composer): RichDrafts {
  const key = () => composer.draftOf && `rich-draft:${composer.draftOf}`;
  return {
    read: () => (key() ? (read(tabStorage, key()) as RichDraft | undefined) : undefined),
    write: (draft) => {
      if (key()) write(tabStorage, key(), draft);
    },
  };
}
