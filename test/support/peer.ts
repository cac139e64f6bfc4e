/**
 * Somebody with another client: slixmpp in a process of its own, driven by lines of JSON (peer.py).
 *
 *     const bob = await startPeer(server, await newAccount(server, 'bob'));
 *     await bob.join(room, 'bob');
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { cleanUpAfterTest } from './clean-up.js';
import type { Account, XmppServer } from './people.js';
import { onFailureTell, until } from './until.js';

const SCRIPT = fileURLToPath(new URL('./peer.py', import.meta.url));
/** Debian's: others lack python3-slixmpp. */
const PYTHON = '/usr/bin/python3';
const STDERR_CHARS = 20_000;
const SHOWN_EVENTS = 20;
const STOP_MS = 3000;

export type PeerEvent =
  | { readonly ev: 'ready'; readonly jid: string }
  | { readonly ev: 'joined'; readonly room: string; readonly nick: string }
  | {
      readonly ev: 'message';
      readonly from: string;
      readonly type: string;
      readonly body: string;
      readonly messageId: string;
      readonly xml: string;
    }
  | {
      readonly ev: 'presence';
      readonly from: string;
      readonly type: string | null;
      readonly show: string;
      readonly xml: string;
    }
  | {
      readonly ev: 'formatted';
      readonly from: string;
      readonly body: string;
      /** What is in the body that slixmpp takes for the one. */
      readonly html: string;
      /** What XEP-0071 has against it: xhtml_im.py. */
      readonly problems: readonly string[];
    }
  | {
      readonly ev: 'invited';
      readonly direct: boolean;
      readonly room: string;
      readonly by: string;
      readonly reason: string;
      readonly xml: string;
    }
  | { readonly ev: 'declined'; readonly room: string; readonly by: string; readonly reason: string }
  | { readonly ev: 'verstring'; readonly jid: string; readonly ver: string }
  | {
      readonly ev: 'fileOffered';
      readonly sid: string;
      readonly from: string;
      readonly name: string;
      readonly size: number;
      readonly xml: string;
    }
  | { readonly ev: 'fileAccepted'; readonly sid: string; readonly sha256: string }
  | { readonly ev: 'fileSent'; readonly sid: string }
  | {
      readonly ev: 'fileReceived';
      readonly sid: string;
      readonly bytes: number;
      readonly sha256: string;
      readonly blockSize: number;
    }
  | { readonly ev: 'stream'; readonly bytes: number; readonly sha256: string }
  | { readonly ev: 'done'; readonly id: number | null }
  | {
      readonly ev: 'failed';
      readonly id: number | null;
      readonly cmd: string;
      readonly condition: string;
      readonly text?: string;
    }
  | { readonly ev: 'error'; readonly what: string }
  | { readonly ev: 'disconnected'; readonly reason: string };

type EventOf<Name extends PeerEvent['ev']> = Extract<PeerEvent, { readonly ev: Name }>;

/** A message in one language, plain and as XHTML. */
export interface PeerVersion {
  readonly lang?: string;
  readonly body: string;
  readonly html: string;
}

export class Peer {
  /** Full JID. */
  jid = '';
  /** All there were, oldest first. */
  readonly events: PeerEvent[] = [];
  #commands = 0;

  constructor(private readonly write: (line: string) => void) {}

  /** The first event of that name that fits, past or to come. @throws {Error} None in time. */
  event<Name extends PeerEvent['ev']>(
    name: Name,
    fits: (event: EventOf<Name>) => boolean = () => true,
    ms?: number,
  ): Promise<EventOf<Name>> {
    const isIt = (event: PeerEvent): event is EventOf<Name> =>
      event.ev === name && fits(event as EventOf<Name>);
    return until(() => this.events.find(isIt), `${name} at ${this.jid || 'the peer'}, ${fits}`, ms);
  }

  join(room: string, nick: string, password?: string): Promise<void> {
    return this.#order('join', { room, nick, password });
  }

  leave(room: string, nick: string): Promise<void> {
    return this.#order('leave', { room, nick });
  }

  /** To all in the room. */
  say(room: string, body: string): Promise<void> {
    return this.#order('say', { room, body });
  }

  /** By the room (XEP-0045 §7.8.2). */
  invite(room: string, jid: string, reason = ''): Promise<void> {
    return this.#order('invite', { room, jid, reason });
  }

  /** Past it (XEP-0249). */
  inviteDirectly(
    room: string,
    jid: string,
    options: { readonly reason?: string; readonly password?: string } = {},
  ): Promise<void> {
    return this.#order('invite_directly', { room, jid, ...options });
  }

  /** An invitation by the room. @param jid Who sent it. */
  decline(room: string, jid: string, reason = ''): Promise<void> {
    return this.#order('decline', { room, jid, reason });
  }

  subject(room: string, subject: string): Promise<void> {
    return this.#order('subject', { room, subject });
  }

  message(to: string, body: string, type = 'chat'): Promise<void> {
    return this.#order('message', { to, body, type });
  }

  /** @param versions Of one message, each in a language of its own. */
  formatted(
    to: string,
    versions: readonly PeerVersion[],
    type: 'chat' | 'groupchat' = 'chat',
  ): Promise<void> {
    return this.#order('formatted', { to, versions, type });
  }

  presence(
    options: {
      readonly to?: string;
      readonly type?: string;
      readonly show?: string;
      readonly status?: string;
    } = {},
  ) {
    return this.#order('presence', options);
  }

  /** From here on its presences tell what it can do (XEP-0115). */
  announce(): Promise<void> {
    return this.#order('announce', {});
  }

  /** Settles when the answer has come. @throws {Error} It is an error. */
  ping(to: string): Promise<void> {
    return this.#order('ping', { to });
  }

  /** What the hash of an entity's capabilities (XEP-0115) has to be, by its answer to disco#info. */
  async verstring(to: string): Promise<string> {
    await this.#order('verstring', { to });
    return (await this.event('verstring', ({ jid }) => jid === to)).ver;
  }

  /** Takes a file that was offered: `fileReceived` tells what came. @param method Unset: its own choice, in-band. */
  acceptFile(sid: string, method?: string): Promise<void> {
    return this.#order('acceptFile', { sid, method });
  }

  declineFile(sid: string): Promise<void> {
    return this.#order('declineFile', { sid });
  }

  /** Closes an in-band stream before its time. */
  closeFile(sid: string): Promise<void> {
    return this.#order('closeFile', { sid });
  }

  /** From here on it says that it receives no files, and is asked for none. */
  withoutFiles(): Promise<void> {
    return this.#order('withoutFiles', {});
  }

  /** Offers a file, no more. @param methods Of streams. @throws {Error} It was declined. */
  offerFile(
    to: string,
    file: { readonly sid: string; readonly size: number; readonly methods: readonly string[] },
  ): Promise<void> {
    return this.#order('offerFile', { to, name: 'notes.txt', ...file });
  }

  /**
   * Offers a file of that many bytes, the same for the same seed, and sends it once it is taken.
   * @param options `messages`: its blocks go in messages, not requests (IBB-18).
   * @returns What tells it from others. @throws {Error} It was declined, or broke off.
   */
  sendFile(
    to: string,
    {
      name = 'notes.txt',
      ...file
    }: {
      readonly name?: string;
      readonly size: number;
      readonly seed: number;
      readonly block_size?: number;
      readonly messages?: boolean;
    },
    ms?: number,
  ): Promise<void> {
    return this.#order('sendFile', { to, name, ...file }, ms);
  }

  /** Opens a SOCKS5 bytestream (XEP-0065) to a full JID; one at a time. */
  openStream(to: string, sid: string): Promise<void> {
    return this.#order('stream_open', { to, sid });
  }

  /** Sends so many random bytes. @returns Their SHA-256, once they have left. */
  async sendStream(size: number): Promise<string> {
    await this.#order('stream_send', { size });
    return (await this.event('stream')).sha256;
  }

  closeStream(): Promise<void> {
    return this.#order('stream_close', {});
  }

  /** Takes the bytestream of that full JID, and closes it when it has so many bytes: the event `stream` tells them. */
  expectStream(by: string, sid: string, size: number): Promise<void> {
    return this.#order('stream_expect', { by, sid, size });
  }

  disconnect(): Promise<void> {
    return this.#order('disconnect', {});
  }

  /** A stanza as it stands. */
  raw(xml: string): Promise<void> {
    return this.#order('raw', { xml });
  }

  /** @throws {Error} The peer could not; the message says why. */
  async #order(cmd: string, fields: object, ms?: number): Promise<void> {
    const id = ++this.#commands;
    this.write(JSON.stringify({ cmd, id, ...fields }));
    const answer = await until(
      () => this.events.find((event) => (event.ev === 'done' || event.ev === 'failed') && event.id === id),
      `${cmd} by ${this.jid}`,
      ms,
    );
    if (answer.ev === 'failed')
      throw new Error(`${this.jid} could not ${cmd}: ${answer.condition} ${answer.text ?? ''}`);
  }
}

/** Online when it settles; goes when the test is over. */
export async function startPeer(server: XmppServer, { username, password }: Account): Promise<Peer> {
  const jid = `${username}@${server.domain}`;
  const args = [SCRIPT, '--jid', jid, '--password', password, '--port', String(server.ports.c2s)];
  const child = spawn(PYTHON, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, LANG: 'C.UTF-8', PYTHONUNBUFFERED: '1', PYTHONDONTWRITEBYTECODE: '1' },
  });
  const peer = new Peer((line) => child.stdin.write(`${line}\n`));
  let complaints = '';
  child.stderr.on('data', (text) => (complaints = (complaints + text).slice(-STDERR_CHARS)));
  createInterface({ input: child.stdout }).on('line', (line) =>
    peer.events.push(JSON.parse(line) as PeerEvent),
  );
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));

  const forget = onFailureTell(() => {
    const last = peer.events.slice(-SHOWN_EVENTS).map((event) => `  ${JSON.stringify(event).slice(0, 300)}`);
    return [`${jid} (slixmpp) told:`, ...last, complaints].join('\n');
  });
  cleanUpAfterTest(async () => {
    forget();
    child.stdin.end();
    const impatient = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await exited;
    clearTimeout(impatient);
  });
  peer.jid = (await peer.event('ready')).jid;
  return peer;
}
