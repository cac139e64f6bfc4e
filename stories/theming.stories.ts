import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../src/components/xmpp-room/define.js';
import { FakeRoom, FakeSession, ROOM, message, occupant, occupants } from '../test/support/fake-room.js';
import { button, check, find, parts, until } from './support.js';
import { themes, type Theme } from './themes.js';

interface Args {
  readonly theme: Theme;
}

const at = (minutes: number) => ({ time: new Date(Date.now() - minutes * 60_000), old: true });

const talk = () => [
  message('Good morning! The plan for the beds: https://garden.example/plan', { nick: 'Juliet', ...at(50) }),
  message('I would move the roses a bit to the east.', { nick: 'Romeo', ...at(40) }),
  message('They get more light there.', { nick: 'Romeo', ...at(40) }),
  message('Good idea.', { nick: 'Me', own: true, state: 'sent', ...at(30) }),
  message('Me: could you water the tomatoes?', { nick: 'Nurse', mention: true, ...at(20) }),
  message('Of course.', { nick: 'Me', own: true, state: 'sent', ...at(2) }),
  message('And the herbs.', {
    nick: 'Me',
    own: true,
    state: 'failed',
    failure: { reason: 'no-echo' },
    ...at(1),
  }),
];

/** How a page makes a room look its own: see docs/theming.md. */
const meta: Meta<Args> = {
  title: 'Theming',
  render: ({ theme }) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(theme.css);
    document.adoptedStyleSheets = [sheet];
    const element = document.createElement('xmpp-room');
    const room = new FakeRoom({
      nick: 'Me',
      status: { state: 'joined' },
      subject: 'Beds, roses, and who waters when',
      messages: talk(),
      occupants: occupants(
        occupant('Me', { self: true }),
        occupant('Juliet', { role: 'moderator' }),
        occupant('Romeo', { show: 'away' }),
        occupant('Nurse', { show: 'dnd' }),
      ),
    });
    element.session = new FakeSession(room) as never;
    element.jid = ROOM;
    return html`<div class=${theme.name}>${element}</div>`;
  },
  play: async ({ canvasElement }) => {
    const element = await until(() => canvasElement.querySelector('xmpp-room'), 'the element is there');
    await until(() => parts(element, 'message').length === 7, 'it shows the talk');
    if (element.clientWidth > 600) {
      button(element, 'Show people, 4 here').click();
      await until(() => parts(element, 'occupant').length === 4, 'the people show');
    }
    check(find(element, '.log').scrollWidth <= find(element, '.log').clientWidth, 'nothing sticks out');
  },
};
export default meta;

export const Plain: StoryObj<Args> = { args: { theme: themes.plain } };
export const BrandHeavy: StoryObj<Args> = { args: { theme: themes.brand } };
export const Dense: StoryObj<Args> = { args: { theme: themes.dense } };
