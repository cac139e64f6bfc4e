/** What owners do with a room itself (XEP-0045 §10), over the session's real connection. */
import { expect } from 'chai';
import { child, children, is, parseFrame, textOf, type Element } from '../../../src/session/xml.js';
import { accountInRoom, ROOM } from '../../support/fake-online.js';
import { result, stanzaError } from '../../support/fake-services.js';

const OWNER = 'http://jabber.org/protocol/muc#owner';
const FORM = 'jabber:x:data';
const CONFIG = 'muc#roomconfig_';
const field = (name: string, type: string, values: readonly string[]) =>
  `<field var='${name}' type='${type}'>${values.map((value) => `<value>${value}</value>`).join('')}</field>`;
const ADMINS = Array.from({ length: 40 }, (_, n) => `admin${n}@kit.example`);
const OWNERS = ['me@kit.example', 'ann@kit.example', 'bob@kit.example'];
const SETTINGS =
  `<x xmlns='${FORM}' type='form'>` +
  field('FORM_TYPE', 'hidden', ['http://jabber.org/protocol/muc#roomconfig']) +
  field(`${CONFIG}roomname`, 'text-single', ['The lab']) +
  field(`${CONFIG}roomadmins`, 'jid-multi', ADMINS) +
  field(`${CONFIG}roomowners`, 'jid-multi', OWNERS) +
  `</x>`;

async function owning(settings = SETTINGS) {
  const all = await accountInRoom({}, {}, { affiliation: 'owner', role: 'moderator' });
  const sets: Element[] = [];
  const answers = { refusal: '' };
  all.server.onStanza((stanza, { session }) => {
    const [query] = children(stanza);
    if (!session || !query || !is(query, 'query', OWNER) || stanza.attrs.to !== ROOM) return undefined;
    if (stanza.attrs.type === 'set') sets.push(query);
    if (answers.refusal) return stanzaError(stanza, session, { condition: answers.refusal });
    const form = stanza.attrs.type === 'get' && parseFrame(`<query xmlns='${OWNER}'>${settings}</query>`);
    return result(stanza, session, form || undefined);
  });
  return { ...all, owner: await (await all.room.moderation()).owner(), sets, answers };
}

/** What a submitted form says, by the fields' names. */
const submitted = (query: Element | undefined) => {
  const x = child(query!, 'x', FORM);
  expect(x?.attrs.type).to.equal('submit');
  return Object.fromEntries(
    children(x!, 'field', FORM).map((each) => [each.attrs.var, children(each, 'value', FORM).map(textOf)]),
  );
};

const rejection = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a room’s owner', () => {
  it('MUC-83, MUC-85, F-3: sends what was touched, and the lists of owners and admins in full', async () => {
    const { owner, sets } = await owning();
    const form = await owner.config();
    expect(form?.formType).to.equal('http://jabber.org/protocol/muc#roomconfig');
    await owner.configure(form!, new Map([[`${CONFIG}roomname`, ['The den']]]));
    expect(submitted(sets[0])).to.deep.equal({
      FORM_TYPE: ['http://jabber.org/protocol/muc#roomconfig'],
      [`${CONFIG}roomname`]: ['The den'],
      [`${CONFIG}roomadmins`]: ADMINS,
      [`${CONFIG}roomowners`]: OWNERS,
    });
  });

  it('MUC-82: is told where there is nothing to be set', async () => {
    const { owner } = await owning('');
    expect(await owner.config()).to.equal(undefined);
  });

  it('MUC-82, MUC-83: what is refused can be sent again, and a cancel is said', async () => {
    const { owner, sets, answers } = await owning();
    const form = (await owner.config())!;
    answers.refusal = 'not-acceptable';
    const wrong = new Map([[`${CONFIG}roomname`, ['']]]);
    expect(await rejection(owner.configure(form, wrong))).to.include({ condition: 'not-acceptable' });
    answers.refusal = '';
    await owner.configure(form, new Map());
    expect(submitted(sets[1])).to.have.property(`${CONFIG}roomname`).that.deep.equals(['The lab']);
    await owner.cancel();
    expect(children(sets[2]!).map(({ attrs }) => attrs.type)).to.deep.equal(['cancel']);
  });

  it('MUC-83, MUC-87: who is none is told so', async () => {
    const { owner, answers } = await owning();
    answers.refusal = 'forbidden';
    for (const deed of [owner.config(), owner.cancel(), owner.destroy()])
      expect(await rejection(deed)).to.include({ name: 'StanzaError', condition: 'forbidden' });
  });

  it('MUC-87: ends the room, and names only what is an address', async () => {
    const { owner, sets } = await owning();
    await owner.destroy({ reason: 'Bye', to: 'Den@Rooms.kit.example/ann', password: 'p' });
    const destroy = child(sets[0]!, 'destroy', OWNER)!;
    expect(destroy.attrs.jid).to.equal('den@rooms.kit.example');
    expect(children(destroy).map((each) => [each.name, textOf(each)])).to.deep.equal([
      ['reason', 'Bye'],
      ['password', 'p'],
    ]);
    expect(await rejection(owner.destroy({ to: '@' }))).to.be.instanceOf(RangeError);
    expect(sets).to.have.length(1);
  });
});
