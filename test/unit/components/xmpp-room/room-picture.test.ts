import { expect } from 'chai';
import '../../../../src/components/xmpp-room/define.js';
import { chooseFile, drawn } from '../../../support/drawn.js';
import { ROOM, fakeRoom, occupant, occupants, roomInfo } from '../../../support/fake-room.js';
import { button, find, findAll, fixture, painted, textOf, violations } from '../../../support/fixture.js';
import { until } from '../../../support/until.js';
import { keepsPicture } from '../../../support/room-picture.js';

const info = (...features: string[]) => roomInfo({ features: new Set(features) });

/** A room with a vCard, whose owner the visitor is. */
async function shown(picture?: Blob, affiliation: 'owner' | 'admin' = 'owner') {
  const { room, session } = fakeRoom({
    info: info('vcard-temp'),
    occupants: occupants(occupant('Me', { self: true, role: 'moderator', affiliation })),
  });
  const kept = await keepsPicture(room, picture);
  const element = await fixture('xmpp-room', { session, jid: ROOM });
  return {
    element,
    room,
    kept,
    image: () => element.shadowRoot?.querySelector<HTMLImageElement>('.room-picture'),
  };
}

describe('a room’s picture', () => {
  it('stands in its header, and moves nothing that is laid out', async () => {
    const picture = await drawn('image/png', 64, 64);
    const { element, room, image } = await shown(picture);
    const before = find(element, '.titles').offsetLeft;
    const img = await until(image, 'the picture');
    await img.decode();
    expect([img.alt, img.part.value, img.naturalWidth]).to.deep.equal(['', 'avatar', 64]);
    expect(find(element, '.titles').offsetLeft).to.equal(before);
    expect(await violations(element)).to.deep.equal([]);
    room.set({ info: info() });
    await until(() => !image(), 'a room that has no vCard any more has none');
  });

  it('is none where there is none', async () => {
    const { image, room } = await shown();
    room.changed();
    await painted();
    expect(image()).to.equal(null);
  });

  it('is chosen, saved and removed by its owner, who is told', async () => {
    const { element, kept, image } = await shown();
    button(element, 'More').click();
    (
      await until(
        () => findAll(element, '[role=menuitem]').find((each) => textOf(each) === 'Room picture…'),
        'it',
      )
    ).click();
    const dialog = await until(
      () => element.shadowRoot?.querySelector<HTMLDialogElement>('dialog[open]'),
      'a dialog',
    );
    expect(textOf(find(element, 'dialog[open] h2'))).to.equal('The room’s picture');
    expect(find(element, 'dialog [role=img]').ariaLabel).to.equal('The room has no picture');
    expect(await violations(element)).to.deep.equal([]);
    chooseFile(
      dialog.querySelector<HTMLInputElement>('input[type=file]')!,
      await drawn('image/jpeg', 90, 30),
    );
    await until(() => dialog.querySelector('canvas'), 'what was chosen');
    button(element, 'Save').click();
    await until(() => !dialog.open, 'it is saved');
    expect(kept.saved).to.have.length(1);
    await until(image, 'the picture');
  });

  it('is nobody else’s to choose', async () => {
    const { element } = await shown(undefined, 'admin');
    button(element, 'More').click();
    await until(() => findAll(element, '[role=menuitem]').length, 'the menu');
    expect(findAll(element, '[role=menuitem]').map(textOf)).not.to.include('Room picture…');
  });
});
