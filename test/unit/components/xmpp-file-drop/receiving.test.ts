import { expect } from 'chai';
import { randomId } from '../../../../src/session/id.js';
import { cleanUpAfterTest } from '../../../support/clean-up.js';
import { drawn } from '../../../support/drawn.js';
import {
  button,
  eventsOf,
  find,
  findAll,
  part,
  parts,
  textOf,
  violations,
} from '../../../support/fixture.js';
import { png } from '../../../support/pictures.js';
import { until } from '../../../support/until.js';
import { ADA, shows, someone } from './support.js';

const DESK = `${ADA}/desk`;
const EVE = 'eve@elsewhere.example/x';

const receiving = (fakes = someone()) => shows({ to: undefined, receive: true }, fakes);

/** What is downloaded from now on: nothing lands on the disk. */
function downloads(): HTMLAnchorElement[] {
  const all: HTMLAnchorElement[] = [];
  const { click } = HTMLAnchorElement.prototype;
  HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
    all.push(this);
  };
  cleanUpAfterTest(() => (HTMLAnchorElement.prototype.click = click));
  return all;
}

describe('<xmpp-file-drop receive>', () => {
  it('FT-12: shows what is offered, by whom, and takes it only when somebody says so', async () => {
    const { element, files, says, said, press } = await receiving();
    await says('No files yet');
    const offered = eventsOf(element, 'xmpp-transfer-offer');
    const description = '<b>Look</b> at this';
    const one = files.offer(DESK, { name: 'Portrait.jpg', size: 2_300_000, type: 'image/jpeg', description });
    await said('Ada offers you Portrait.jpg, 2.3 MB');
    expect(offered.map(({ transfer }) => transfer)).to.deep.equal([one.transfer]);
    const card = textOf(await until(() => part(element, 'offer'), 'it is shown'));
    for (const words of ['Portrait.jpg', 'Picture, 2.3 MB', 'Ada', DESK, '<b>Look</b> at this'])
      expect(card).to.include(words);
    expect(await violations(element)).to.deep.equal([]);
    expect(one.transfer.state).to.equal('offered');
    const begun = eventsOf(element, 'xmpp-transfer');
    button(element, 'Accept Portrait.jpg from Ada').focus();
    await press('Accept Portrait.jpg from Ada');
    await until(() => parts(element, 'transfer').length === 1, 'it is on its way');
    expect(one.transfer.state).to.equal('waiting');
    expect(begun).to.have.length(1);
    expect(element.shadowRoot?.activeElement?.ariaLabel, 'the focus goes along').to.equal(
      'Cancel Portrait.jpg',
    );
  });

  it('FT-11: declines, and hands the focus on', async () => {
    const { element, files, press } = await receiving();
    const [one] = [files.offer(DESK, { name: 'one.txt' }), files.offer(DESK, { name: 'two.txt' })];
    await until(() => parts(element, 'offer').length === 2, 'both are there');
    button(element, 'Decline one.txt from Ada').focus();
    await press('Decline one.txt from Ada');
    await until(() => parts(element, 'offer').length === 1, 'it is gone');
    expect(one.declined).to.equal(true);
    expect(element.shadowRoot?.activeElement?.ariaLabel).to.equal('Accept two.txt from Ada');
  });

  it('leaves an offer to a page that prevents it', async () => {
    const { element, files } = await receiving();
    element.addEventListener('xmpp-transfer-offer', (event) => event.preventDefault(), { once: true });
    const one = files.offer(DESK, { name: 'one.txt' });
    files.offer(DESK, { name: 'two.txt' });
    await until(() => parts(element, 'offer').length === 1, 'only the other one is shown');
    expect(textOf(part(element, 'offer'))).to.include('two.txt');
    expect(one.transfer.state).to.equal('offered');
  });

  it('warns of what may run, by its real ending, and of strangers', async () => {
    const { element, files } = await receiving();
    files.offer(EVE, { name: 'invoice.pdf.exe', type: 'application/pdf' });
    files.offer(DESK, { name: 'page.jpg', type: 'text/html' });
    files.offer(DESK, { name: 'fine.jpg', type: 'image/jpeg' });
    await until(() => parts(element, 'offer').length === 3, 'all are there');
    const warnings = parts(element, 'offer').map((card) => card.querySelectorAll('.warning').length);
    expect(warnings).to.deep.equal([2, 1, 0]);
    expect(textOf(parts(element, 'offer')[0]!))
      .to.include('Program')
      .and.to.include(EVE);
    expect(await violations(element)).to.deep.equal([]);
  });

  it('security.md §8: has the size of large ones looked at twice, and takes none beyond the limit', async () => {
    const { element, files, press } = await receiving();
    const large = files.offer(DESK, { name: 'large.mp4', size: 10_000_001 });
    await press('Accept large.mp4 from Ada');
    await until(() => button(element, 'Accept 10 MB'), 'it asks');
    expect(large.transfer.state).to.equal('offered');
    expect(await violations(element)).to.deep.equal([]);
    await press('Back');
    await press('Accept large.mp4 from Ada');
    await press('Accept 10 MB');
    expect(large.transfer.state).to.equal('waiting');
    files.offer(DESK, { name: 'huge.iso', size: 100_000_001 });
    await until(() => button(element, 'Decline huge.iso from Ada'), 'it can be declined');
    expect(findAll(element, '.offer button')).to.have.length(1);
    element.maxBytes = '200000000';
    await until(() => button(element, 'Accept huge.iso from Ada'), 'larger ones, where the page lets them');
  });

  it('always accepts from a chosen contact, all but large ones and programs, until that is taken back', async () => {
    const fakes = someone();
    fakes.fake.account = `${randomId()}@kit.example`;
    const { element, files, press, says } = await receiving(fakes);
    files.offer(EVE, { name: 'zero.txt' });
    await until(() => parts(element, 'offer').length === 1, 'it is offered');
    expect(findAll(element, '.always'), 'not from strangers').to.have.length(0);
    files.offer(DESK, { name: 'one.txt' });
    (await until(() => find<HTMLInputElement>(element, '.always input'), 'it can be had')).click();
    await press('Accept one.txt from Ada');
    const two = files.offer(DESK, { name: 'two.txt' });
    await says('Accepted, as always from Ada.');
    expect(two.transfer.state).to.equal('waiting');
    const others = [
      files.offer(DESK, { name: 'run.exe' }),
      files.offer(DESK, { name: 'big.mp4', size: 20_000_000 }),
    ];
    await until(() => parts(element, 'offer').length === 3, 'they are asked about');
    expect(others.map(({ transfer }) => transfer.state)).to.deep.equal(['offered', 'offered']);

    element.remove();
    const next = await receiving(fakes);
    const three = files.offer(DESK, { name: 'three.txt' });
    await until(() => three.transfer.state === 'waiting', 'it is kept for the account');
    await next.press('Ask me again before files from Ada come');
    const four = files.offer(DESK, { name: 'four.txt' });
    await until(() => button(next.element, 'Accept four.txt from Ada'), 'it asks again');
    expect(four.transfer.state).to.equal('offered');
  });

  it('T-10, FT-7, FT-19: saves by a download alone, as bytes without a type', async () => {
    const saved = downloads();
    const { element, files, press } = await receiving();
    const done = eventsOf(element, 'xmpp-transfer-done');
    const one = files.offer(DESK, { name: 'cv.html', size: 8, type: 'image/png' });
    await press('Accept cv.html from Ada');
    one.ask().finish(new Blob(['<script>'], { type: 'text/html' }));
    await press('Save cv.html');
    const [link] = saved;
    expect([link?.download, link?.isConnected]).to.deep.equal(['cv.html', false]);
    const blob = await (await fetch(link!.href)).blob();
    expect([blob.type, await blob.text()]).to.deep.equal(['application/octet-stream', '<script>']);
    expect(done[0]?.file).to.be.instanceOf(Blob);
    expect(findAll(element, 'img, iframe, object, a'), 'nothing shows or leads to it').to.have.length(0);
  });

  it('T-10, security.md §6: previews what is a picture by its own bytes and small enough', async () => {
    const { element, files, press } = await receiving();
    const arrives = async (name: string, content: Blob) => {
      const one = files.offer(DESK, { name, size: content.size, type: 'image/png' });
      await press(`Accept ${name} from Ada`);
      one.ask().finish(content);
      await until(() => button(element, `Save ${name}`), 'it is there');
    };
    await arrives('evil.png', new Blob(['<svg xmlns="http://www.w3.org/2000/svg"/>']));
    await arrives('bomb.png', new Blob([png(10_000, 10_000) as BlobPart]));
    await arrives(
      'real.bin',
      new Blob([await drawn('image/png', 40, 30)], { type: 'application/octet-stream' }),
    );
    const preview = (await until(() => part(element, 'preview'), 'the real one is seen')) as HTMLImageElement;
    expect(parts(element, 'preview')).to.have.length(1);
    await until(() => preview.width > 0, 'it is drawn');
    expect(preview.alt).to.equal('Preview of real.bin');
    expect((await (await fetch(preview.src)).blob()).type).to.equal('image/png');
    const { src } = preview;
    await press('Remove real.bin from the list');
    await until(() => parts(element, 'preview').length === 0, 'it is gone');
    const gone = await fetch(src).then(
      () => false,
      () => true,
    );
    expect(gone, 'nothing of it is kept').to.equal(true);
  });

  it('FT-16: keeps what is damaged aside, for whoever asks for it', async () => {
    const saved = downloads();
    const { element, files, press, says } = await receiving();
    const one = files.offer(DESK, { name: 'one.txt' });
    await press('Accept one.txt from Ada');
    one.transfer.kept = new Blob(['?']);
    one.ask().fail('damaged');
    await says('What arrived is not what was sent.');
    expect(
      findAll(element, 'button').filter(({ ariaLabel }) => ariaLabel?.startsWith('Try')),
      'its sender has to',
    ).to.deep.equal([]);
    await press('Save all the same: one.txt');
    expect(saved).to.have.length(1);
  });

  it('with an address, is about that one alone; without receive, about nobody', async () => {
    const fakes = someone();
    const { element } = await shows({ receive: true }, fakes);
    fakes.files.offer(EVE, { name: 'eve.txt' });
    fakes.files.offer(DESK, { name: 'ada.txt' });
    await until(() => parts(element, 'offer').length === 1, 'one is there');
    expect(textOf(part(element, 'offer'))).to.include('ada.txt');
    element.receive = false;
    await until(() => parts(element, 'offer').length === 0, 'none is');
  });

  it('has what came before it was on the page', async () => {
    const fakes = someone();
    const one = fakes.files.offer(DESK, { name: 'one.txt' });
    void one.transfer.accept();
    one.ask().finish(new Blob(['1']));
    await one.transfer.done;
    const { element } = await receiving(fakes);
    await until(() => button(element, 'Save one.txt'), 'it can be saved');
  });

  it('shows a bounded number of offers', async () => {
    const { element, files, says } = await receiving();
    for (let i = 0; i < 500; i += 1) files.offer(EVE, { name: `${i}.txt` });
    await says('490 more offers');
    expect(parts(element, 'offer')).to.have.length(10);
  });
});
