/** What is asked before somebody is blocked, wherever that is done, and what went wrong in a sentence. */
import type { Blocking } from '../../session/blocking.js';
import { ConnectionError, StanzaError, TimeoutError } from '../../session/errors.js';
import type { BlockStrings } from '../shared/block-strings.js';
import { nickText } from '../shared/nick-text.js';
import type { DialogForm } from './dialog.js';

/** Whom it is about. */
export interface Blockee {
  readonly jid: string;
  readonly name: string;
}

export function blockForm(
  blocking: Pick<Blocking, 'block'>,
  { jid, name }: Blockee,
  strings: BlockStrings,
): DialogForm {
  const shown = nickText(name);
  return {
    title: strings.blockTitle(shown),
    text: strings.blockText,
    fields: [],
    submit: strings.blockContact,
    danger: true,
    check: () => undefined,
    send: async () => {
      await blocking.block(jid);
      return strings.isBlocked(shown);
    },
    explain: (error) => ({
      text: isUnavailable(error) ? strings.noBlocking : failureOf(error, strings), // BLK-1
    }),
  };
}

const isUnavailable = (error: unknown) =>
  error instanceof StanzaError && error.condition === 'feature-not-implemented';

const REFUSALS = ['forbidden', 'not-acceptable', 'not-allowed', 'not-authorized'];

/** IM-12, in a sentence. */
export function failureOf(error: unknown, strings: BlockStrings): string {
  if (error instanceof TimeoutError) return strings.serverSilent;
  if (error instanceof ConnectionError) return strings.notConnected;
  if (!(error instanceof StanzaError)) return strings.didNotWork;
  const said = error.text ? ` ${strings.theySay(nickText(error.text))}` : '';
  return (REFUSALS.includes(error.condition) ? strings.notAllowed : strings.didNotWork) + said;
}
