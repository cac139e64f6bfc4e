/** What those are told who may not write: loaded for them. */

export const lockEnglish = {
  readOnly: 'Only people with voice can write here.',
};

export type LockStrings = typeof lockEnglish;
