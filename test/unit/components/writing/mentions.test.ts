import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import '../../../../src/components/xmpp-rich-composer/define.js';
import '../../../../src/components/xmpp-chat/define.js';
import '../../../../src/components/xmpp-room/define.js';
import { mentionsIn, People } from '../../../../src/components/writing/mentions.js';
import type { Occupant } from '../../../../src/session/occupant.js';
import { cleanUpAfterTest } from '../../../support/clean-up.js';
import { JULIET, fakeChat } from '../../../support/fake-person.js';
import { ROOM, asRoom, fakeRoom, message, occupant, type RoomFields } from '../../../support/fake-room.js';
import {
  button,
  find,
  findAll,
  fixture,
  painted,
  part,
  press,
  textOf,
  violations,
} from '../../../support/fixture.js';
import { pressKeys, undo } from '../../../support/rich.js';
import { until } from '../../../support/until.js';

const byNick = (...nicks: string[]): ReadonlyMap<string, Occupant> =>
  new Map(nicks.map((nick) => [nick, occupant(nick)]));

const VERONA = byNick('Romeo', 'Rosaline', 'Friar Laurence', 'Nurse', 'Me', 'Ærø');

async function shown(fields: Partial<RoomFields> = {}) {
  sessionStorage.clear();
  cleanUpAfterTest(() => localStorage.clear());
  const { room, session } = fakeRoom({ nick: 'Me', occupants: VERONA, ...fields });
  const element = await fixture('xmpp-room', { session, jid: ROOM });
  const input = find<HTMLTextAreaElement>(element, 'textarea');
  input.focus();
  await until(() => button(element, 'Emoji'), 'there is help');
  return { element, room, input };
}

const options = (element: Element) =>
  findAll(element, '[role="listbox"]:popover-open bdi').map(({ textContent }) => textContent);

const offers = (element: Element, ...names: string[]) =>
  until(() => options(element).join() === names.join(), `it offers ${names.join()}`).catch(() =>
    expect(options(element)).to.deep.equal(names),
  );

/** Once it has had the time to offer what it would. */
async function offersNothing(element: Element) {
  await painted();
  expect(options(element)).to.deep.equal([]);
}

const field = (element: Element) => part(element, 'input');

for (const rich of [false, true])
  describe(`mentioning people in the ${rich ? 'rich editor' : 'plain field'}`, () => {
    async function writing(fields: Partial<RoomFields> = {}) {
      const { element, ...rest } = await shown(fields);
      if (rich) {
        button(element, 'Formatting').click();
        await until(() => field(element).isContentEditable, 'the editor is there');
      }
      const text = () => (rich ? field(element).innerText.trimEnd() : rest.input.value);
      return { element, text, ...rest };
    }

    it('offers those whose names begin so before those of which a word does', async () => {
      const { element } = await writing({ occupants: byNick('Ann Lee', 'Lea', 'Zoe', 'Me', 'Ärla Leone') });
      await sendKeys({ type: 'hello @le' });
      await offers(element, 'Lea', 'Ann Lee', 'Ärla Leone');
      await sendKeys({ type: 'o' });
      await offers(element, 'Ärla Leone');
      await sendKeys({ type: 'x' });
      await offers(element);
    });

    it('offers who spoke last first, but oneself not at all', async () => {
      const messages = ['Nurse', 'Romeo', 'Me', 'Nurse'].map((nick) => message('hello', { nick }));
      const { element } = await writing({ messages });
      await sendKeys({ type: '@' });
      await offers(element, 'Nurse', 'Romeo', 'Ærø', 'Friar Laurence', 'Rosaline');
    });

    it('finds names without their accents, and with blanks', async () => {
      const { element } = await writing({ occupants: byNick('Béatrice d’Este', 'Bea') });
      await sendKeys({ type: '@beatrice d' });
      await offers(element, 'Béatrice d’Este');
    });

    it('says in the field which one is chosen, only while it offers any', async () => {
      const { element } = await writing();
      const told = () =>
        ['autocomplete', 'haspopup', 'controls', 'activedescendant'].map((name) =>
          field(element).getAttribute(`aria-${name}`),
        );
      expect(told()).to.deep.equal([null, null, null, null]);
      await sendKeys({ type: '@ro' });
      await offers(element, 'Romeo', 'Rosaline');
      expect(told()).to.deep.equal(['list', 'listbox', 'suggestions', 'suggestion-0']);
      expect(find(element, '#suggestion-0').ariaSelected).to.equal('true');
      press(field(element), 'ArrowDown');
      expect(told().at(-1)).to.equal('suggestion-1');
      press(field(element), 'ArrowDown');
      expect(told().at(-1)).to.equal('suggestion-0');
      press(field(element), 'ArrowUp');
      expect(find(element, '#suggestion-1').ariaSelected).to.equal('true');
      expect(element.shadowRoot?.activeElement).to.equal(field(element));
      expect(await violations(element)).to.deep.equal([]);
      press(field(element), 'Escape');
      expect(told()).to.deep.equal([null, null, null, null]);
    });

    it('says how many there are once that stands still', async () => {
      const { element } = await writing();
      await sendKeys({ type: '@ro' });
      const said = () => findAll(element, '[aria-live="polite"] > *').map(textOf);
      await until(() => said().includes('2 suggestions'), 'it is said');
      expect(said()).not.to.include('5 suggestions');
    });

    for (const key of ['Enter', 'Tab'])
      it(`writes by ${key} the name of whom a message begins with as people address each other`, async () => {
        const { element, text, room } = await writing();
        await sendKeys({ type: '@ros' });
        await offers(element, 'Rosaline');
        await sendKeys({ press: key });
        await until(() => text().startsWith('Rosaline:'), `it is written: ${text()}`);
        await sendKeys({ type: 'hello' });
        await offersNothing(element);
        await sendKeys({ press: 'Enter' });
        await until(() => room.called('send').length, 'it is sent');
        expect(room.called('send')).to.deep.equal([
          [
            {
              body: 'Rosaline: hello',
              mentions: [{ start: 0, end: 8, jid: `${ROOM}/Rosaline` }],
            },
          ],
        ]);
      });

    it('writes an @ before the names of others, and tells where they stand in what is sent', async () => {
      const { element, room } = await writing();
      await sendKeys({ type: 'ask @nur' });
      await offers(element, 'Nurse');
      await sendKeys({ press: 'Enter' });
      await sendKeys({ type: 'or @fri' });
      await offers(element, 'Friar Laurence');
      find(element, '#suggestion-0').click();
      await sendKeys({ type: 'now' });
      await sendKeys({ press: 'Enter' });
      await until(() => room.called('send').length, 'it is sent');
      expect(room.called('send')).to.deep.equal([
        [
          {
            body: 'ask @Nurse or @Friar Laurence now',
            mentions: [
              { start: 4, end: 10, jid: `${ROOM}/Nurse` },
              { start: 14, end: 29, jid: `${ROOM}/Friar Laurence` },
            ],
          },
        ],
      ]);
    });

    it('keeps the text on Escape, and asks no more about it', async () => {
      const { element, text } = await writing();
      await sendKeys({ type: 'to @ro' });
      await offers(element, 'Romeo', 'Rosaline');
      await sendKeys({ press: 'Escape' });
      await sendKeys({ type: 's' });
      await offersNothing(element);
      expect(text()).to.equal('to @ros');
      await sendKeys({ type: ' @ro' });
      await offers(element, 'Romeo', 'Rosaline');
    });

    it('takes one step back by Escape: the list before the reply', async () => {
      const { element } = await writing();
      await sendKeys({ type: '@ro' });
      await offers(element, 'Romeo', 'Rosaline');
      let heard = false;
      element.addEventListener('keydown', () => (heard = true));
      await sendKeys({ press: 'Escape' });
      await offers(element);
      expect(heard).to.be.false;
      await sendKeys({ press: 'Escape' });
      expect(heard).to.be.true;
    });

    for (const text of ['mail nurse@ro', 'x@', 'a.@ro', '@@ro'])
      it(`offers nothing for an @ that asks for nobody: ${text}`, async () => {
        const { element } = await writing();
        await sendKeys({ type: text });
        await offersNothing(element);
      });

    it('takes no key and shows nothing while an input method is at work', async () => {
      const { element } = await writing();
      const input = field(element);
      await sendKeys({ type: '@r' });
      await offers(element, 'Romeo', 'Rosaline');
      for (const more of [{ isComposing: true }, { keyCode: 229 }])
        expect(press(input, 'Enter', more), 'is left to it').to.be.true;
      input.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
      expect(options(element)).to.deep.equal([]);
      await sendKeys({ type: 'o' });
      await offersNothing(element);
      input.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
      await offers(element, 'Romeo', 'Rosaline');
    });

    it('closes when the field is left or the caret goes elsewhere', async () => {
      const { element } = await writing();
      await sendKeys({ type: '@ro' });
      await offers(element, 'Romeo', 'Rosaline');
      await sendKeys({ press: 'ArrowLeft' });
      expect(options(element)).to.deep.equal([]);
      await sendKeys({ press: 'ArrowRight' });
      await sendKeys({ type: 'm' });
      await offers(element, 'Romeo');
      field(element).blur();
      expect(options(element)).to.deep.equal([]);
    });

    it('is undone in one step', async () => {
      const { element, text } = await writing();
      await sendKeys({ type: 'to @ros' });
      await offers(element, 'Rosaline');
      await sendKeys({ press: 'Enter' });
      await until(() => text().startsWith('to @Rosaline'), 'it is written');
      await undo(rich);
      await until(() => text() === 'to @ros', `it is as it was: ${text()}`);
    });

    it('stands within the window, not over what is written', async () => {
      const { element } = await writing();
      await sendKeys({ type: '@' });
      await until(() => options(element).length, 'it offers some');
      const list = find(element, '[role="listbox"]').getBoundingClientRect();
      expect(list.left).to.be.at.least(0);
      expect(list.right).to.be.at.most(innerWidth);
      expect(list.top).to.be.at.least(0);
      expect(list.bottom).to.be.at.most(innerHeight);
    });

    it('shows eight of 2,000', async () => {
      const many = byNick(...Array.from({ length: 2000 }, (_, i) => `Montague ${i}`));
      const { element } = await writing({ occupants: many });
      await sendKeys({ type: '@mont' });
      await until(() => options(element).length === 8, 'it offers some');
    });
  });

describe('mentioning people', () => {
  it('offers the contact in a chat, by their address', async () => {
    const { chat, session } = fakeChat({ name: 'Juliet' });
    const element = await fixture('xmpp-chat', { session, jid: JULIET });
    find(element, 'textarea').focus();
    await until(() => button(element, 'Emoji'), 'there is help');
    await sendKeys({ type: 'dear @j' });
    await offers(element, 'Juliet');
    await sendKeys({ press: 'Enter' });
    await sendKeys({ press: 'Enter' });
    await until(() => chat.called('send').length, 'it is sent');
    expect(chat.called('send')).to.deep.equal([
      [{ body: 'dear @Juliet ', mentions: [{ start: 5, end: 12, jid: JULIET }] }],
    ]);
  });

  it('offers who is in the room to a composer that stands elsewhere, and nobody to one that stands alone', async () => {
    const { fake, room, session } = fakeRoom({ nick: 'Me', occupants: VERONA, status: { state: 'joined' } });
    fake.set({ state: 'online' });
    const element = await fixture('xmpp-rich-composer', { session, to: ROOM, plain: true });
    element.focus();
    await until(() => button(element, 'Emoji'), 'there is help');
    await sendKeys({ type: '@ros' });
    await offers(element, 'Rosaline');
    await sendKeys({ press: 'Enter' });
    await sendKeys({ press: 'Enter' });
    await until(() => room.called('send').length, 'it is sent');
    expect(room.called('send')).to.deep.equal([
      [{ body: 'Rosaline: ', mentions: [{ start: 0, end: 8, jid: `${ROOM}/Rosaline` }] }],
    ]);
    element.remove();
    const alone = await fixture('xmpp-rich-composer', { plain: true });
    alone.focus();
    await until(() => button(alone, 'Emoji'), 'there is help');
    await sendKeys({ type: '@ros' });
    await offersNothing(alone);
  });

  it('offers nobody in code', async () => {
    const { element } = await shown();
    button(element, 'Formatting').click();
    await until(() => field(element).isContentEditable, 'the editor is there');
    await sendKeys({ type: '`x` `@ro' });
    await offers(element, 'Romeo', 'Rosaline');
    await sendKeys({ type: '`' });
    await pressKeys('Mod+e');
    await sendKeys({ type: ' @ro' });
    await offersNothing(element);
  });
});

describe('finding people', () => {
  it('finds them among 2,000, of whom 500 spoke', () => {
    const occupants = byNick(...Array.from({ length: 2000 }, (_, i) => `Romeo Montague ${i}`));
    const messages = Array.from({ length: 500 }, (_, i) => message('hello', { nick: `Romeo Montague ${i}` }));
    const { room } = fakeRoom({ nick: 'Me', occupants, messages });
    const people = new People();
    for (const query of ['', 'm', 'mo', 'romeo m', 'montague 19'])
      expect(people.find(asRoom(room), query, 8).length).to.equal(8);
  });
});

describe('who is named', () => {
  const known = new Map(['Ann', 'Ann Lee', 'Zoë', '🦊', 'a.b'].map((nick) => [nick, nick.toLowerCase()]));
  for (const [body, ...named] of [
    ['@Ann hello', '@Ann'],
    ['@Ann Lee', '@Ann Lee'],
    ['@Ann Leeds', '@Ann'],
    ['@Anna'],
    ['mail@Ann'],
    ['Ann: hello', 'Ann'],
    ['Ann, hello', 'Ann'],
    ['Ann hello'],
    ['I told Ann: no'],
    ['@ann'],
    ['😀 @🦊 and @Zoë!', '@🦊', '@Zoë'],
    ['Ann: @Ann', 'Ann', '@Ann'],
    ['@a.b.', '@a.b'],
    ['(@Ann) "@Ann Lee\'s"', '@Ann', '@Ann Lee'],
    [''],
  ] as const)
    it(`is ${named.join(' and ') || 'nobody'} in “${body}”`, () => {
      const found = mentionsIn(body, known);
      expect(found.map(({ start, end }) => body.slice(start, end))).to.deep.equal(named);
      expect(found.map(({ jid }) => jid)).to.deep.equal(
        named.map((text) => text.replace('@', '').toLowerCase()),
      );
    });
});
