import { expect } from 'chai';
import '../../../../src/components/xmpp-roster/define.js';
import { fakePeople, here } from '../../../support/fake-people.js';
import {
  button,
  eventsOf,
  find,
  findAll,
  fixture,
  part,
  parts,
  press,
  textOf,
  violations,
} from '../../../support/fixture.js';
import { ConnectionError, StanzaError } from '../../../../src/session/errors.js';
import { until } from '../../../support/until.js';

const DEN = 'den@rooms.kit.example';
const BEN = 'ben@kit.example';
const EVE = 'eve@evil.example';

async function withCards(prepare?: (fakes: ReturnType<typeof fakePeople>) => void) {
  const fakes = fakePeople({ [BEN]: { name: 'Ben', resources: [here()] } });
  const element = await fixture('xmpp-roster', { session: fakes.session });
  await until(() => findAll(element, '.line').length, 'it shows people');
  const spoken: string[] = [];
  const watch = new MutationObserver((all) => {
    for (const { addedNodes } of all) for (const node of addedNodes) spoken.push(node.textContent ?? '');
  });
  watch.observe(find(element, '[aria-live=polite]'), { childList: true });
  prepare?.(fakes);
  await until(() => !prepare || parts(element, 'invitation').length, 'it shows who asks');
  const cards = () => parts(element, 'invitation').map(textOf);
  const focused = () => element.shadowRoot?.activeElement?.getAttribute('aria-label');
  return { ...fakes, element, spoken, cards, focused };
}

describe('cards of invitations', () => {
  it('INV-2, ux.md §2: say who asks into which room, by eye and by ear', async () => {
    const { element, cards, spoken } = await withCards(({ invitations }) =>
      invitations.invite(DEN, BEN, { name: 'The <den>', reason: 'Cake\nat four', continues: true }),
    );
    expect(cards()[0]).to.include(
      'The <den> den@rooms.kit.example Ben invites you It goes on with a chat of yours “Cake at four”',
    );
    expect(part(element, 'invitations').getAttribute('aria-label')).to.equal('Invitations');
    await until(() => spoken.length, 'it is said');
    expect(spoken).to.deep.equal(['Ben invites you: The <den>']);
    expect(await violations(element)).to.deep.equal([]);
  });

  it('MUC-51, M-13: tell a claim from what is known', async () => {
    const { cards } = await withCards(({ invitations }) => {
      invitations.invite(DEN, EVE, { known: false });
      invitations.invite('a@rooms.evil.example', BEN, { known: false, direct: false });
      invitations.invite('b@rooms.evil.example', undefined, { known: false, direct: false });
    });
    expect(cards()[0]).to.include('eve@evil.example invites you, who is none of your contacts');
    expect(cards()[1]).to.include('The room says that ben@kit.example invites you');
    expect(cards()[2]).to.include('The room does not say who invites you');
  });

  it('INV-2: whoever joins enters with what came along, and the room shows', async () => {
    const { element, invitations, fake, cards } = await withCards(({ invitations: all }) =>
      all.invite(DEN, BEN, { name: 'The den', password: 'p' }),
    );
    button(element, 'Join The den').click();
    expect(invitations.answers).to.deep.equal([{ name: 'accept', args: [DEN, { nick: 'me' }] }]);
    expect(fake.room.called('join')).to.deep.equal([[{ password: 'p', nick: 'me' }]]);
    const room = await until(() => element.shadowRoot?.querySelector('xmpp-room'), 'the room shows');
    expect(room.getAttribute('jid')).to.equal(DEN);
    expect(cards()).to.deep.equal([]);
  });

  it('INV-2: leaves joining to a page that has a place for rooms', async () => {
    const { element, invitations, fake } = await withCards(({ invitations: all }) =>
      all.invite(DEN, BEN, { password: 'p' }),
    );
    const asked = eventsOf(element, 'xmpp-uri');
    element.addEventListener('xmpp-uri', (event) => event.preventDefault());
    button(element, `Join ${DEN}`).click();
    expect(asked.map(({ action, jid, params }) => [action, jid, String(params)])).to.deep.equal([
      ['join', DEN, 'nick=me&password=p'],
    ]);
    expect(invitations.answers).to.deep.equal([{ name: 'take', args: [DEN] }]);
    expect(fake.room.calls).to.deep.equal([]);
  });

  it('MUC-52, INV-2: one by a room is declined with a reason, a direct one can only be ignored', async () => {
    const { element, invitations, focused, spoken } = await withCards(({ invitations: all }) => {
      all.invite(DEN, BEN, { name: 'The den', direct: false });
      all.invite('attic@rooms.kit.example', BEN, { name: 'The attic' });
    });
    expect(findAll(element, 'button').some((each) => each.ariaLabel === 'Decline The attic')).to.equal(false);
    button(element, 'Decline The den').click();
    const reason = await until(
      () => element.shadowRoot?.querySelector<HTMLInputElement>('dialog input'),
      'it asks',
    );
    expect(await violations(element)).to.deep.equal([]);
    reason.value = 'Too busy';
    button(element, 'Decline').click();
    await until(() => invitations.answers.length, 'it is declined');
    expect(invitations.answers).to.deep.equal([{ name: 'decline', args: [DEN, 'Too busy'] }]);
    await until(() => focused() === 'Join The attic', 'the focus goes on to the next');
    button(element, 'Ignore The attic').click();
    expect(invitations.answers[1]).to.deep.equal({ name: 'ignore', args: ['attic@rooms.kit.example'] });
    await until(() => element.shadowRoot?.activeElement, 'the focus goes on to the list');
    await until(() => spoken.includes('The invitation to The attic is gone'), 'it is said');
  });

  it('MUC-52: what cannot be told now is said in the dialog, and nothing typed is lost', async () => {
    const { element, invitations } = await withCards(({ invitations: all }) =>
      all.invite(DEN, BEN, { name: 'The den', direct: false }),
    );
    invitations.refusal = new ConnectionError('closed');
    button(element, 'Decline The den').click();
    const reason = await until(
      () => element.shadowRoot?.querySelector<HTMLInputElement>('dialog input'),
      'it asks',
    );
    reason.value = 'Too busy';
    button(element, 'Decline').click();
    await until(() => textOf(find(element, 'dialog')).includes('There is no connection.'), 'it says so');
    expect([reason.value, invitations.pending.length]).to.deep.equal(['Too busy', 1]);
  });

  it('follows the language of its element, and closes what was asked in another', async () => {
    const { element, cards } = await withCards(({ invitations: all }) =>
      all.invite(DEN, BEN, { name: 'The den', direct: false }),
    );
    button(element, 'Decline The den').click();
    await until(() => findAll(element, 'dialog[open]').length, 'it asks');
    element.lang = 'de';
    await until(() => cards()[0]?.includes('Ben lädt dich ein'), 'German');
    expect(findAll(element, 'dialog[open]')).to.deep.equal([]);
    expect(part(element, 'invitations').lang).to.equal('de');
  });

  it('INV-3: strangers can be blocked: who asks, or the room that only says who asks', async () => {
    const { element, blocking, invitations } = await withCards(({ invitations: all }) => {
      all.invite(DEN, BEN);
      all.invite('a@rooms.evil.example', EVE, { known: false });
      all.invite('b@rooms.evil.example', BEN, { known: false, direct: false });
    });
    const blocks = findAll(element, 'button').map((each) => each.ariaLabel ?? '');
    expect(blocks.filter((name) => name.startsWith('Block'))).to.deep.equal([
      `Block ${EVE}`,
      'Block b@rooms.evil.example',
    ]);
    blocking.refusal = new StanzaError('not-allowed', 'cancel');
    button(element, `Block ${EVE}`).click();
    await until(() => findAll(element, 'dialog[open]').length, 'it asks');
    button(element, 'Block').click();
    await until(() => findAll(element, 'dialog .failure').length, 'it says why not');
    blocking.refusal = undefined;
    button(element, 'Block').click();
    await until(() => invitations.pending.length === 2, 'the card goes');
    expect([...blocking.jids]).to.deep.equal([EVE]);
  });

  it('M-13: are few of very many, and told in one sentence', async () => {
    const { element, cards, spoken, invitations, focused } = await withCards(({ invitations: all }) => {
      for (let i = 0; i < 20; i++) all.invite(`r${i}@rooms.evil.example`, EVE, { known: false });
    });
    expect(cards()).to.have.length(3);
    await until(() => spoken.length, 'it is said');
    expect(spoken).to.deep.equal(['20 new invitations']);
    button(element, 'Show all 20').click();
    expect(cards()).to.have.length(20);
    expect(focused()).to.equal('Join r3@rooms.evil.example');
    button(element, 'Ignore all').click();
    expect(invitations.pending).to.deep.equal([]);
    await until(() => cards().length === 0, 'they are gone');
  });

  it('ux.md §1: are used by keys alone, and Escape keeps an invitation that was not answered', async () => {
    const { element, invitations, focused } = await withCards(({ invitations: all }) =>
      all.invite(DEN, BEN, { name: 'The den', direct: false }),
    );
    button(element, 'Decline The den').focus();
    button(element, 'Decline The den').click();
    await until(() => findAll(element, 'dialog[open]').length, 'it asks');
    press(find(element, 'dialog input'), 'Escape');
    find<HTMLDialogElement>(element, 'dialog[open]').close(); // as the browser does on Escape
    await until(() => focused() === 'Decline The den', 'the focus is back');
    expect(invitations.pending).to.have.length(1);
  });
});
