import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import '../../../../src/components/xmpp-room/define.js';
import { ROOM, fakeRoom, type RoomFields } from '../../../support/fake-room.js';
import { cleanUpAfterTest } from '../../../support/clean-up.js';
import { button, find, fixture, press, type } from '../../../support/fixture.js';
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
    await sendKeys({ type: 'X' });
    await until(() => editor.textContent === 'onetXwo', `it is written at the caret: ${editor.textContent}`);
  });

  it('sends formatted text as XHTML and as plain text', async () => {
    const { editor, room } = await writing();
    await sendKeys({ type: 'hello **bold** and *it*' });
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
});
