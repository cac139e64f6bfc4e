/** Files in rows: what a person sees of them, and what is fetched. */
import { expect } from 'chai';
import { render } from 'lit';
import { renderFiles } from '../../../../src/components/conversation/file-card.js';
import { makeLocale } from '../../../../src/components/shared/locale.js';
import { messagePartEnglish } from '../../../../src/components/shared/message-part-strings.js';
import { english } from '../../../../src/components/shared/strings.js';
import type { SharedFile } from '../../../../src/session/message.js';

const strings = { ...english, ...messagePartEnglish };
const URL = 'https://files.example/4a77/a.pdf';

function shown(file: Partial<SharedFile>, tag = 'en'): HTMLElement {
  const place = document.createElement('div');
  render(renderFiles([{ url: URL, name: 'a.pdf', ...file }], makeLocale(tag, english), strings), place);
  return place;
}
const words = (element: Element | null) => element?.textContent?.replace(/\s+/g, ' ').trim();

describe('a file in a row', () => {
  it('is a link that says its name, size and where it leads, and tells nobody where from', () => {
    const link = shown({ size: 1_234_567 }).querySelector('a')!;
    expect(words(link.querySelector('.file-name'))).to.equal('a.pdf');
    expect(words(link.querySelector('.file-facts'))).to.equal('1.2 MBfiles.example');
    expect(link.href).to.equal(URL);
    expect(link).to.include({
      target: '_blank',
      rel: 'noopener noreferrer nofollow ugc',
      referrerPolicy: 'no-referrer',
      tabIndex: -1,
    });
    expect(words(shown({ size: 12 }, 'de').querySelector('.file-facts'))).to.equal('12 Bytefiles.example');
  });

  it('always shows the end of its name, and nothing that hides in it', () => {
    const names = (name: string) =>
      [...shown({ name }).querySelectorAll('.file-name span')].map(({ textContent }) => textContent);
    expect(names(`${'long '.repeat(48)}.tar.gz`).at(-1)).to.equal('.gz');
    expect(names('noextension')).to.deep.equal(['noextension', '']);
    expect(names('\u202eevil.exe')).to.deep.equal(['\ufffdevil', '.exe']);
  });

  it('U-2: a picture is a box with a button until somebody asks for it, others are links alone', () => {
    const url = 'https://files.example/4a77/a.png';
    expect(shown({ url, name: 'a.png' }).querySelector('.picture')).to.equal(null);
    const picture = { url, name: 'a.png', picture: true };
    const near = { ...picture, url: 'https://192.168.0.1/a.png' };
    if (location.hostname !== 'localhost' && location.hostname !== '127.0.0.1')
      expect(shown(near).querySelector('.picture')).to.equal(null);
    const place = shown(picture);
    expect(place.querySelector('img')).to.equal(null);
    expect(words(place.querySelector('button'))).to.equal('Show the picture from files.example: a.png');
    expect(place.querySelector('a')?.href).to.equal(url);
  });

  it('is shown with its description, as plain words', () => {
    const place = shown({ description: 'The <b>plan</b>' });
    expect(words(place.querySelector('.file-words'))).to.equal('The <b>plan</b>');
  });
});
