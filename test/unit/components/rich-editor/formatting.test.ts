import { expect } from 'chai';
import '../../../../src/components/xmpp-room/define.js';
import { ROOM, fakeRoom, message, type RoomFields } from '../../../support/fake-room.js';
import { cleanUpAfterTest } from '../../../support/clean-up.js';
import { button, find, findAll, fixture, part, press, textOf, type } from '../../../support/fixture.js';
import { markupOf, typeKeys } from '../../../support/rich.js';
import { until } from '../../../support/until.js';

async function shown(fields: Partial<RoomFields> = {}) {
  sessionStorage.clear();
  cleanUpAfterTest(() => localStorage.clear());
  const { room, session } = fakeRoom(fields);
  const element = await fixture('xmpp-room', { session, jid: ROOM });
  return { element, room, input: find<HTMLTextAreaElement>(element, 'textarea') };
}

/** In the rich editor, with the focus. */
async function writing(fields?: Partial<RoomFields>) {
  const { element, room, input } = await shown(fields);
  input.focus();
  await until(() => button(element, 'Formatting'), 'there is the button');
  button(element, 'Formatting').click();
  const editor = await until(
    () => element.shadowRoot?.querySelector<HTMLElement>('[role="textbox"]'),
    'it is there',
  );
  return { element, room, editor };
}

describe('formatting in a room', () => {
  it('takes over text, caret and focus from the text area', async () => {
    const { element, input } = await shown();
    input.focus();
    type(input, 'one\ntwo');
    input.setSelectionRange(5, 5);
    await until(() => button(element, 'Formatting'), 'there is the button');
    button(element, 'Formatting').click();
    const editor = await until(
      () => element.shadowRoot?.querySelector<HTMLElement>('[role="textbox"]'),
      'it is there',
    );
    expect(element.shadowRoot?.activeElement).to.equal(editor);
    await typeKeys('X');
    await until(() => editor.textContent === 'onetXwo', `it is written at the caret: ${editor.textContent}`);
  });

  it('has its toolbar before the buttons that are there without it', async () => {
    const { element } = await writing();
    const inField = '.composer .field > :is([role=toolbar], button)';
    const attach = () => findAll(element, inField).some(({ ariaLabel }) => ariaLabel === 'Attach files');
    await until(attach, 'all are there');
    const order = findAll(element, inField);
    expect(order.map((each) => each.getAttribute('role') ?? each.getAttribute('aria-label'))).to.deep.equal([
      'toolbar',
      'Formatting',
      'Emoji',
      'Attach files',
      'Send',
    ]);
  });

  it('writes beside a list’s marks, whichever way words and page run', async () => {
    document.documentElement.dir = 'rtl';
    cleanUpAfterTest(() => document.documentElement.removeAttribute('dir'));
    const { element, editor } = await writing();
    await typeKeys('- one');
    const words = await until(() => editor.querySelector('li p')?.firstChild, 'it is a list');
    const range = document.createRange();
    range.selectNodeContents(words);
    const line = find(element, 'li p').getBoundingClientRect();
    expect(range.getBoundingClientRect().right).to.be.closeTo(line.right, 1);
  });

  it('sends formatted text as XHTML and as plain text', async () => {
    const { editor, room } = await writing();
    await typeKeys('hello **bold** and *it*');
    await until(() => editor.querySelector('em'), `the signs are taken: ${editor.textContent}`);
    press(editor, 'Enter');
    expect(room.called('send')).to.deep.equal([
      [
        {
          body: 'hello bold and it',
          html: '<p>hello <strong>bold</strong> and <em>it</em></p>',
        },
      ],
    ]);
    expect(editor.textContent).to.equal('');
  });

  it('keeps formatted drafts by conversation, and through a reload', async () => {
    const { editor, element } = await writing();
    await typeKeys('a **b**');
    await until(() => editor.querySelector('strong'), 'it is formatted');
    element.remove();
    const { session } = fakeRoom();
    const again = await fixture('xmpp-room', { session, jid: ROOM });
    expect(find<HTMLTextAreaElement>(again, 'textarea').value).to.equal('a b');
    find(again, 'textarea').focus();
    const back = await until(
      () => again.shadowRoot?.querySelector<HTMLElement>('[role="textbox"]'),
      'formatting is remembered',
    );
    expect(back.querySelector('strong')?.textContent).to.equal('b');
  });

  describe('and a message of one’s own that is formatted', () => {
    const content = [
      { name: 'p' as const, children: ['so ', { name: 'strong' as const, children: ['good'] }] },
    ];
    const messages = () => [
      message('so good', {
        own: true,
        nick: 'Me',
        state: 'sent',
        rich: { content, text: 'so good', differs: false },
      }),
    ];

    it('has it corrected with its formatting, and the draft aside meanwhile', async () => {
      const { element, editor, room } = await writing({ messages: messages() });
      press(editor, 'ArrowUp');
      await until(() => markupOf(editor) === '<p>so <strong>good</strong></p>', 'it is there');
      await typeKeys('!');
      press(editor, 'Enter');
      expect(room.called('correct')).to.deep.equal([
        [room.messages[0]?.key, { body: 'so good!', html: '<p>so <strong>good!</strong></p>' }],
      ]);
      expect(element.shadowRoot?.querySelector('.errand')).to.equal(null);
      expect(editor.textContent).to.equal('');
    });

    it('brings the draft back formatted where that is given up', async () => {
      const { element, editor, room } = await writing({ messages: messages() });
      await typeKeys('a **b**');
      await until(() => editor.querySelector('strong'), 'it is formatted');
      part(element, 'message').focus();
      (await until(() => element.shadowRoot?.querySelector<HTMLElement>('.row-more'), 'its button')).click();
      findAll(element, '#row-menu [role=menuitem]')
        .find((each) => textOf(each) === 'Edit')!
        .click();
      await until(() => markupOf(editor) === '<p>so <strong>good</strong></p>', 'it is there');
      press(editor, 'Escape');
      expect(markupOf(editor)).to.equal('<p>a <strong>b</strong></p>');
      expect(room.called('correct')).to.deep.equal([]);
    });

    it('sends nothing where it is left as it was', async () => {
      const { editor, room } = await writing({ messages: messages() });
      press(editor, 'ArrowUp');
      await until(() => editor.textContent === 'so good', 'it is there');
      press(editor, 'Enter');
      await until(() => editor.textContent === '', 'it is done');
      expect(room.called('correct').concat(room.called('send'))).to.deep.equal([]);
    });

    it('shows its formatting where that is turned on only then', async () => {
      const { element, input } = await shown({ messages: messages() });
      input.focus();
      await until(() => button(element, 'Formatting'), 'there is the button');
      press(input, 'ArrowUp');
      await until(() => input.value === 'so good', 'plain words');
      button(element, 'Formatting').click();
      const editor = await until(
        () => element.shadowRoot?.querySelector<HTMLElement>('[role="textbox"]'),
        'it is there',
      );
      expect(markupOf(editor)).to.equal('<p>so <strong>good</strong></p>');
    });
  });

  describe('and such a message that has not gone out', () => {
    const content = [
      { name: 'p' as const, children: ['so ', { name: 'strong' as const, children: ['good'] }] },
      { name: 'ul' as const, children: [{ name: 'li' as const, children: ['one'] }] },
    ];
    const body = 'so good\n- one';
    const markup = '<p>so <strong>good</strong></p><ul><li><p>one</p></li></ul>';
    const messages = () => [
      message(body, {
        own: true,
        nick: 'Me',
        state: 'failed',
        failure: { reason: 'no-echo' },
        rich: { content, text: body, differs: false },
      }),
    ];

    it('has it back with its formatting', async () => {
      const { element, editor, room } = await writing({ messages: messages() });
      find(element, '[data-action=edit]').click();
      expect(markupOf(editor)).to.equal(markup);
      expect(room.called('discard')).to.have.length(1);
      await typeKeys('!');
      press(editor, 'Enter');
      expect(room.called('send')).to.deep.equal([
        [{ body: `${body}!`, html: '<p>so <strong>good</strong></p><ul><li>one!</li></ul>' }],
      ]);
    });

    it('has it back in front of what is being written, and as a draft', async () => {
      const { element, editor } = await writing({ messages: messages() });
      await typeKeys('and **more**');
      await until(() => editor.querySelector('strong'), 'it is formatted');
      find(element, '[data-action=edit]').click();
      const both = `${markup}<p>and <strong>more</strong></p>`;
      expect(markupOf(editor)).to.equal(both);
      element.remove();
      const again = await fixture('xmpp-room', { session: fakeRoom().session, jid: ROOM });
      find(again, 'textarea').focus();
      const back = await until(
        () => again.shadowRoot?.querySelector<HTMLElement>('[role="textbox"]'),
        'formatting is remembered',
      );
      expect(markupOf(back)).to.equal(both);
    });

    for (const [what, written, after] of [
      ['alone', '', ''],
      ['in front of what is being written', 'a *b*\n\nc', '<p>a *b*</p><p></p><p>c</p>'],
    ] as const)
      it(`shows its formatting where that is turned on only then: ${what}`, async () => {
        const { element, input } = await shown({ messages: messages() });
        input.focus();
        await until(() => button(element, 'Formatting'), 'there is the button');
        type(input, written);
        find(element, '[data-action=edit]').click();
        expect(input.value).to.equal(written ? `${body}\n${written}` : body);
        button(element, 'Formatting').click();
        const editor = await until(
          () => element.shadowRoot?.querySelector<HTMLElement>('[role="textbox"]'),
          'it is there',
        );
        expect(markupOf(editor)).to.equal(markup + after);
      });
  });

  it('goes back to plain text with the same words, caret and focus in it', async () => {
    const { editor, element } = await writing();
    await typeKeys('- a');
    await until(() => editor.querySelector('li'), 'it is a list');
    button(element, 'Formatting').click();
    const input = await until(() => element.shadowRoot?.querySelector('textarea'), 'the text area is back');
    expect(input.value).to.equal('- a');
    expect(element.shadowRoot?.activeElement).to.equal(input);
    expect(button(element, 'Formatting').ariaPressed).to.equal('false');
    await typeKeys('!');
    expect(input.value).to.equal('- a!');
  });

  it('waits for the end of what an input method is composing', async () => {
    const { element, input } = await shown();
    input.focus();
    await until(() => button(element, 'Formatting'), 'there is the button');
    type(input, 'に');
    press(input, 'n', { isComposing: true, keyCode: 229 });
    button(element, 'Formatting').click();
    await import('../../../../src/components/rich-editor/rich-writing.js');
    await new Promise((resolve) => setTimeout(resolve));
    expect(input.isConnected).to.be.true;
    input.dispatchEvent(new CompositionEvent('compositionend', { data: 'に', bubbles: true }));
    const editor = await until(
      () => element.shadowRoot?.querySelector<HTMLElement>('[role="textbox"]'),
      'then it takes over',
    );
    expect(editor.textContent).to.equal('に');
  });
});
