import { expect } from 'chai';
import { StanzaError } from '../../../../src/session/errors.js';
import type { Affiliation } from '../../../../src/session/occupant.js';
import { occupant } from '../../../support/fake-room.js';
import { find, findAll, textOf, violations } from '../../../support/fixture.js';
import { dataForm, formType } from '../../../support/forms.js';
import { until } from '../../../support/until.js';
import { withMenu } from './support.js';

const settings = () =>
  dataForm(`<title>Configuration of the garden</title>
    ${formType('http://jabber.org/protocol/muc#roomconfig')}
    <field type='text-single' var='muc#roomconfig_roomname' label='Name'><value>The garden</value></field>
    <field type='boolean' var='muc#roomconfig_membersonly' label='For members only'><value>0</value></field>`);

async function shown(affiliation: Affiliation = 'owner') {
  const me = occupant('Me', { self: true, role: 'moderator', affiliation });
  const all = await withMenu(me, { config: settings() });
  const { element } = all;
  return {
    ...all,
    dialog: () => until(() => findAll(element, 'dialog[open]')[0], 'a dialog'),
    form: () =>
      until(
        () => findAll(element, 'dialog[open] xmpp-data-form')[0]?.shadowRoot?.querySelector('form'),
        'the form',
      ),
    closed: () => until(() => !findAll(element, 'dialog[open]').length, 'it is closed'),
    says: (text: string) =>
      until(() => findAll(element, '[aria-live]').some((each) => each.textContent?.includes(text)), text),
  };
}

describe('what owners do with a room', () => {
  it('MUC-83, MUC-84: its settings are shown as its form, and what is changed is sent', async () => {
    const { choose, form, calls, closed, says, element } = await shown();
    choose('Room settings…');
    const shownForm = await form();
    expect(await violations(element)).to.deep.equal([]);
    expect(textOf(shownForm)).to.include('Name of the room').and.to.include('Only members can enter');
    const name = shownForm.querySelector<HTMLInputElement>('input:not([type=checkbox])')!;
    expect(name.value).to.equal('The garden');
    name.value = 'The lab';
    name.dispatchEvent(new Event('input', { bubbles: true }));
    shownForm.requestSubmit();
    await says('The settings are saved');
    await closed();
    expect(calls('configure')[0]?.[0]).to.deep.include({ 'muc#roomconfig_roomname': ['The lab'] });
  });

  it('MUC-82, MUC-83: what the room does not take keeps the form; giving up changes nothing', async () => {
    const { choose, form, room, calls, closed } = await shown();
    room.changeError = new StanzaError('not-acceptable', 'modify', 'No.');
    choose('Room settings…');
    (await form()).requestSubmit();
    await until(() => calls('configure').length, 'it is asked');
    const shownForm = await form();
    await until(() => shownForm.querySelector('[part=problem]'), 'it says why not');
    room.changeError = undefined;
    [...shownForm.querySelectorAll('button')].find((each) => textOf(each) === 'Cancel')?.click();
    await closed();
    expect(calls('cancel')).to.have.length(1);
  });

  for (const [change, text] of [
    [{ config: undefined }, 'There is nothing to be set here.'],
    [{ listError: new StanzaError('forbidden', 'auth') }, 'You may not do that (any more).'],
  ] as const)
    it(`MUC-82, MUC-83: has no form where there is none, or none for us: ${text}`, async () => {
      const { room, choose, dialog } = await shown();
      Object.assign(room, change);
      choose('Room settings…');
      const asked = await dialog();
      await until(() => textOf(asked).includes(text), text);
    });

  it('MUC-87: is closed for good once that was asked, with a reason and where to go', async () => {
    const { choose, dialog, calls, room, says, element } = await shown();
    choose('Close the room for good…');
    const asked = await dialog();
    expect(textOf(find(element, 'dialog[open] h2'))).to.equal('Close The garden for good?');
    const [reason, to, password] = asked.querySelectorAll('input');
    reason!.value = 'We move';
    password!.value = 'geheim';
    expect(password!.type).to.equal('password');
    asked.querySelector('form')?.requestSubmit();
    await until(() => textOf(asked).includes('Say of which room this is the password.'), 'of which room');
    to!.value = 'no address @';
    room.changeError = new RangeError('no address');
    asked.querySelector('form')?.requestSubmit();
    await until(() => textOf(asked).includes('This is no address.'), 'no address');
    to!.value = 'den@rooms.example';
    room.changeError = undefined;
    asked.querySelector('form')?.requestSubmit();
    await says('The room is closed');
    expect(calls('destroy').at(-1)).to.deep.equal([
      { reason: 'We move', to: 'den@rooms.example', password: 'geheim' },
    ]);
  });

  it('MUC-78: is offered to owners alone', async () => {
    const admin = (await shown('admin')).items();
    expect(admin).to.include('Rights and bans…').and.not.to.include('Room settings…');
    expect(admin).not.to.include('Close the room for good…');
  });
});
