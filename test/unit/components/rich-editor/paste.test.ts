import { expect } from 'chai';
import '../../../../src/components/xmpp-rich-composer/define.js';
import { findAll } from '../../../support/fixture.js';
import { clipboardEvent, paste } from '../../../support/paste.js';
import { markupOf, pressKeys, typeKeys, writing } from '../../../support/rich.js';
import { until } from '../../../support/until.js';

const LINK = 'https://verona.example/';

describe('the rich editor: what is pasted', () => {
  for (const [what, html, markup] of [
    ['keeps what can be said', '<p>a <b>b</b> <i>c</i></p>', '<p>a <strong>b</strong> <em>c</em></p>'],
    ['goes on in the line that it is put into', 'just <u>words</u>', '<p>just <u>words</u></p>'],
    ['has a heading in bold', '<h2>Title</h2><p>text</p>', '<p><strong>Title</strong></p><p>text</p>'],
    [
      'has its lists',
      '<ul><li>a<ol><li>b</li></ol></li></ul>',
      '<ul><li><p>a</p><ol><li><p>b</p></li></ol></li></ul>',
    ],
    [
      'has its code',
      '<pre>a\n  b\n</pre><p>by <kbd>x</kbd></p>',
      '<pre><code>a\n  b</code></pre><p>by <code>x</code></p>',
    ],
    ['has its quotes', '<blockquote>a<br>b</blockquote>', '<blockquote><p>a</p><p>b</p></blockquote>'],
    [
      'has the words of links that lead elsewhere',
      `<a href="javascript:x">a</a><a href="${LINK}">b</a>`,
      '<p>a<a>b</a></p>',
    ],
    [
      'has no images, scripts or styles',
      'a<img src=x alt=b><script>c</script><style>d</style>e',
      '<p>ae</p>',
    ],
    [
      'has bold by style',
      '<b style="font-weight:normal"><span style="font-weight:700">a</span>b</b>',
      '<p><strong>a</strong>b</p>',
    ],
    [
      'has the words of tables',
      '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>',
      '<p>a b</p><p>c</p>',
    ],
    ['has no blanks of the source', '\n<p>\n a\n b </p>\n\n<p>c</p>\n', '<p> a b </p><p></p><p>c</p>'],
  ] as const)
    it(`XHT-20 ${what}`, async () => {
      const { editor } = await writing();
      expect(paste(editor, { 'text/html': html, 'text/plain': 'plain' }), 'left to the browser').to.be.false;
      await until(() => markupOf(editor) === markup, markup).catch(() =>
        expect(markupOf(editor)).to.equal(markup),
      );
    });

  it('does nothing that markup of strangers asks for', async () => {
    const { editor, element } = await writing();
    const hostile = `<img src="x" onerror="window.hit = 1"><svg><script>window.hit = 2</script></svg><math><mi
      xlink:href="data:x,<script>window.hit = 3</script>"></mi></math><iframe srcdoc="<script>parent.hit = 4</script>"></iframe
      ><p class="composer" part="send" slot="x" id="composer-note" onclick="window.hit = 5" bgcolor="red">ok</p>`;
    paste(editor, { 'text/html': hostile });
    await until(() => editor.textContent?.includes('ok'), 'it is there');
    expect((window as { hit?: number }).hit).to.equal(undefined);
    expect(
      findAll(element, '.rich-field [class], .rich-field [style], .rich-field [id]').map(
        ({ className }) => className,
      ),
    ).to.deep.equal(['ProseMirror ProseMirror-focused']);
  });

  it('is plain where only words come, line by line', async () => {
    const { editor, element } = await writing();
    paste(editor, { 'text/plain': 'a **b**\r\n\r\nc' });
    await until(() => markupOf(editor) === '<p>a **b**</p><p></p><p>c</p>', 'it is there');
    expect(element.value).to.equal('a **b**\n\nc');
  });

  it('is code in code', async () => {
    const { editor } = await writing();
    await typeKeys('```');
    await pressKeys('Shift+Enter');
    paste(editor, { 'text/html': '<b>a</b>', 'text/plain': 'a\nb' });
    await until(() => markupOf(editor) === '<pre><code>a\nb</code></pre>', 'it is there');
  });

  it('goes by one undoing', async () => {
    const { editor } = await writing();
    await typeKeys('a');
    paste(editor, { 'text/html': '<p>b</p><ul><li>c</li></ul>' });
    await pressKeys('Mod+z');
    await until(() => markupOf(editor) === '<p>a</p>', `it is gone: ${markupOf(editor)}`);
  });

  it('is there whole, though it is 20,000 characters', async () => {
    const line =
      '<p>O <b>Romeo</b>, <i>Romeo</i>, wherefore art <a href="https://verona.example/">thou</a>?</p>';
    const { editor, element } = await writing();
    paste(editor, { 'text/html': line.repeat(320) });
    await until(() => element.value.length > 19_000, 'it is there');
  });

  it('is what was copied: words for others, formatting for the editor', async () => {
    const { editor } = await writing();
    paste(editor, { 'text/html': '<p>a <b>b</b></p><ul><li>c</li></ul>' });
    await pressKeys('Mod+a');
    const clipboardData = new DataTransfer();
    editor.dispatchEvent(clipboardEvent('copy', clipboardData));
    expect(clipboardData.getData('text/plain')).to.equal('a b\n- c');
    expect(clipboardData.getData('text/html')).to.contain('<strong>b</strong>');
    paste(editor, { 'text/html': clipboardData.getData('text/html') });
    await until(
      () => markupOf(editor) === '<p>a <strong>b</strong></p><ul><li><p>c</p></li></ul>',
      `it is the same: ${markupOf(editor)}`,
    );
  });
});
