/** Forms of real services: what they ask is read, what is answered is taken. */
import { expect } from 'chai';
import { checkForm } from '../../src/session/check-form.js';
import type { DataForm, FormAnswers } from '../../src/session/data-form.js';
import type { Session } from '../../src/session/index.js';
import { buildCancel, buildSubmit, findDataForm } from '../../src/session/protocol/data-form.js';
import { xml } from '../../src/session/xml.js';
import { itWith } from '../support/capabilities.js';
import { ownServer } from '../support/own-server.js';
import { newAccount, newRoom, person, serverUnderTest, type XmppServer } from '../support/people.js';

const OWNER = 'http://jabber.org/protocol/muc#owner';
const SEARCH = 'vjud.localhost';
const CONFIG = 'http://jabber.org/protocol/muc#roomconfig';

async function configForm(owner: Session, room: string): Promise<DataForm> {
  const answer = await owner.wire.get(room, xml('query', { xmlns: OWNER }));
  const form = answer && findDataForm(answer);
  if (!form) throw new Error('no form');
  return form;
}

const submit = (owner: Session, room: string, form: DataForm, answers: FormAnswers) =>
  owner.wire.set(room, xml('query', { xmlns: OWNER }, buildSubmit(form, answers)));

const valueOf = (form: DataForm, name: string) => form.fields.find((field) => field.name === name)?.values;

describe('forms of a room', () => {
  let server: XmppServer;
  before('server', async () => {
    server = await serverUnderTest();
  });

  async function ownRoom() {
    const owner = await person(server, await newAccount(server));
    const jid = newRoom(server);
    await owner.rooms.join(jid, { nick: 'Owner' }).joined;
    return { owner, jid };
  }

  it('FORM-1, FLD-1: its configuration can be read', async () => {
    const { owner, jid } = await ownRoom();
    const form = await configForm(owner, jid);
    expect(form).to.include({ type: 'form', formType: CONFIG, cut: false });
    expect(form.fields.length).to.be.above(10);
    expect(checkForm(form, new Map()).size).to.equal(0);
  });

  it('FORM-18, FORM-19, F-3: untouched, it changes nothing', async () => {
    const { owner, jid } = await ownRoom();
    const before = await configForm(owner, jid);
    await submit(owner, jid, before, new Map());
    expect(await configForm(owner, jid)).to.deep.equal(before);
  });

  it('FORM-7, FORM-11, FORM-15, FORM-20: what is changed counts, and the rest stays', async () => {
    const { owner, jid } = await ownRoom();
    const before = await configForm(owner, jid);
    const changes = new Map([
      ['muc#roomconfig_roomname', ['Garden & “Kitchen”']],
      ['muc#roomconfig_moderatedroom', ['1']],
      ['muc#roomconfig_whois', ['anyone']],
    ]);
    expect(checkForm(before, changes).size).to.equal(0);
    await submit(owner, jid, before, changes);
    const after = await configForm(owner, jid);
    for (const [name, values] of changes) expect(valueOf(after, name), name).to.deep.equal(values);
    const others = (form: DataForm) => form.fields.filter(({ name = '' }) => !changes.has(name));
    expect(others(after)).to.deep.equal(others(before));
  });

  it('FORM-19: a field can be cleared', async () => {
    const { owner, jid } = await ownRoom();
    const name = 'muc#roomconfig_roomname';
    await submit(owner, jid, await configForm(owner, jid), new Map([[name, ['Garden']]]));
    const named = await configForm(owner, jid);
    expect(valueOf(named, name)).to.deep.equal(['Garden']);
    await submit(owner, jid, named, new Map([[name, ['']]]));
    expect(valueOf(await configForm(owner, jid), name)?.[0] ?? '').to.equal('');
  });

  itWith('emptyLists', 'FORM-19: a list can be left without any choice', async () => {
    const { owner, jid } = await ownRoom();
    const name = 'muc#roomconfig_presencebroadcast';
    const form = await configForm(owner, jid);
    expect(valueOf(form, name)).not.to.be.empty;
    await submit(owner, jid, form, new Map([[name, []]]));
    expect((valueOf(await configForm(owner, jid), name) ?? []).filter(Boolean)).to.deep.equal([]);
  });

  it('FORM-2, FORM-3: cancelling it is taken, and changes nothing', async () => {
    const { owner, jid } = await ownRoom();
    const before = await configForm(owner, jid);
    await owner.wire.set(jid, xml('query', { xmlns: OWNER }, buildCancel()));
    expect(await configForm(owner, jid)).to.deep.equal(before);
  });
});

describe('forms of a search', () => {
  itWith('search', 'FORM-21: finds people, in a table', async () => {
    const server = await ownServer({ search: true });
    const account = await newAccount(server, 'ada');
    const ada = await person(server, account);
    await ada.wire.set(undefined, xml('vCard', { xmlns: 'vcard-temp' }, xml('FN', {}, 'Ada Lovelace')));
    const query = (x?: ReturnType<typeof buildSubmit>) => xml('query', { xmlns: 'jabber:iq:search' }, x);
    const asked = await ada.wire.get(SEARCH, query());
    const form = asked && findDataForm(asked);
    expect(form?.type).to.equal('form');
    const found = await ada.wire.set(SEARCH, query(buildSubmit(form!, new Map([['fn', ['ada lovelace']]]))));
    const result = found && findDataForm(found);
    expect(result?.columns.map(({ name }) => name)).to.include('jid');
    expect(result?.rows.map((row) => row.get('jid')?.[0])).to.include(`${account.username}@localhost`);
  });
});
