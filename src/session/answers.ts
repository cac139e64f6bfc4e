/**
 * What those are told who ask about us (XEP-0030, XEP-0092), and asking others for what belongs to them: loaded with the
 * first of either.
 */
import { StanzaError } from './errors.js';
import type { DiscoInfo } from './protocol/disco.js';
import { buildInfo, buildItems } from './protocol/disco-answers.js';
import { buildVersion } from './protocol/version.js';
import { VERSION } from './version.js';
import type { Element } from './xml.js';

export { listItems } from './items.js';

const MUC_ROOMS = 'http://jabber.org/protocol/muc#rooms';

/** @param info What we are under `node`; undefined: nothing. @throws {StanzaError} `item-not-found` */
export function answerInfo(info: DiscoInfo | undefined, node: string | undefined): Element {
  if (!info) throw new StanzaError('item-not-found', 'cancel');
  return buildInfo(info, node);
}

/** MUC-5: which rooms we are in is nobody's business. @throws {StanzaError} `item-not-found` */
export function answerItems(node: string | undefined): Element {
  if (node && node !== MUC_ROOMS) throw new StanzaError('item-not-found', 'cancel');
  return buildItems([], node);
}

export const answerVersion = (): Element => buildVersion('xmpp-elements', VERSION);
