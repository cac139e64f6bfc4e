import { expect } from 'chai';
import '../../../../src/components/xmpp-room/define.js';
import { ROOM, fakeRoom, type RoomFields } from '../../../support/fake-room.js';
import { cleanUpAfterTest } from '../../../support/clean-up.js';
import { button, find, fixture, press, type } from '../../../support/fixture.js';
import { typeKeys } from '../../../support/rich.js';
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
