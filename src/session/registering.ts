/**
 * Registering with the own server or another service, changing the password, and going for good (XEP-0077). Whoever has
 * no account yet asks over a connection of its own, which is closed after each answer: people take longer to fill in a
 * form than servers wait for a stranger's login, and after success nothing but a login may follow (REG-8).
 */
import { request } from './bind.js';
import { checkConfig } from './config.js';
import { Connection, RedirectError } from './connection.js';
import type { DataForm, FormAnswers } from './data-form.js';
import { ConfigError, ProtocolError, StanzaError, StreamError } from './errors.js';
import { bareJid, parseJid } from './jid.js';
import {
  buildPasswordChange,
  buildQuestion,
  buildRemoval,
  offersRegistration,
  readRegistration,
} from './protocol/register.js';
import {
  readRefusal,
  RegistrationError,
  RegistrationOffer,
  type Ask,
  type Done,
  type NewAccount,
} from './registration-offer.js';
import type { Session } from './session.js';
import { checkRedirect } from './url.js';
import type { Element } from './xml.js';

const CONNECT_MS = 15_000;
const MAX_REDIRECTS = 5;

/** @throws {StanzaError} `service-unavailable`: nobody can register there. */
export async function requestOffer(session: Session, service?: string): Promise<RegistrationOffer> {
  const stranger = service === undefined && (session.state !== 'online' || session.guest);
  const ask = stranger ? askAsStranger(session) : askOnWire(session, service);
  const query = await ask('get', buildQuestion());
  if (!query) throw new ProtocolError('an empty answer about registration');
  return new RegistrationOffer(ask, readRegistration(query), stranger ? newAccount : () => undefined);
}

export async function changePassword(session: Session, password: string): Promise<void> {
  const username = parseJid(session.jid)?.local;
  if (username === undefined || session.guest) throw new ConfigError('credentials', 'no account');
  const payload = buildPasswordChange(username, password);
  await send(askOnWire(session), payload, (answers) => {
    session.renew({ username, password: answers.get('password')?.[0] || password });
    return undefined;
  });
}

export async function remove(session: Session, address: string): Promise<void> {
  const account = bareJid(session.jid);
  const own = account !== undefined && !session.guest && bareJid(address) === account;
  const end = async () => {
    session.renew({ username: account ?? '' }); // nothing to be made worthless
    await session.logOut();
    return undefined;
  };
  await send(
    own ? askToEnd(session) : askOnWire(session, address),
    buildRemoval(),
    own ? end : () => undefined,
  );
}

/** A refusal with a form goes on as an offer. */
async function send(ask: Ask, payload: Element, done: Done): Promise<void> {
  try {
    await ask('set', payload);
  } catch (error) {
    const form = error instanceof RegistrationError ? error.form : undefined;
    if (error instanceof RegistrationError && form)
      error.offer = new RegistrationOffer(ask, { registered: true, plain: false, form }, done);
    throw error;
  }
  await done(new Map());
}

const askOnWire =
  ({ wire }: Session, service?: string): Ask =>
  (type, payload) =>
    wire[type](service, payload, { readError: readRefusal });

/** REG-10: a server may tell of the account's end by that of the stream. */
const askToEnd =
  (session: Session): Ask =>
  (type, payload) =>
    askOnWire(session)(type, payload).catch((error: unknown) => {
      const { error: end } = session;
      if (!(end instanceof StreamError) || end.condition !== 'not-authorized') throw error;
      return undefined;
    });

/** REG-1: before any login, and only where the server offers it. */
const askAsStranger =
  ({ config }: Session): Ask =>
  async (type, payload) => {
    const { connection, features } = await connect(checkConfig(config));
    try {
      if (!offersRegistration(features)) throw new StanzaError('service-unavailable', 'cancel');
      return await request(connection, payload, type, readRefusal);
    } finally {
      void connection.close();
    }
  };

async function connect({ domain, service, lang, WebSocket }: ReturnType<typeof checkConfig>) {
  let url = service ?? (await (await import('./protocol/alt-connections.js')).findService(domain));
  for (let hops = 0; ; hops++) {
    const connection = new Connection({ url, domain, lang, WebSocket, timeoutMs: CONNECT_MS });
    try {
      return { connection, features: await connection.open() };
    } catch (error) {
      void connection.close();
      if (!(error instanceof RedirectError) || hops === MAX_REDIRECTS) throw error;
      url = checkRedirect(error.address, url);
    }
  }
}

function newAccount(answers: FormAnswers, form?: DataForm): NewAccount | undefined {
  const value = (name: string) =>
    (answers.get(name) ?? form?.fields.find((field) => field.name === name)?.values)?.[0];
  const [username, password] = [value('username'), value('password')];
  return username && password ? { username, password } : undefined;
}
