import { expect } from 'chai';
import '../../../../src/components/xmpp-roster/define.js';
import { registerStrings } from '../../../../src/components/shared/page-strings.js';
import { squareOf } from '../../../../src/components/shared/square-picture.js';
import { readImageKind } from '../../../../src/session/image.js';
import { ConnectionError, StanzaError, TimeoutError } from '../../../../src/session/errors.js';
import { chooseFile, drawn, transferOf } from '../../../support/drawn.js';
import { ACCOUNT, fakePeople } from '../../../support/fake-people.js';
import { button, find, findAll, fixture, textOf, violations } from '../../../support/fixture.js';
import { png } from '../../../support/pictures.js';
import { PSEUDO, pseudo } from '../../../support/pseudo.js';
import { until } from '../../../support/until.js';
import { untranslated } from '../../../support/untranslated.js';

const file = (name: string, type: string, ...parts: BlobPart[]) => new File(parts, name, { type });
const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());

/** A roster whose account is about to change its picture. */
async function asked(prepare?: (fakes: ReturnType<typeof fakePeople>) => unknown, lang = '') {
  const fakes = fakePeople({ 'ada@k.example': { name: 'Ada' } });
  await prepare?.(fakes);
  const element = await fixture('xmpp-roster', { session: fakes.session, lang });
  const opener = await until(() => element.shadowRoot?.querySelector<HTMLElement>('.mine'), 'its own');
  opener.focus();
  opener.click();
  const dialog = await until(
    () => element.shadowRoot?.querySelector<HTMLDialogElement>('dialog[open]'),
    'a dialog',
  );
  const field = dialog.querySelector<HTMLInputElement>('input[type=file]')!;
  const chosen = () => until(() => dialog.querySelector('canvas'), 'what was chosen shows');
  const says = (text: string) => until(() => textOf(dialog).includes(text), `it says “${text}”`);
  const said = (text: string) =>
    until(() => textOf(find(element, 'section > [aria-live=polite]')).includes(text), `“${text}” is said`);
  return { ...fakes, element, opener, dialog, field, chosen, says, said };
}

describe('One’s own picture in <xmpp-roster>', () => {
  it('is chosen, shown as others will see it, and saved as a small square PNG', async () => {
    const { element, opener, dialog, field, chosen, avatars, said } = await asked();
    expect(textOf(find(element, 'dialog[open] h2'))).to.equal('Your picture');
    expect(find(element, '[role=img]').ariaLabel).to.equal('You have no picture');
    expect(element.shadowRoot?.activeElement, 'the focus is where one starts').to.equal(
      button(element, 'Choose a picture'),
    );
    expect(await violations(element)).to.deep.equal([]);
    chooseFile(field, await drawn('image/jpeg', 900, 300));
    await chosen();
    expect(find(element, '[role=img]').ariaLabel).to.equal('Your new picture');
    expect(await violations(element)).to.deep.equal([]);
    button(element, 'Save').click();
    await said('Your picture is saved');
    const [saved] = avatars.published;
    expect(readImageKind(await bytesOf(saved!))).to.deep.equal({
      type: 'image/png',
      width: 192,
      height: 192,
    });
    expect(dialog.open).to.equal(false);
    expect(element.shadowRoot?.activeElement, 'the focus is back').to.equal(opener);
    await until(() => opener.querySelector('img'), 'it shows');
  });

  it('is cut from the middle, and never made larger than it was', async () => {
    const wide = await squareOf(await drawn('image/png', 90, 30));
    if (typeof wide === 'string') throw new Error(wide);
    expect([wide.width, wide.height]).to.deep.equal([30, 30]);
    const [r, g, b] = wide.getContext('2d')!.getImageData(15, 15, 1, 1).data;
    expect([r, g, b]).to.deep.equal([0x22, 0xaa, 0x44]);
  });

  it('is dropped or pasted, too, and the page stays', async () => {
    const { dialog, chosen, says, element } = await asked();
    const dataTransfer = transferOf(await drawn('image/webp', 60, 40), await drawn('image/png', 9, 9));
    const over = new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true });
    dialog.dispatchEvent(over);
    expect([over.defaultPrevented, findAll(element, '.place.over').length]).to.deep.equal([true, 1]);
    const drop = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
    dialog.dispatchEvent(drop);
    expect([drop.defaultPrevented, findAll(element, '.place.over').length]).to.deep.equal([true, 0]);
    expect((await chosen()).width, 'the first of them').to.equal(40);
    const paste = new ClipboardEvent('paste', { bubbles: true, composed: true });
    // Firefox leaves out what its constructor is given
    Object.defineProperty(paste, 'clipboardData', { value: transferOf(await drawn('image/png', 20, 10)) });
    find(element, '.choose').dispatchEvent(paste);
    await until(() => dialog.querySelector('canvas')?.width === 10, 'what was pasted');
    const text = new DataTransfer();
    text.setData('text/plain', 'https://evil.example');
    dialog.dispatchEvent(new DragEvent('dragover', { dataTransfer: text, bubbles: true, cancelable: true }));
    expect(findAll(element, '.place.over'), 'only files are asked for').to.have.length(0);
    const link = new DragEvent('drop', { dataTransfer: text, bubbles: true, cancelable: true });
    dialog.dispatchEvent(link);
    expect(link.defaultPrevented, 'a dropped link leads nowhere').to.equal(true);
    await says('Cut to a square');
  });

  for (const [what, wrong, problem] of [
    [
      'a page called a picture',
      file('me.png', 'image/png', '<!doctype html><script>alert(1)</script>'),
      'no picture',
    ],
    ['an SVG', file('me.svg', 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"/>'), 'no picture'],
    ['an empty file', file('me.png', 'image/png'), 'no picture'],
    [
      'a header of 100 megapixels',
      file('me.png', 'image/png', png(10_000, 10_000) as BlobPart),
      '40 megapixels',
    ],
    ['a header alone', file('me.png', 'image/png', png(40, 30) as BlobPart), 'cannot be read'],
    ['too many bytes', file('me.png', 'image/png', new Uint8Array(32 * 1024 * 1024 + 1)), '32 MB'],
  ] as const)
    it(`security.md §6: ${what} is refused, before anything is decoded or sent`, async () => {
      const { element, field, says, avatars, dialog } = await asked();
      chooseFile(field, wrong);
      await says(problem);
      expect(dialog.querySelector('canvas')).to.equal(null);
      expect(await violations(element)).to.deep.equal([]);
      button(element, 'Save').click();
      expect(avatars.published).to.deep.equal([]);
    });

  it('is removed', async () => {
    const { element, avatars, said } = await asked(async ({ avatars: { urls } }) => {
      urls.set(ACCOUNT, URL.createObjectURL(await drawn('image/png', 8, 8)));
    });
    button(element, 'Remove the picture').click();
    await said('Your picture is removed');
    expect(avatars.published).to.deep.equal([undefined]);
  });

  it('goes out smaller where the server takes no more', async () => {
    const { element, field, chosen, avatars, said, says } = await asked();
    const picture = await drawn('image/png', 400, 400);
    const sizes = await Promise.all(
      [192, 96].map(async (side) => (await drawn('image/png', side, side)).size),
    );
    avatars.maxBytes = 1;
    chooseFile(field, picture);
    await chosen();
    button(element, 'Save').click();
    await says('Your server does not take pictures of this size.');
    avatars.maxBytes = Math.max(...sizes) - 1;
    button(element, 'Save').click();
    await said('Your picture is saved');
    expect(readImageKind(await bytesOf(avatars.published[0]!))?.width).to.be.below(192);
  });

  for (const [error, text] of [
    [new StanzaError('feature-not-implemented', 'cancel'), 'Your server keeps no pictures.'],
    [new StanzaError('service-unavailable', 'cancel'), 'Your server keeps no pictures.'],
    [new StanzaError('forbidden', 'auth'), 'Your server does not allow this.'],
    [new ConnectionError('gone'), 'There is no connection.'],
    [new TimeoutError('late'), 'Your server did not answer.'],
  ] as const)
    it(`IM-12: says “${text}” (${error.message}) and can be tried again`, async () => {
      const { element, field, chosen, avatars, says, said } = await asked(({ avatars: all }) => {
        all.refusal = error;
      });
      chooseFile(field, await drawn('image/png', 20, 20));
      await chosen();
      button(element, 'Save').click();
      await says(text);
      avatars.refusal = undefined;
      button(element, 'Save').click();
      await said('Your picture is saved');
    });

  it('says that it is being saved, and saves once', async () => {
    let done = () => undefined as unknown;
    const { element, field, chosen, avatars, said } = await asked(({ avatars: all }) => {
      all.slow = new Promise((resolve) => (done = () => resolve()));
    });
    chooseFile(field, await drawn('image/png', 20, 20));
    await chosen();
    button(element, 'Save').click();
    expect(find(element, 'dialog[open] .sheet').ariaBusy).to.equal('true');
    button(element, 'Saving…').click();
    done();
    await said('Your picture is saved');
    expect(avatars.published).to.have.length(1);
  });

  it('waits for a connection, and keeps what was chosen', async () => {
    const { element, field, chosen, avatars, fake, says, dialog } = await asked();
    chooseFile(field, await drawn('image/png', 20, 20));
    await chosen();
    fake.set({ state: 'reconnecting' });
    await says('There is no connection. You can change your picture once there is.');
    button(element, 'Save').click();
    expect(avatars.published).to.deep.equal([]);
    fake.set({ state: 'online' });
    await until(() => !textOf(dialog).includes('no connection'), 'there is one');
    button(element, 'Save').click();
    await until(() => avatars.published.length === 1, 'it is saved');
  });

  it('is not asked for any more once another account is signed in', async () => {
    const { dialog, field, chosen, fake, avatars } = await asked();
    chooseFile(field, await drawn('image/png', 20, 20));
    await chosen();
    fake.account = 'other@kit.example';
    fake.set({ state: 'online' });
    await until(() => !dialog.open, 'it is closed');
    expect(avatars.published).to.deep.equal([]);
  });

  it('says nothing that is not in the catalogue', async () => {
    registerStrings(PSEUDO, pseudo);
    const { element, field, chosen, fake, dialog } = await asked(undefined, PSEUDO);
    const foreign = () =>
      untranslated(
        element,
        [ACCOUNT, 'ada@k.example'].map((jid) => `bdi[title]: ${jid}`),
      );
    expect(foreign()).to.deep.equal([]);
    chooseFile(field, file('me.txt', 'text/plain', 'no picture'));
    await until(() => dialog.querySelector('[role=alert]'), 'it says what is wrong');
    expect(foreign()).to.deep.equal([]);
    chooseFile(field, await drawn('image/png', 20, 20));
    await chosen();
    fake.set({ state: 'reconnecting' });
    await until(() => dialog.querySelector('p.failure'), 'it says that it waits');
    expect(foreign()).to.deep.equal([]);
  });

  it('lets go of session and stores once it is closed, and with its element', async () => {
    const { element, fake, avatars, dialog } = await asked();
    const before = [fake.listeners, avatars.listeners];
    button(element, 'Cancel').click();
    await until(() => dialog.childElementCount === 0, 'it is empty');
    expect([fake.listeners, avatars.listeners]).to.deep.equal(before.map((n) => n - 1));
    find(element, '.mine').click();
    await until(() => dialog.open, 'once more');
    element.remove();
    await until(() => !dialog.open, 'closed');
    await until(() => fake.listeners === 0 && avatars.listeners === 0, 'nothing is followed');
  });

  it('speaks German', async () => {
    const { element, dialog } = await asked(undefined, 'de');
    expect(textOf(find(element, 'dialog[open] h2'))).to.equal('Dein Bild');
    expect(dialog.lang).to.equal('de');
    expect(button(element, 'Bild auswählen')).to.not.equal(null);
  });
});
