/** Files in-band on a real server, while a link breaks. */
import { expect } from 'chai';
import type { SessionConfig } from '../../src/session/index.js';
import { bareJid } from '../../src/session/jid.js';
import { seededRandom, type Direction, type FaultProxy, type Rule } from '../support/fault-proxy.js';
import { bytesOf, failure, pair, sameBytes, underWay } from '../support/files.js';
import { breakableLink, serverUnderTest, until, type XmppServer } from '../support/people.js';

const SIZE = 400_000;
/** Of each direction of a link, as many as there are with that size, nearly. */
const FRAMES = 24;
/** More, for whoever looks for more. */
const SEEDS = Array.from({ length: Number(process.env.SCHEDULES ?? 4) }, (_, i) => i + 1);
/** As talk.ts says. */
const PATIENCE_MS = 40_000;

/** The first block with which that share of the file has gone over the link. */
function block(share: number): (frame: string) => boolean {
  let bytes = 0;
  return (frame) => {
    const [, base64] = /<data [^>]*>([^<]*)</.exec(frame) ?? [];
    if (base64 !== undefined) bytes += Buffer.from(base64, 'base64').length;
    return base64 !== undefined && bytes >= share * SIZE;
  };
}

const CUTS: readonly (readonly [what: string, matching: () => (frame: string) => boolean])[] = [
  ['first block', () => block(0)],
  ['block in the middle', () => block(0.5)],
  ['last block', () => block(1)],
  ['close', () => (frame) => frame.includes('<close ') && frame.includes('/ibb')],
];

/** No session outlives its link. */
function withoutResuming({ rules }: FaultProxy): void {
  const by = (frame: string) => frame.replace(/<sm\b[^>]*(\/>|>.*?<\/sm>)/gs, '');
  rules.push({
    direction: 'down',
    matching: (frame) => frame.includes('<sm '),
    fault: { kind: 'replace', by },
  });
}

/** The server lets no session be resumed, and keeps it for a while. */
function refusingToResume({ rules }: FaultProxy): void {
  const by = (frame: string) => frame.replace(/previd=(["'])[^"']*/, 'previd=$1none');
  rules.push({
    direction: 'up',
    matching: (frame) => frame.includes('<resume'),
    fault: { kind: 'replace', by },
  });
}

describe('files over a link that breaks', () => {
  let server: XmppServer;
  before('server', async () => {
    server = await serverUnderTest();
  });

  /** Two, one of whom has a link that breaks. */
  async function two(whose: 'sender' | 'receiver', prepare: (link: FaultProxy) => void = () => undefined) {
    const link = await breakableLink(server);
    prepare(link);
    const broken: SessionConfig = { service: link.url };
    const [ann, bob] = await pair(server, ...(whose === 'sender' ? [broken, {}] : [{}, broken]));
    const bytes = bytesOf(SIZE);
    const send = () => {
      const out = ann.session.files.send(new File([bytes], 'out.bin'), bareJid(bob.jid)!);
      failure(out.done).catch(() => undefined);
      return out;
    };
    return { link, ann, bob, bytes, send };
  }

  const cutAt = (direction: Direction, matching: Rule['matching'], frame: 'lost' | 'forwarded'): Rule => ({
    direction,
    matching,
    fault: { kind: 'cut', frame },
  });

  for (const whose of ['sender', 'receiver'] as const)
    for (const [what, matching] of CUTS)
      for (const frame of ['lost', 'forwarded'] as const)
        it(`IBB-7, IBB-21: the ${whose}'s link is cut at the ${what}, ${frame}: it resumes, nothing is missing or twice`, async () => {
          const { link, bob, bytes, send } = await two(whose);
          link.rules.push(cutAt(whose === 'sender' ? 'up' : 'down', matching(), frame));
          const out = send();
          const offered = await until(() => bob.offers[0], 'offered');
          const blob = await offered.accept();
          await out.done;
          expect(await sameBytes(blob, bytes), 'the same bytes').to.equal(true);
          expect(link.connections, 'links').to.have.length(2);
          expect(bob.offers).to.have.length(1);
        });

  for (const seed of SEEDS)
    it(`SM-4, IBB-7, IBB-21: both links are cut anywhere, again and again: nothing is missing or twice (seed ${seed})`, async () => {
      const links = [await breakableLink(server), await breakableLink(server)] as const;
      const [ann, bob] = await pair(server, { service: links[0].url }, { service: links[1].url });
      const random = seededRandom(seed);
      for (const { rules } of links)
        for (const direction of ['up', 'down'] as const) {
          const frame = random() < 0.5 ? 'lost' : 'forwarded';
          rules.push({ direction, nth: 1 + Math.floor(random() * FRAMES), fault: { kind: 'cut', frame } });
        }
      const bytes = bytesOf(SIZE);
      const out = ann.session.files.send(new File([bytes], 'out.bin'), bob.jid, { via: 'ibb' });
      const offered = await until(() => bob.offers[0], 'offered', PATIENCE_MS);
      const blob = await offered.accept();
      await out.done;
      expect(await sameBytes(blob, bytes), 'the same bytes').to.equal(true);
      expect(bob.offers).to.have.length(1);
      expect(links[0].connections.length + links[1].connections.length, 'links').to.be.above(2);
    });

  for (const [how, prepare] of [
    ['ended with it', withoutResuming],
    ['is not resumed', refusingToResume],
  ] as const)
    for (const [what, matching] of CUTS)
      it(`FT-13, IBB-21: the sender's link is cut at the ${what}, and the session ${how}: the rest is sent by another`, async () => {
        const { link, bob, bytes, send } = await two('sender', prepare);
        link.rules.push(cutAt('up', matching(), 'lost'));
        const out = send();
        const offered = await until(() => bob.offers[0], 'offered');
        void failure(offered.accept());
        await out.done;
        await until(() => offered.state === 'done', 'arrived', PATIENCE_MS);
        expect(await sameBytes(await offered.done, bytes), 'the same bytes').to.equal(true);
        expect(bob.offers).to.have.length(1);
        const ranges = link.frames.filter(({ text }) => /<range [^>]*offset=/.test(text));
        if (what.includes('middle')) expect(ranges).to.have.length(1);
      });

  it('FT-13, FT-20: paused while its link and its session end, it stays so, and goes on from there', async () => {
    const { link, ann, bob, bytes, send } = await two('sender', withoutResuming);
    const out = send();
    const offered = await until(() => bob.offers[0], 'offered');
    void failure(offered.accept());
    await underWay(out);
    out.pause();
    link.cutAll();
    await until(() => ann.session.state === 'reconnecting', 'lost');
    await until(() => ann.session.state === 'online', 'back', PATIENCE_MS);
    expect(out.state).to.equal('paused');
    out.resume();
    await out.done;
    await until(() => offered.state === 'done', 'arrived', PATIENCE_MS);
    expect(await sameBytes(await offered.done, bytes), 'the same bytes').to.equal(true);
    expect(bob.offers).to.have.length(1);
  });

  for (const [what, matching] of CUTS.slice(0, 3))
    it(`FT-13, FT-20: the receiver's link is cut at the ${what}, and the session with it: tried again, the rest is sent`, async () => {
      const { link, ann, bob, bytes, send } = await two('receiver', withoutResuming);
      link.rules.push(cutAt('down', matching(), 'lost'));
      const out = send();
      const offered = await until(() => bob.offers[0], 'offered');
      void failure(offered.accept());
      expect(await failure(out.done)).to.equal('not-there');
      await until(() => ann.session.roster.get(bareJid(bob.jid)!)?.resources.length, 'back', PATIENCE_MS);
      out.retry();
      await out.done;
      expect(await sameBytes(await offered.done, bytes), 'the same bytes').to.equal(true);
      expect(bob.offers).to.have.length(1);
    });
});
