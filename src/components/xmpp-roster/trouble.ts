/** What is said of a link that is down, above what is still known. */
import { html, type TemplateResult } from 'lit/html.js';
import type { Session } from '../../session/index.js';
import type { RosterStrings } from '../shared/roster-strings.js';

/** What it takes to say it. */
export type TroubleWords = Pick<
  RosterStrings,
  'connect' | 'offlineNow' | 'reconnecting' | 'retry' | 'retryNow'
> & {
  readonly trouble: RosterStrings['trouble'];
};

export function renderTrouble(
  session: Session | undefined,
  shown: boolean,
  strings: TroubleWords,
  connect: () => void,
): TemplateResult {
  const failed = session?.state === 'failed' ? troubleOf(session, strings) : undefined;
  const offline = session?.state === 'offline';
  const text = failed?.text ?? (offline ? strings.offlineNow : strings.reconnecting);
  const button = failed?.button ?? (offline ? strings.connect : strings.retryNow);
  return html`<div part="status" class="strip" ?hidden=${!shown}>
    <span>${text}</span>
    <button type="button" class="small" @click=${connect}>${button}</button>
  </div>`;
}

/** Why the session gave up. */
export function troubleOf(
  { error }: Session,
  { trouble, retry }: Pick<TroubleWords, 'retry' | 'trouble'>,
): { text: string; button: string } {
  const condition = error && 'condition' in error ? error.condition : undefined;
  if (error?.name === 'StreamError' && condition === 'conflict')
    return { text: trouble.elsewhere, button: trouble.useHere };
  if (error?.name === 'ConfigError') return { text: trouble.notConfigured, button: retry };
  if (error?.name !== 'AuthenticationError') return { text: trouble.serverAway, button: retry };
  const needed = condition === 'credentials-required';
  return { text: needed ? trouble.signInNeeded : trouble.signInFailed, button: retry };
}
