/**
 * RFC 6120 §8.3 stanza errors and §4.9 stream errors, with the numeric codes of XEP-0086.
 * The classes are in errors.ts; who may be answered at all is for the caller to know (CORE-26, CORE-42).
 */
import { StanzaError, StreamError, type StanzaErrorType } from '../errors.js';
import { bestLanguage } from '../language.js';
import { child, children, namespaceOf, textOf, xml, type Element } from '../xml.js';

const NS_STANZAS = 'urn:ietf:params:xml:ns:xmpp-stanzas';
const NS_STREAMS = 'urn:ietf:params:xml:ns:xmpp-streams';

/** The type is RFC 6120's, the code that of XEP-0086 §3, which knows no `policy-violation`. */
const STANZA_CONDITIONS = {
  'bad-request': ['modify', 400],
  conflict: ['cancel', 409],
  'feature-not-implemented': ['cancel', 501],
  forbidden: ['auth', 403],
  gone: ['cancel', 302],
  'internal-server-error': ['cancel', 500],
  'item-not-found': ['cancel', 404],
  'jid-malformed': ['modify', 400],
  'not-acceptable': ['modify', 406],
  'not-allowed': ['cancel', 405],
  'not-authorized': ['auth', 401],
  'payment-required': ['auth', 402],
  'policy-violation': ['modify', undefined],
  'recipient-unavailable': ['wait', 404],
  redirect: ['modify', 302],
  'registration-required': ['auth', 407],
  'remote-server-not-found': ['cancel', 404],
  'remote-server-timeout': ['wait', 504],
  'resource-constraint': ['wait', 500],
  'service-unavailable': ['cancel', 503],
  'subscription-required': ['auth', 407],
  'undefined-condition': ['cancel', 500],
  'unexpected-request': ['wait', 400],
} as const satisfies Record<string, readonly [StanzaErrorType, number | undefined]>;

type StanzaCondition = keyof typeof STANZA_CONDITIONS;

/** XEP-0086 §3, for errors that say nothing else: codes of several conditions or of none above; else it is the first. */
const CONDITION_OF_CODE = new Map<number | undefined, StanzaCondition>([
  [302, 'redirect'],
  [408, 'remote-server-timeout'],
  [502, 'service-unavailable'],
  [510, 'service-unavailable'],
]);

function conditionOf(code: number | undefined): StanzaCondition {
  const names = Object.keys(STANZA_CONDITIONS) as StanzaCondition[];
  const first = names.find((name) => STANZA_CONDITIONS[name][1] === code);
  return CONDITION_OF_CODE.get(code) ?? (code === undefined ? undefined : first) ?? 'undefined-condition';
}

/**
 * Reads the error of a stanza of type `error`. Never fails: what is missing or unknown is `undefined-condition`.
 * @param lang Preferred language of the text.
 */
export function readStanzaError(stanza: Element, lang?: string): StanzaError {
  const error = child(stanza, 'error', namespaceOf(stanza));
  if (!error) return new StanzaError('undefined-condition', 'cancel');
  const code = readCode(error);
  const [element] = conditions(error, NS_STANZAS);
  const condition = element ? known(element.name) : conditionOf(code);
  // A legacy error has its text bare (XEP-0086 §2).
  const text = readText(error, NS_STANZAS, lang) ?? (element ? undefined : textOf(error));
  const address = condition === 'gone' || condition === 'redirect' ? textOf(element) : undefined;
  const type = readType(error) ?? (!element && code === 502 ? 'wait' : STANZA_CONDITIONS[condition][0]);
  return new StanzaError(condition, type, text?.trim() || undefined, code, address?.trim() || undefined);
}

export interface ErrorDetails {
  /** Where the condition's usual one does not serve. */
  readonly type?: StanzaErrorType;
  /** In English, for the other side's log rather than its people. */
  readonly text?: string;
  /** A condition of the application's own. */
  readonly app?: Element;
}

/** `<error/>` with the legacy code (ERR-1); a condition that RFC 6120 does not define goes out as undefined. */
export function buildStanzaError(condition: string, { type, text, app }: ErrorDetails = {}): Element {
  const name = known(condition);
  const [usual, code] = STANZA_CONDITIONS[name];
  return xml(
    'error',
    { type: type ?? usual, code },
    xml(name, { xmlns: NS_STANZAS }),
    text && xml('text', { xmlns: NS_STANZAS, 'xml:lang': 'en' }, text),
    app,
  );
}

/**
 * The error that answers `stanza`, without its payload (CORE-28).
 * Not for iq results, nor for what is an error itself (CORE-26).
 */
export function errorReply(stanza: Element, condition: string, details?: ErrorDetails): Element {
  const { from, to, id } = stanza.attrs;
  const attrs = { xmlns: 'jabber:client', type: 'error', id, to: from, from: to };
  return xml(stanza.name, attrs, buildStanzaError(condition, details));
}

/** RFC 6120 §4.9.3. */
const STREAM_CONDITIONS = new Set(
  (
    'bad-format bad-namespace-prefix conflict connection-timeout host-gone host-unknown improper-addressing ' +
    'internal-server-error invalid-from invalid-namespace invalid-xml not-authorized not-well-formed ' +
    'policy-violation remote-connection-failed reset resource-constraint restricted-xml see-other-host ' +
    'system-shutdown undefined-condition unsupported-encoding unsupported-feature unsupported-stanza-type ' +
    'unsupported-version'
  ).split(' '),
);

/** Reads `<error/>` of the streams namespace; unknown conditions are `undefined-condition` (CORE-17). */
export function readStreamError(error: Element, lang?: string): StreamError {
  const name = conditions(error, NS_STREAMS)[0]?.name ?? '';
  const condition = STREAM_CONDITIONS.has(name) ? name : 'undefined-condition';
  return new StreamError(condition, readText(error, NS_STREAMS, lang));
}

/** By namespace, for texts and the application's own elements may come first. */
function conditions(error: Element, ns: string): Element[] {
  return children(error, undefined, ns).filter((each) => each.name !== 'text');
}

function known(name: string): StanzaCondition {
  return Object.hasOwn(STANZA_CONDITIONS, name) ? (name as StanzaCondition) : 'undefined-condition';
}

function readText(error: Element, ns: string, lang: string | undefined): string | undefined {
  return textOf(bestLanguage(children(error, 'text', ns), lang)) || undefined;
}

function readType({ attrs: { type } }: Element): StanzaErrorType | undefined {
  return (['auth', 'cancel', 'continue', 'modify', 'wait'] as const).find((each) => each === type);
}

function readCode({ attrs: { code } }: Element): number | undefined {
  return code && /^\d{3}$/.test(code) ? Number(code) : undefined;
}
