/** A room whose menu is open, for tests of what is behind it. */
import '../../../../src/components/xmpp-room/define.js';
import { type FakeRoom, ROOM, fakeRoom, occupants } from '../../../support/fake-room.js';
import type { Occupant } from '../../../../src/session/occupant.js';
import { button, findAll, fixture, textOf } from '../../../support/fixture.js';
import { until } from '../../../support/until.js';

/** @param fields What else is to be so before it is shown. */
export async function withMenu(me: Occupant, fields: Partial<Pick<FakeRoom, 'people' | 'config' | 'info'>>) {
  const { room, session } = fakeRoom({ occupants: occupants(me) });
  Object.assign(room, fields);
  const element = await fixture('xmpp-room', { session, jid: ROOM });
  const all = () => findAll(element, '#menu [role=menuitem]');
  button(element, 'More').click();
  await until(() => all().length, 'the menu is open');
  return {
    element,
    room,
    items: () => all().map(textOf),
    choose: (text: string) =>
      all()
        .find((each) => textOf(each) === text)
        ?.click(),
    /** What was asked of the room by that name. */
    calls: (name: string) => room.calls.filter((call) => call.name === name).map(({ args }) => args),
  };
}
