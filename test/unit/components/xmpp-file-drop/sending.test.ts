import { expect } from 'chai';
import { fileEnglish } from '../../../../src/components/shared/file-strings.js';
import { ConnectionError } from '../../../../src/session/errors.js';
import { TransferError, type TransferFailure } from '../../../../src/session/files/transfer.js';
import { drawn, transferOf } from '../../../support/drawn.js';
import { sized } from '../../../support/fake-files.js';
import {
  button,
  eventsOf,
  find,
  findAll,
  part,
  parts,
  press,
  textOf,
  violations,
} from '../../../support/fixture.js';
import { clipboardEvent } from '../../../support/paste.js';
import { until } from '../../../support/until.js';
import { ADA, shows, someone } from './support.js';

const text = (name: string, content = 'one') => new File([content], name, { type: 'text/plain' });

/** What a folder is when it is dropped: browsers make no such thing for scripts. */
function folderOf(name: string): DataTransfer {
  const item = {
    kind: 'file',
    webkitGetAsEntry: () => ({ isDirectory: true, name }),
    getAsFile: () => text(name),
  };
  const transfer = new DataTransfer();
  Object.defineProperty(transfer, 'items', { value: [item] });
  Object.defineProperty(transfer, 'types', { value: ['Files'] });
  return transfer;
}

describe('<xmpp-file-drop>', () => {
  it('sends what is chosen, dropped or pasted by one path, and shows how far it is', async () => {
    const { element, files, drag, rows, choose } = await shows();
    choose(text('one.txt'));
    const two = transferOf(text('two.txt'));
    expect(drag('dragover', two), 'the browser lets it be dropped').to.equal(true);
    expect(drag('drop', two), 'the page stays').to.equal(true);
    element.dispatchEvent(clipboardEvent('paste', transferOf(text('three.txt'))));
    await until(() => rows().length === 3, 'all are listed');
    expect(files.sent.map(({ file, to }) => [(file as File).name, to])).to.deep.equal([
      ['one.txt', ADA],
      ['two.txt', ADA],
      ['three.txt', ADA],
    ]);
    files.simulated[0]?.ask().move(1 / 3);
    await until(() => textOf(rows()[0]!).includes('1 byte of 3 bytes'), 'it shows how much has passed');
    expect(rows()[0]?.querySelector('progress')?.getAttribute('aria-valuetext')).to.equal('33%');
    expect(await violations(element)).to.deep.equal([]);
    files.simulated[0]?.finish();
    await until(() => textOf(rows()[0]!).includes('Sent'), 'it is sent');
  });

  it('has a real button, described by what is taken', async () => {
    const { element } = await shows({ accept: 'image/*,.pdf', maxBytes: '5000000', maxFiles: '2' });
    const described = find(element, `#${button(element, 'Choose files').getAttribute('aria-describedby')}`);
    expect(textOf(described)).to.equal('Only pictures, PDF · up to 5 MB each · 2 at a time');
    const opened = new Promise((resolve) => {
      find(element, 'input[type=file]').addEventListener('click', (event) => {
        event.preventDefault();
        resolve((event.target as HTMLInputElement).accept);
      });
    });
    button(element, 'Choose files').click();
    expect(await opened).to.equal('image/*,.pdf');
  });

  it('refuses before it sends, names file and limit, and the rest proceeds', async () => {
    const { element, drag, rows, spoken } = await shows({ accept: '.txt', maxBytes: '1000', maxFiles: '1' });
    drag('drop', folderOf('holidays'));
    await until(() => findAll(element, '.refused li').length === 1, 'the folder is refused');
    const refused = () =>
      findAll(element, '.refused li').map((each) => textOf(each).replace(/[\u2068\u2069]/g, ''));
    expect(refused()).to.deep.equal(['holidays is a folder. Choose the files in it.']);
    drag(
      'drop',
      transferOf(
        text('a.exe'),
        text('empty.txt', ''),
        text('big.txt', 'x'.repeat(2000)),
        text('ok.txt'),
        text('more.txt'),
      ),
    );
    await until(() => rows().length === 1, 'one goes out');
    expect(textOf(find(element, '.row .name'))).to.equal('ok.txt');
    expect(refused()).to.deep.equal([
      'a.exe is not taken here, only TXT.',
      'empty.txt is empty.',
      'big.txt is too large: 2 kB of at most 1 kB.',
      'more.txt is too much: at most 1 file at a time.',
    ]);
    await until(() => spoken.includes('empty.txt is empty.'), 'it is said, too');
    expect(await violations(element)).to.deep.equal([]);
    button(element, 'Dismiss').click();
    expect(findAll(element, '.refused')).to.deep.equal([]);
  });

  it('is covered only while files are dragged over it; Escape clears that', async () => {
    const { element, drag } = await shows();
    const covered = () => part(element, 'overlay').checkVisibility();
    const words = new DataTransfer();
    words.setData('text/plain', 'hello');
    drag('dragenter', words);
    expect(covered(), 'words are no files').to.equal(false);
    const one = transferOf(text('one.txt'));
    drag('dragenter', one);
    expect(covered()).to.equal(true);
    expect(textOf(part(element, 'overlay'))).to.include('Ada');
    press(document.body, 'Escape');
    expect(covered()).to.equal(false);
    drag('dragenter', one);
    drag('dragenter', one, button(element, 'Choose files'));
    drag('dragleave', one);
    expect(covered(), 'still inside').to.equal(true);
    drag('dragleave', one, button(element, 'Choose files'));
    expect(covered()).to.equal(false);
    expect(drag('drop', words), 'a dropped link leads the page nowhere').to.equal(true);
  });

  it('takes files anywhere on what it is put around, and leaves words there alone', async () => {
    const page = document.createElement('article');
    page.textContent = 'A letter';
    const { element, drag, rows } = await shows({}, someone(), page);
    await until(() => find(element, '.around'), 'it stands back');
    expect(page.checkVisibility()).to.equal(true);
    const words = new DataTransfer();
    words.setData('text/plain', 'hello');
    expect(drag('drop', words, page), 'words are for the page').to.equal(false);
    drag('dragenter', transferOf(text('one.txt')), page);
    const cover = part(element, 'overlay').getBoundingClientRect();
    expect(cover.top, 'all of it is covered').to.be.at.most(page.getBoundingClientRect().top);
    drag('drop', transferOf(text('one.txt')), page);
    await until(() => rows().length === 1, 'it is sent');
    const taken = transferOf(text('two.txt'));
    page.addEventListener('drop', (event) => event.preventDefault());
    drag('drop', taken, page);
    expect(rows(), 'what something inside takes is its own').to.have.length(1);
  });

  it('leaves pasted text that comes with a picture of itself, and names pasted pictures', async () => {
    const { element, files, rows } = await shows();
    const cells = transferOf(new File(['x'], 'image.png', { type: 'image/png' }));
    cells.setData('text/plain', '1\t2');
    cells.setData('text/html', '<table></table>');
    const event = clipboardEvent('paste', cells);
    element.dispatchEvent(event);
    expect(event.defaultPrevented).to.equal(false);
    element.dispatchEvent(
      clipboardEvent(
        'paste',
        transferOf(await drawn('image/png', 30, 20).then((file) => new File([file], 'image.png'))),
      ),
    );
    await until(() => rows().length === 1, 'the picture is sent');
    expect(files.sent[0]?.options?.name).to.match(/^Pasted [^:]*\d[^:]*\.png$/);
    await until(() => find(element, '.picture canvas'), 'and seen: it is at hand');
  });

  it('shows no picture of what only calls itself one (security.md §6)', async () => {
    const { choose, row, element } = await shows();
    choose(new File(['<svg/>'], 'a.png', { type: 'image/png' }), await drawn('image/png', 30, 20));
    await until(() => findAll(element, '.picture canvas').length === 1, 'the real one is seen');
    expect(row('a.png').querySelector('canvas, img')).to.equal(null);
  });

  it('pauses, goes on, ends, tries again and removes, each button naming its file', async () => {
    const { element, files, choose, press, row, rows, focused, says } = await shows();
    choose(text('one.txt'), text('two.txt'));
    const [one, two] = files.simulated;
    one!.ask('socks5').transfer.pausable = true;
    one!.move(0.4);
    await press('Pause one.txt');
    await says('Paused');
    await press('Go on with one.txt');
    await until(() => button(element, 'Pause one.txt'), 'it goes on');
    button(element, 'Cancel one.txt').focus();
    await press('Cancel one.txt');
    await until(() => textOf(row('one.txt')).includes('Cancelled'), 'it is over');
    expect(focused(), 'the focus stays in the row').to.equal('Try one.txt again');
    await press('Try one.txt again');
    await until(() => one!.transfer.state === 'waiting', 'it begins again');
    two!.ask().fail('network');
    await press('Try two.txt again');
    button(element, 'Cancel one.txt').focus();
    await press('Cancel one.txt');
    await until(() => button(element, 'Remove one.txt from the list'), 'it can be removed');
    button(element, 'Remove one.txt from the list').focus();
    await press('Remove one.txt from the list');
    await until(() => rows().length === 1, 'it is gone');
    expect(focused(), 'the next row has the focus').to.equal('Cancel two.txt');
    await press('Cancel two.txt');
    await until(() => button(element, 'Remove two.txt from the list'), 'it can be removed');
    button(element, 'Remove two.txt from the list').focus();
    await press('Remove two.txt from the list');
    await until(() => rows().length === 0, 'it is gone');
    expect(focused(), 'none is left').to.equal('Choose files');
  });

  it('is told once of start and end, and of quarters where it takes long', async () => {
    const { files, choose, said, spoken } = await shows();
    choose(text('one.txt', 'x'.repeat(100)));
    await said('Sending one.txt');
    const [one] = files.simulated;
    const { now } = Date;
    try {
      one!.ask().move(0.1);
      await until(() => one!.transfer.state === 'active', 'it moves');
      await new Promise((resolve) => one!.transfer.addEventListener('change', resolve, { once: true }));
      Date.now = () => now() + 6_000;
      one!.move(0.6);
      await said('one.txt: 50%');
      one!.move(0.7);
      one!.finish();
      await said('one.txt is sent');
    } finally {
      Date.now = now;
    }
    expect(spoken).to.deep.equal(['Sending one.txt', 'one.txt: 50%', 'one.txt is sent']);
    choose(text('two.txt'), text('three.txt'));
    await said('Sending 2 files');
    files.simulated[1]!.ask().fail('stopped');
    await said('two.txt failed. They ended it.');
  });

  it('has a sentence for each reason, quotes the other side, and offers to try again where that may help', async () => {
    const { files, choose, row, element } = await shows();
    const reasons = Object.keys(fileEnglish.failed) as TransferFailure[];
    choose(...reasons.map((reason) => text(`${reason}.txt`)));
    reasons.forEach((reason, i) => files.simulated[i]!.ask().fail(reason, { text: 'So it is' }));
    for (const reason of reasons) {
      await until(
        () => textOf(row(`${reason}.txt`)).includes(fileEnglish.failed[reason]),
        `${reason} is explained`,
      );
      expect(textOf(row(`${reason}.txt`).querySelector('q')!)).to.equal('So it is');
      const again = findAll(element, 'button').some(
        ({ ariaLabel }) => ariaLabel === `Try ${reason}.txt again`,
      );
      expect(again, reason).to.equal(new TransferError(reason).retryable);
    }
    expect(await violations(element)).to.deep.equal([]);
  });

  it('UP-1: says which limit it was, and when there will be room again', async () => {
    const { files, choose, says } = await shows();
    choose(text('one.txt'), text('two.txt'));
    files.simulated[0]!.ask('upload').fail('too-large', { limit: 5_000_000 });
    files.simulated[1]!.ask('upload').fail('quota', { retryAt: new Date(2026, 2, 4, 12, 5) });
    await says('It is too large: at most 5 MB are taken.');
    await says('The server stores no more files of yours before Mar 4, 2026, 12:05 PM.');
  });

  it('says which way it goes, and why', async () => {
    const { files, choose, element, says } = await shows();
    choose(text('one.txt'));
    files.simulated[0]!.ask('ibb', 'fallback').move(0.5);
    await says('Through the chat');
    find(element, 'summary').click();
    await says('Through the chat: because a faster way failed.');
  });

  it('opens no connection before somebody adds a file, and says that files wait for it', async () => {
    const fakes = someone();
    fakes.fake.set({ state: 'idle' });
    const { choose, fake, says, element } = await shows({}, fakes);
    await until(() => button(element, 'Choose files'), 'it is there');
    expect(fake.connects).to.equal(0);
    choose(text('one.txt'));
    expect(fake.connects).to.equal(1);
    await says('Waits for the connection');
    fake.set({ state: 'failed', error: new ConnectionError('lost') });
    await says('The chat server cannot be reached.');
    button(element, 'Retry now').click();
    expect(fake.connects).to.equal(2);
    fake.set({ state: 'online' });
    await until(() => findAll(element, '.strip').length === 0, 'nothing is wrong any more');
  });

  it('says so where there is nobody to send to, and where the address is none', async () => {
    const { element, drag, says } = await shows({ to: undefined });
    await says('There is nobody to send files to yet.');
    drag('dragenter', transferOf(text('one.txt')));
    expect(part(element, 'overlay').checkVisibility()).to.equal(false);
    const errors = eventsOf(element, 'xmpp-error');
    element.to = '@nowhere';
    drag('drop', transferOf(text('one.txt')));
    await says('“@nowhere” is nobody’s address.');
    expect(errors.map(({ code }) => code)).to.deep.equal(['bad-setting']);
  });

  it('asks before the page goes while something is under way, and only then', async () => {
    const { files, choose, element } = await shows();
    const asks = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
    expect(asks()).to.equal(false);
    choose(text('one.txt'));
    expect(asks()).to.equal(true);
    files.simulated[0]!.ask().finish();
    await until(() => !asks(), 'nothing is under way any more');
    choose(text('two.txt'));
    expect(asks()).to.equal(true);
    element.remove();
    await until(() => !asks(), 'what is not on the page asks nothing');
  });

  it('tells the page what was added, what arrived and what failed', async () => {
    const { element, files, choose } = await shows();
    const begun = eventsOf(element, 'xmpp-transfer');
    const done = eventsOf(element, 'xmpp-transfer-done');
    const errors = eventsOf(element, 'xmpp-error');
    choose(text('one.txt'), text('two.txt'));
    files.simulated[0]!.ask().finish();
    files.simulated[1]!.ask().fail('declined');
    await until(() => done.length && errors.length, 'both ends are told');
    expect(begun.map(({ transfer }) => transfer.file.name)).to.deep.equal(['one.txt', 'two.txt']);
    expect(done.map(({ transfer, file }) => [transfer.file.name, file])).to.deep.equal([
      ['one.txt', undefined],
    ]);
    expect(errors.map(({ code }) => code)).to.deep.equal(['transfer-failed']);
  });

  it('sends a word along where it has a field for it', async () => {
    const { element, files, choose } = await shows({ describe: true });
    const field = await until(() => find<HTMLInputElement>(element, '.describe input'), 'the field is there');
    field.value = ' Our garden ';
    choose(text('one.txt'));
    await until(() => files.sent.length === 1, 'it is sent');
    expect(files.sent[0]?.options?.description).to.equal('Our garden');
    expect(field.value, 'the next one is another').to.equal('');
  });

  it('mounts a bounded number of rows, around what is under way', async () => {
    const { element, files, choose, row, press, says } = await shows();
    choose(...Array.from({ length: 1_000 }, (_, i) => sized(`${i}.txt`, 1_000)));
    for (const one of files.simulated.slice(0, 500)) one.ask().finish();
    await until(() => row('500.txt'), 'the first that is under way shows');
    expect(parts(element, 'transfer')).to.have.length(100);
    await says('500 of 1,000 done');
    await press('490 earlier files');
    await until(() => row('400.txt'), 'earlier ones show');
    expect(parts(element, 'transfer')).to.have.length(100);
    await press('Clear the list');
    await until(() => files.transfers.length === 500, 'what is over is gone');
  });

  it('keeps the extension of the longest name in sight, and hides nothing in it', async () => {
    const { choose, rows } = await shows();
    choose(text(`${'very '.repeat(60)}long\u202egnp.exe`));
    const row = await until(() => rows()[0], 'it is listed');
    const [stem, end] = [...row.querySelectorAll('.name span')];
    expect(textOf(end!)).to.equal('.exe');
    expect(stem?.textContent).not.to.include('\u202e');
    expect(end!.getBoundingClientRect().right).to.be.at.most(row.getBoundingClientRect().right);
  });

  it('lists what a script sent to the same address, nothing else, and lets go when it is removed', async () => {
    const { element, files, rows } = await shows({ to: `${ADA}` });
    files.send(text('one.txt'), `${ADA}/desk`);
    files.send(text('two.txt'), 'ben@kit.example');
    await until(() => rows().length === 1, 'one is for Ada');
    const { parentNode } = element;
    element.remove();
    await until(() => files.listeners === 0, 'nobody listens any more');
    parentNode!.append(element);
    await until(() => files.listeners > 0 && rows().length === 1, 'it goes on');
  });
});
