/** security.md §6: names of files. */
import { expect } from 'chai';
import { cleanFileName } from '../../../../src/session/files/file-name.js';
import fc from '../../../support/fast-check.js';

const bytes = (text: string) => new TextEncoder().encode(text).length;

describe('names of files', () => {
  const known = [
    ['summit.jpg', 'summit.jpg'],
    ['Bericht für März.pdf', 'Bericht für März.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Windows\\evil.exe', 'evil.exe'],
    ['..', 'file'],
    ['', 'file'],
    ['a/b/', 'file'],
    ['photo\u202egpj.exe', 'photogpj.exe'],
    ['in\u200bvis\u{e0041}ible\u0000.txt', 'invisible.txt'],
    ['a<b>c:d"e|f?g*.txt', 'abcdefg.txt'],
    [' . .name. . ', '_. .name'],
    ['.bashrc', '_.bashrc'],
    ['con', '_con'],
    ['LPT1.txt', '_LPT1.txt'],
    ['Aux .log', '_Aux .log'],
    ['console.log', 'console.log'],
    ['two\r\nlines\u2028.txt', 'twolines.txt'],
    ['half\ud83d.txt', 'half.txt'],
  ] as const;
  for (const [from, to] of known)
    it(`makes ${JSON.stringify(to)} of ${JSON.stringify(from)}`, () => {
      expect(cleanFileName(from)).to.equal(to);
    });

  it('keeps the extension of one that is too long', () => {
    const name = cleanFileName(`${'ü'.repeat(300)}.tar.gz`);
    expect(name).to.match(/^ü+\.?[a-z]*\.gz$/);
    expect(bytes(name)).to.be.within(250, 255);
  });

  it('are never a path, hidden, or too long, and clean ones stay as they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        const clean = cleanFileName(name);
        expect(clean).to.match(/^[^./\\\p{Cc}\p{Cf}<>:"|?*][^/\\\p{Cc}\p{Cf}<>:"|?*]*$/u);
        expect(clean).not.to.match(/[.\s]$/u);
        expect(bytes(clean)).to.be.at.most(255);
        expect(cleanFileName(clean)).to.equal(clean);
      }),
    );
  });
});
