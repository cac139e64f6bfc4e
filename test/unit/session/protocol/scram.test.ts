import { expect } from 'chai';
import { encodeBase64, utf8 } from '../../../../src/session/base64.js';
import { fromUtf8 } from '../../../../src/session/from-utf8.js';
import { AuthenticationError } from '../../../../src/session/errors.js';
import { scram, type ScramOptions } from '../../../../src/session/protocol/scram.js';

// RFC 5802 §5 and RFC 7677 §3
const SHA1: ScramOptions = {
  hash: 'SHA-1',
  username: 'user',
  password: 'pencil',
  offered: ['SCRAM-SHA-1'],
  nonce: 'fyko+d2lbbFgONRv9qkxdawL',
};
const FIRST = 'r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096';
const FINAL = 'v=rmF9pqV8S7suAoZWja4dJRkFsKQ=';

async function afterFirst(serverFirst: string, options = SHA1) {
  const mechanism = scram(options);
  const first = fromUtf8(await mechanism.start());
  const response = fromUtf8(await mechanism.respond(utf8(serverFirst)));
  return { mechanism, first, response };
}

async function failure(run: () => unknown): Promise<string> {
  try {
    await run();
  } catch (error) {
    return error instanceof AuthenticationError ? error.condition : String(error);
  }
  return 'none';
}

describe('scram', () => {
  it('CORE-7: gives the messages of RFC 5802 for SHA-1', async () => {
    const { mechanism, first, response } = await afterFirst(FIRST);
    expect(first).to.equal('n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL');
    expect(response).to.equal(
      'c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=',
    );
    expect(await failure(() => mechanism.finish(utf8(FINAL)))).to.equal('none');
  });

  it('CORE-7: gives the messages of RFC 7677 for SHA-256', async () => {
    const { mechanism, response } = await afterFirst(
      'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096',
      { ...SHA1, hash: 'SHA-256', nonce: 'rOprNGfwEbeRWgbNEkqO' },
    );
    expect(response).to.match(/,p=dHzbZapWIk4jUhN\+Ute9ytag9zjfMHgsqmmiz7AndVQ=$/);
    const v = utf8('v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=');
    expect(await failure(() => mechanism.finish(v))).to.equal('none');
  });

  it('S-1: refuses a server that does not prove that it knows the password', async () => {
    const { mechanism } = await afterFirst(FIRST);
    expect(await failure(() => mechanism.finish(undefined))).to.equal('server-signature');
    expect(await failure(() => mechanism.finish(utf8('v=AAAAAAAAAAAAAAAAAAAAAAAAAAA=')))).to.equal(
      'server-signature',
    );
  });

  it('S-1: takes the proof as a last challenge too, and success without data then', async () => {
    const { mechanism } = await afterFirst(FIRST);
    expect(await mechanism.respond(utf8(FINAL))).to.have.length(0);
    expect(await failure(() => mechanism.finish(undefined))).to.equal('none');
  });

  const bad: readonly (readonly [why: string, first: string])[] = [
    ["the server's nonce does not extend ours", 'r=other3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096'],
    ['it is ours alone', 'r=fyko+d2lbbFgONRv9qkxdawL,s=QSXCR+Q6sek8bf92,i=4096'],
    ['one iteration', FIRST.replace('4096', '1')],
    ['far too many iterations', FIRST.replace('4096', '2147483647')],
    ['iterations that are no number', FIRST.replace('4096', '4e3')],
    ['no salt', FIRST.replace('QSXCR+Q6sek8bf92', '')],
    ['a mandatory extension', `m=x,${FIRST}`],
  ];
  for (const [why, first] of bad) {
    it(`S-1: refuses the first message: ${why}`, async () => {
      expect(await failure(() => afterFirst(first))).to.equal('malformed-request');
    });
  }

  it('S-2: finds out that the list of mechanisms was shortened (XEP-0474)', async () => {
    const sha1 = async (text: string) =>
      encodeBase64(new Uint8Array(await crypto.subtle.digest('SHA-1', utf8(text))));
    const whole = { ...SHA1, offered: ['SCRAM-SHA-256', 'SCRAM-SHA-1'] };
    const h = await sha1('SCRAM-SHA-1\x1eSCRAM-SHA-256');
    expect(await failure(() => afterFirst(`${FIRST},h=${h}`, whole))).to.equal('none');
    expect(await failure(() => afterFirst(`${FIRST},h=${h}`))).to.equal('downgrade');
    const bindings = { ...SHA1, channelBindings: ['tls-exporter', 'a'] };
    const bound = await sha1('SCRAM-SHA-1\x1fa\x1etls-exporter');
    expect(await failure(() => afterFirst(`${FIRST},h=${bound}`, bindings))).to.equal('none');
  });

  it('CORE-9: escapes what separates fields in a user name', async () => {
    const first = fromUtf8(await scram({ ...SHA1, username: 'a=b,c' }).start());
    expect(first).to.equal('n,,n=a=3Db=2Cc,r=fyko+d2lbbFgONRv9qkxdawL');
  });

  it('takes a fresh nonce for each login', async () => {
    const fresh = { ...SHA1, nonce: undefined };
    expect(await scram(fresh).start()).to.not.deep.equal(await scram(fresh).start());
  });
});
