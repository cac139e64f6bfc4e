/** Why there is no connection, in words. */
import type { Session } from '../../session/index.js';
import { partStrings } from '../shared/catalogue.js';
import { entryEnglish } from '../shared/entry-strings.js';
import type { Strings } from '../shared/strings.js';
import type { Strip } from './connection-strip.js';

/** Why the session gave up, or has not come up so far. @param toSignIn - What to say where credentials are missing. */
export function sessionFailure({ error }: Session, strings: Strings, toSignIn?: string): Required<Strip> {
  const condition = error && 'condition' in error ? error.condition : undefined;
  const { notConfigured, serverAway, signInNeeded, signInFailed, elsewhere, useHere, retry } = partStrings(
    entryEnglish,
    strings,
  );
  if (error?.name === 'StreamError' && condition === 'conflict') return { text: elsewhere, button: useHere };
  if (error?.name === 'ConfigError') return { text: notConfigured, button: retry };
  if (error?.name !== 'AuthenticationError') return { text: serverAway, button: retry };
  return {
    text: condition === 'credentials-required' ? (toSignIn ?? signInNeeded) : signInFailed,
    button: retry,
  };
}
