/** Why a transfer failed, in words. */
import type { TransferError } from '../../session/files/transfer.js';
import type { FileLocale } from './words.js';

/** Others' own words are cut off there. */
const MAX_QUOTED = 300;

export function failureText({ reason, details }: TransferError, { strings, time }: FileLocale): string {
  const { limit, retryAt } = details;
  if (reason === 'too-large' && limit !== undefined) return strings.tooLarge(limit);
  if (reason === 'quota' && retryAt) return strings.quotaUntil(time(retryAt));
  return strings.failed[reason];
}

/** What the other side says about it itself. */
export const quotedText = ({ details: { text } }: TransferError): string | undefined =>
  text && (text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}…` : text);
