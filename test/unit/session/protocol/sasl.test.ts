import { expect } from 'chai';
import { fromUtf8 } from '../../../../src/session/from-utf8.js';
import { AuthenticationError } from '../../../../src/session/errors.js';
import { anonymous } from '../../../../src/session/protocol/anonymous.js';
import { chooseMechanism, type MechanismChoice } from '../../../../src/session/protocol/sasl.js';

const ALL = [
  'PLAIN',
  'SCRAM-SHA-1',
  'ANONYMOUS',
  'SCRAM-SHA-256',
  'X-OAUTH2',
  'SCRAM-SHA-512',
  'OAUTHBEARER',
];
const romeo: MechanismChoice = {
  offered: ALL,
  credentials: { username: 'romeo', password: 'wherefore' },
  domain: 'kit.example',
  plainAllowed: true,
};
const token = { ...romeo, credentials: { username: 'romeo', token: 't0k=en' } };

const chosen = (choice: Partial<MechanismChoice>) => {
  try {
    return chooseMechanism({ ...romeo, ...choice }).name;
  } catch (error) {
    return (error as AuthenticationError).condition;
  }
};
const firstOf = async (choice: Partial<MechanismChoice>) =>
  fromUtf8(await chooseMechanism({ ...romeo, ...choice }).start());

describe('chooseMechanism', () => {
  it("CORE-6: goes by its own order, not the server's", () => {
    expect(chosen({})).to.equal('SCRAM-SHA-512');
    expect(chosen({ offered: ['SCRAM-SHA-1', 'SCRAM-SHA-256'] })).to.equal('SCRAM-SHA-256');
    expect(chosen({ offered: ['PLAIN', 'SCRAM-SHA-1'] })).to.equal('SCRAM-SHA-1');
  });

  it('CORE-6: is ANONYMOUS if and only if there are no credentials', () => {
    expect(anonymous(ALL).name).to.equal('ANONYMOUS');
    expect(chosen({ offered: ['ANONYMOUS'] })).to.equal('no-mechanism');
    expect(() => anonymous(['PLAIN'])).to.throw(AuthenticationError, 'guests are not allowed');
  });

  it('CORE-8: takes PLAIN only where it is allowed and nothing better is offered', async () => {
    expect(chosen({ offered: ['PLAIN'] })).to.equal('PLAIN');
    expect(chosen({ offered: ['PLAIN'], plainAllowed: false })).to.equal('no-mechanism');
    const credentials = { username: 'жук', password: 'пароль-é' };
    expect(await firstOf({ offered: ['PLAIN'], credentials })).to.equal('\0жук\0пароль-é');
  });

  it('CORE-6: sends a token by OAUTHBEARER, else X-OAUTH2, never as a password', async () => {
    expect(await firstOf(token)).to.equal('n,a=romeo@kit.example,\x01auth=Bearer t0k=en\x01\x01');
    expect(await firstOf({ ...token, offered: ['X-OAUTH2'] })).to.equal('\0romeo\0t0k=en');
    expect(chosen({ ...token, offered: ['PLAIN', 'SCRAM-SHA-1'] })).to.equal('no-mechanism');
  });

  it('S-2: refuses less than what worked for this account before', () => {
    expect(chosen({ offered: ['PLAIN', 'SCRAM-SHA-1'], atLeast: 'SCRAM-SHA-256' })).to.equal('downgrade');
    expect(chosen({ atLeast: 'SCRAM-SHA-1' })).to.equal('SCRAM-SHA-512');
  });

  it('AUTH-1: knows nothing older than SASL', () => {
    expect(chosen({ offered: ['DIGEST-MD5', 'CRAM-MD5', 'SCRAM-SHA-256-PLUS'] })).to.equal('no-mechanism');
  });
});
