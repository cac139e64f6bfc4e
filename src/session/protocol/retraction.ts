/**
 * Messages taken back by their author (XEP-0424) or by a moderator (XEP-0425), in the words of today and in those that
 * Prosody 0.12 and others of its time use (on XEP-0422), and what archives hold in their place. Who may take back what is
 * retractions.ts.
 */
import { child, children, textOf, xml, type Element } from '../xml.js';
import { buildFallback } from './fallback.js';

const NS_RETRACT = 'urn:xmpp:message-retract:';
/** What clients show that know nothing of it (XEP-0424 §3). */
const FALLBACK = 'This person took back an earlier message, but your client cannot show that.';
/** Followed by its version. */
export const NS_MODERATE = 'urn:xmpp:message-moderate:';
const NS_FASTEN = 'urn:xmpp:fasten:0';
const MAX_REASON = 2000;

/** How a message came to be removed. */
export interface Removing {
  /** By the room, for a moderator. */
  readonly moderated: boolean;
  /** The moderator's address, where it is told. */
  readonly by?: string;
  readonly reason?: string;
}

export interface Retraction extends Removing {
  /** The room's id of the message, or its author's. */
  readonly id: string;
}

/** @param id In rooms the stanza-id, else the message's own. */
export const buildRetraction = (id: string): readonly Element[] => [
  xml('body', {}, FALLBACK),
  xml('retract', { xmlns: `${NS_RETRACT}1`, id }),
  buildFallback(`${NS_RETRACT}1`),
  xml('store', { xmlns: 'urn:xmpp:hints' }),
];

/**
 * The payload of an iq set to the room that removes somebody's message (RET-2).
 * @param version Of 0425, that the room announces. @param id The room's stanza-id.
 */
export function buildModeration(version: '0' | '1', id: string, reason?: string): Element {
  const deed = [
    xml('retract', { xmlns: NS_RETRACT + version }),
    ...(reason ? [xml('reason', {}, reason)] : []),
  ];
  const xmlns = NS_MODERATE + version;
  if (version === '1') return xml('moderate', { xmlns, id }, ...deed);
  return xml('apply-to', { xmlns: NS_FASTEN, id }, xml('moderate', { xmlns }, ...deed));
}

/** @returns undefined for all other messages. */
export function readRetraction(message: Element): Retraction | undefined {
  const applied = child(message, 'apply-to', NS_FASTEN);
  const old = applied && child(applied, 'moderated', `${NS_MODERATE}0`);
  const retract =
    child(message, 'retract', `${NS_RETRACT}1`) ??
    (applied && child(old ?? applied, 'retract', `${NS_RETRACT}0`));
  const id = (retract?.attrs.id ?? applied?.attrs.id) || undefined;
  if (!retract || id === undefined || message.attrs.type === 'error') return undefined;
  return { id, ...readRemoving(retract, old) };
}

/** @returns undefined for what is no tombstone: one has no body. */
export function readTombstone(message: Element): Removing | undefined {
  const old = child(message, 'moderated', `${NS_MODERATE}0`);
  const retracted =
    child(message, 'retracted', `${NS_RETRACT}1`) ?? child(old ?? message, 'retracted', `${NS_RETRACT}0`);
  return retracted && !child(message, 'body', 'jabber:client') ? readRemoving(retracted, old) : undefined;
}

/** @param old - What 0425 once had around `retract` instead of inside it. */
function readRemoving(retract: Element, old: Element | undefined): Removing {
  const moderated = child(retract, 'moderated', `${NS_MODERATE}1`) ?? old;
  const [reason] = [retract, ...(moderated ? [moderated] : [])].flatMap((each) => children(each, 'reason'));
  return {
    moderated: moderated !== undefined,
    by: moderated?.attrs.by || undefined,
    reason: textOf(reason)?.slice(0, MAX_REASON) || undefined,
  };
}
