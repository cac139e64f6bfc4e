import { expect } from 'chai';
import { html, render, type TemplateResult } from 'lit/html.js';
import * as formStories from '../../../stories/xmpp-data-form.stories.js';
import * as fileStories from '../../../stories/xmpp-file-drop.stories.js';
import * as launcherStories from '../../../stories/xmpp-launcher.stories.js';
import * as chatStories from '../../../stories/xmpp-chat.stories.js';
import * as loginStories from '../../../stories/xmpp-login.stories.js';
import * as composerStories from '../../../stories/xmpp-rich-composer.stories.js';
import * as roomStories from '../../../stories/xmpp-room.stories.js';
import * as roomsStories from '../../../stories/xmpp-rooms.stories.js';
import { StanzaError } from '../../../src/session/errors.js';
import { cleanUpAfterTest } from '../../support/clean-up.js';
import { JULIET, ME } from '../../support/fake-person.js';
import { ROOM, fakeRoom, historyOf, message } from '../../support/fake-room.js';
import { find, findAll, fixture, press, textOf } from '../../support/fixture.js';
import { PSEUDO } from '../../support/pseudo.js';
import { until } from '../../support/until.js';
import { untranslated } from '../../support/untranslated.js';

interface Story {
  readonly args?: object;
  readonly play?: (context: { readonly canvasElement: HTMLElement }) => Promise<void> | void;
}

interface Stories {
  readonly default: { readonly args?: object; readonly render?: (args: never, context: never) => unknown };
}

/** Every state that has a story. */
const ALL: readonly (readonly [name: string, stories: Stories])[] = [
  ['xmpp-room', roomStories],
  ['xmpp-rooms', roomsStories],
  ['xmpp-chat', chatStories],
  ['xmpp-launcher', launcherStories],
  ['xmpp-data-form', formStories],
  ['xmpp-login', loginStories],
  ['xmpp-rich-composer', composerStories],
  ['xmpp-file-drop', fileStories],
];

/** Of rooms, and what a page says itself. */
const NAMES = [
  'garden',
  'Questions about roses?',
  'Create account',
  'div[aria-label]: Your answer',
  'textarea[placeholder]: Ask the garden',
  JULIET,
  ME,
  `div[title]: ${JULIET}`,
  `div[title]: ${ME}`,
];

/** Shows a story as Storybook does, and takes it to the state it is about. */
async function show(stories: Stories, { args, play }: Story): Promise<HTMLElement> {
  sessionStorage.clear(); // else it comes back to the place of the one before
  const canvasElement = document.createElement('div');
  document.body.append(canvasElement);
  cleanUpAfterTest(() => {
    render(html``, canvasElement);
    canvasElement.remove();
    localStorage.clear(); // that somebody likes formatting, and what they wrote, is no other story's
    sessionStorage.clear();
  });
  const all = { ...stories.default.args, ...args };
  const content = stories.default.render?.(all as never, {} as never) as TemplateResult;
  render(content, canvasElement);
  await play?.({ canvasElement });
  return canvasElement;
}

for (const [name, stories] of ALL) {
  describe(`<${name}> says nothing that is not in the catalogue`, () => {
    for (const [state, story] of Object.entries(stories).filter(([key]) => key !== 'default'))
      it(`in its story ${state}`, async () => {
        const canvas = await show(stories, story as Story);
        const elements = [...canvas.querySelectorAll<HTMLElement>(name)];
        for (const element of elements) element.lang = PSEUDO;
        let found: string[] = [];
        await until(
          () => {
            found = elements.flatMap((element) => untranslated(element, NAMES));
            return found.length === 0; // what was announced before goes by itself
          },
          `all of it is translated`,
          3000,
        ).catch(() => {
          throw new Error(`not from the catalogue:\n${found.join('\n')}`);
        });
      });
  });
}

describe('<xmpp-room> says nothing that is not in the catalogue', () => {
  async function shown() {
    const { room, session } = fakeRoom({ canSetSubject: true, messages: historyOf(2) });
    const element = await fixture('xmpp-room', { session, jid: ROOM, lang: PSEUDO });
    return { element, room };
  }

  it('in the menu of a message', async () => {
    const { element } = await shown();
    const row = find(element, '[data-row]');
    row.focus();
    await until(() => row.querySelector('.row-more'), 'its button is there');
    press(row, 'F10', { shiftKey: true });
    expect(findAll(element, '#row-menu [role="menuitem"]')).not.to.be.empty;
    expect(untranslated(element)).to.deep.equal([]);
  });

  for (const item of [0, 1, 3, 4])
    it(`in item ${item + 1} of its menu, nor where that goes wrong`, async () => {
      const { element, room } = await shown();
      room.changeError = new StanzaError('forbidden', 'auth');
      find(element, '.more').click();
      await until(() => findAll(element, '[role="menuitem"]').length, 'the menu shows');
      expect(untranslated(element)).to.deep.equal([]);
      findAll(element, '[role="menuitem"]')[item]?.click();
      await until(() => find(element, 'dialog[open]'), 'it opens');
      expect(untranslated(element)).to.deep.equal([]);
      const [send] = findAll(element, 'dialog [type="submit"]');
      if (!send) return;
      send.click();
      await until(() => findAll(element, 'dialog .failure').length, 'it says what is wrong');
      expect(untranslated(element)).to.deep.equal([]);
    });

  it('in its search, with matches, without any, and where that goes wrong', async () => {
    const { element, room } = await shown();
    find(element, '.more').click();
    await until(() => findAll(element, '[role="menuitem"]').length, 'the menu shows');
    findAll(element, '[role="menuitem"]')[2]?.click();
    const field = await until(() => findAll(element, '.find input')[0] as HTMLInputElement, 'it opens');
    const look = async (text: string, shows: string) => {
      field.value = text;
      press(field, 'Enter');
      await until(() => textOf(find(element, '.find')).includes(shows), shows);
      expect(untranslated(element)).to.deep.equal([]);
    };
    await look('Message', '2');
    room.reachable = false;
    await look('nothing of that', '');
    room.pastError = new StanzaError('forbidden', 'auth');
    await look('Message', '');
    await until(() => findAll(element, '.find .failure').length, 'it says what is wrong');
    expect(untranslated(element)).to.deep.equal([]);
  });

  it('where messages failed, each for its reason', async () => {
    const { element, room } = await shown();
    const reasons = ['no-echo', 'too-large', 'stream-died', 'left'] as const;
    const failed = reasons.map((reason) =>
      message(reason, { own: true, state: 'failed', failure: { reason } }),
    );
    room.set({ messages: [...room.messages, ...failed] });
    await until(() => findAll(element, '.failure').length === reasons.length, 'they show');
    await until(() => findAll(element, '[aria-live] > *').length, 'they are announced');
    expect(untranslated(element)).to.deep.equal([]);
  });
});

describe('the check for untranslated text', () => {
  it('finds what was not translated, wherever it stands', async () => {
    const { session } = fakeRoom();
    const element = await fixture('xmpp-room', { session, jid: ROOM });
    const found = untranslated(element).join();
    expect(found).to.include('No messages yet');
    expect(found).to.include('textarea[placeholder]: Write a message');
    expect(found).to.include('button[aria-label]: Send');
  });
});
