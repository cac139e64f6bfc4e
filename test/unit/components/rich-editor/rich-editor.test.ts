import { expect } from 'chai';
import { COLORS } from '../../../../src/components/rich-editor/colors.js';
import '../../../../src/components/xmpp-rich-composer/define.js';
import { button, eventsOf, find, findAll, press, violations } from '../../../support/fixture.js';
import { clipboardEvent, paste } from '../../../support/paste.js';
import { formatButton, markupOf, pressKeys, typeKeys, writing } from '../../../support/rich.js';
import { until } from '../../../support/until.js';

/** What comes of typing `keys`. */
async function typed(keys: string) {
  const written = await writing();
  await typeKeys(keys);
  return written;
}

const becomes = (editor: HTMLElement, markup: string) =>
  until(() => markupOf(editor) === markup, `it is ${markup}`).catch(() =>
    expect(markupOf(editor)).to.equal(markup),
  );

describe('the rich editor: what is typed', () => {
  for (const [keys, markup] of [
    ['a **b c** d', '<p>a <strong>b c</strong> d</p>'],
    ['an *it* x', '<p>an <em>it</em> x</p>'],
    ['an _it too_ x', '<p>an <em>it too</em> x</p>'],
    ['~~no~~ yes', '<p><s>no</s> yes</p>'],
    ['a `b*c*` d', '<p>a <code>b*c*</code> d</p>'],
    ['> so', '<blockquote><p>so</p></blockquote>'],
    ['- one', '<ul><li><p>one</p></li></ul>'],
    ['1. one', '<ol><li><p>one</p></li></ol>'],
  ] as const)
    it(`is formatted by signs: ${keys}`, async () => {
      const { editor } = await typed(keys);
      await becomes(editor, markup);
    });

  for (const keys of [
    '2 * 3 * 4',
    'a_b*c*d',
    'snake_case_name',
    '__init__',
    'site.example/_a_b',
    '** b **',
    '~~~',
    '**',
    'x > y',
    '2. two',
    '# no heading',
    '| a | b |',
    '<b>b</b>',
  ])
    it(`stays as it is where it cannot be expressed: ${keys}`, async () => {
      const { editor, element } = await typed(keys);
      await becomes(editor, `<p>${keys}</p>`);
      expect(element.value).to.equal(keys);
      expect(element.html).to.equal(undefined);
    });

  it('gets signs back by undoing once, and by Backspace', async () => {
    for (const key of ['Mod+z', 'Backspace']) {
      const { editor, element } = await typed('a **b**');
      await becomes(editor, '<p>a <strong>b</strong></p>');
      await pressKeys(key);
      await becomes(editor, '<p>a **b**</p>');
      element.remove();
    }
  });

  it('gets signs back by undoing what was typed since first', async () => {
    const { editor } = await typed('**b** c');
    await becomes(editor, '<p><strong>b</strong> c</p>');
    await pressKeys('Mod+z');
    await becomes(editor, '<p><strong>b</strong></p>');
    await pressKeys('Mod+z');
    await becomes(editor, '<p>**b**</p>');
    await pressKeys('Mod+Shift+z');
    await becomes(editor, '<p><strong>b</strong></p>');
  });

  it('goes into a block of code behind three backticks and a new line', async () => {
    const { editor, element } = await typed('```');
    await pressKeys('Shift+Enter');
    await typeKeys('if (**a**)');
    await pressKeys('Shift+Enter');
    await typeKeys('  b');
    await becomes(editor, '<pre><code>if (**a**)\n  b</code></pre>');
    expect(element.html).to.equal('<p style="font-family: monospace">if (**a**)<br/>\u00a0 b</p>');
    expect(element.value).to.equal('```\nif (**a**)\n  b\n```');
    await pressKeys('Shift+Enter');
    await pressKeys('Shift+Enter');
    await typeKeys('out');
    await becomes(editor, '<pre><code>if (**a**)\n  b</code></pre><p>out</p>');
  });

  it('continues a list by Shift+Enter, and leaves it on an empty item', async () => {
    const { editor, element } = await typed('- a');
    await pressKeys('Shift+Enter');
    await typeKeys('b');
    await pressKeys('Shift+Enter');
    await pressKeys('Shift+Enter');
    await typeKeys('c');
    await becomes(editor, '<ul><li><p>a</p></li><li><p>b</p></li></ul><p>c</p>');
    expect(element.html).to.equal('<ul><li>a</li><li>b</li></ul><p>c</p>');
    expect(element.value).to.equal('- a\n- b\nc');
  });

  it('leaves a quote on an empty line', async () => {
    const { editor, element } = await typed('> a');
    await pressKeys('Shift+Enter');
    await typeKeys('b');
    await pressKeys('Shift+Enter');
    await pressKeys('Shift+Enter');
    await typeKeys('c');
    await becomes(editor, '<blockquote><p>a</p><p>b</p></blockquote><p>c</p>');
    expect(element.html).to.equal('<blockquote><p>a<br/>b</p></blockquote><p>c</p>');
    expect(element.value).to.equal('> a\n> b\nc');
  });

  it('XHT-14 keeps blanks and lines', async () => {
    const { element } = await typed(' a  **b**');
    await pressKeys('Shift+Enter');
    await pressKeys('Shift+Enter');
    await typeKeys('c');
    await until(() => element.html?.endsWith('c</p>'), 'it is written');
    expect(element.html).to.equal('<p>\u00a0a\u00a0 <strong>b</strong></p><p>c</p>');
    expect(element.value).to.equal(' a  b\n\nc');
  });

  it('XHT-13 is escaped in XHTML', async () => {
    const { element } = await typed('**<&>"\'**');
    await until(() => element.html, 'it is formatted');
    expect(element.html).to.equal('<p><strong>&lt;&amp;&gt;"\'</strong></p>');
  });

  it('does nothing on keys of an input method', async () => {
    const { element, editor } = await typed('**b');
    const sent = eventsOf(element, 'xmpp-compose');
    for (const more of [{ isComposing: true, keyCode: 229 }, { keyCode: 229 }])
      expect(press(editor, 'Enter', more), 'is left to it').to.be.true;
    expect(sent).to.deep.equal([]);
    expect(element.value).to.equal('**b');
  });

  it('leaves Tab to the browser', async () => {
    const { editor } = await typed('- a');
    expect(press(editor, 'Tab')).to.be.true;
  });
});

describe('the rich editor: keys and buttons', () => {
  for (const [keys, name] of [
    ['Mod+b', 'strong'],
    ['Mod+i', 'em'],
    ['Mod+u', 'underline'],
    ['Mod+e', 'code'],
  ] as const)
    it(`formats what comes by ${keys}, which its button shows`, async () => {
      const { element, editor } = await writing();
      await pressKeys(keys);
      await until(() => formatButton(element, name).ariaPressed === 'true', 'it is on');
      await typeKeys('a');
      await pressKeys(keys);
      await until(() => formatButton(element, name).ariaPressed === 'false', 'it is off');
      await typeKeys('b');
      const tag = { strong: 'strong', em: 'em', underline: 'u', code: 'code' }[name];
      await becomes(editor, `<p><${tag}>a</${tag}>b</p>`);
    });

  it('keeps what is selected when a button is pressed', async () => {
    const { element, editor } = await typed('one two');
    await pressKeys('Mod+a');
    formatButton(element, 'strong').click();
    await becomes(editor, '<p><strong>one two</strong></p>');
    formatButton(element, 'strike').click();
    await becomes(editor, '<p><strong><s>one two</s></strong></p>');
    expect(element.html).to.equal(
      '<p><strong><span style="text-decoration: line-through">one two</span></strong></p>',
    );
    expect(element.shadowRoot?.activeElement).to.equal(editor);
  });

  it('turns lines into a list, into another one, and back', async () => {
    const { element, editor } = await typed('a');
    await pressKeys('Shift+Enter');
    await typeKeys('b');
    await pressKeys('Mod+a');
    formatButton(element, 'bullet_list').click();
    await becomes(editor, '<ul><li><p>a</p></li><li><p>b</p></li></ul>');
    formatButton(element, 'ordered_list').click();
    await becomes(editor, '<ol><li><p>a</p></li><li><p>b</p></li></ol>');
    formatButton(element, 'ordered_list').click();
    await becomes(editor, '<p>a</p><p>b</p>');
    formatButton(element, 'code_block').click();
    await becomes(editor, '<pre><code>a\nb</code></pre>');
    formatButton(element, 'code_block').click();
    await becomes(editor, '<p>a</p><p>b</p>');
    formatButton(element, 'blockquote').click();
    await becomes(editor, '<blockquote><p>a</p><p>b</p></blockquote>');
    formatButton(element, 'blockquote').click();
    await becomes(editor, '<p>a</p><p>b</p>');
  });

  it('is one tab stop, in which arrows go round and Escape goes back to the editor', async () => {
    const { element, editor } = await writing();
    const stops = () => findAll(element, '.toolbar [tabindex="0"]').map(({ dataset }) => dataset.format);
    const first = formatButton(element, 'strong');
    first.focus();
    press(first, 'ArrowLeft');
    expect(stops()).to.deep.equal(['code_block']);
    press(formatButton(element, 'code_block'), 'ArrowRight');
    expect(stops()).to.deep.equal(['strong']);
    press(first, 'End');
    expect(element.shadowRoot?.activeElement).to.equal(formatButton(element, 'code_block'));
    press(formatButton(element, 'code_block'), 'Home');
    element.dir = 'rtl';
    press(first, 'ArrowLeft');
    expect(stops()).to.deep.equal(['em']);
    press(formatButton(element, 'em'), 'Escape');
    expect(element.shadowRoot?.activeElement).to.equal(editor);
  });

  it('undoes a hundred steps', async () => {
    const { element, editor } = await writing();
    for (let i = 0; i < 101; i += 1) paste(editor, { 'text/plain': `${i} ` });
    for (let i = 0; i < 100; i += 1) press(editor, 'z', { ctrlKey: true, keyCode: 90 });
    expect(element.value).to.equal('0 ');
  });
});

describe('the rich editor: links', () => {
  async function asked(text: string) {
    const written = await typed(text);
    await pressKeys('Mod+a');
    await pressKeys('Mod+k');
    const field = await until(
      () => findAll(written.element, '.link-bar input')[0] as HTMLInputElement,
      'it asks for the address',
    );
    return { ...written, field };
  }

  it('lead where they are told to, with the scheme that was left out', async () => {
    for (const [typedIn, href] of [
      ['verona.example/a', 'https://verona.example/a'],
      ['http://verona.example/', 'http://verona.example/'],
      ['juliet@verona.example', 'mailto:juliet@verona.example'],
      ['xmpp:juliet@verona.example', 'xmpp:juliet@verona.example'],
      ['localhost:8080/x', 'https://localhost:8080/x'],
    ] as const) {
      const { element, editor, field } = await asked('here');
      await typeKeys(typedIn);
      await pressKeys('Enter');
      await becomes(editor, '<p><a>here</a></p>');
      expect(find<HTMLAnchorElement>(element, 'a').href).to.equal(href);
      expect(field.isConnected).to.be.false;
      expect(element.shadowRoot?.activeElement).to.equal(editor);
      element.remove();
    }
  });

  it('XHT-8 lead to the web, to mail and to chats alone', async () => {
    const { element, editor, field } = await asked('here');
    for (const address of ['javascript:alert(1)', 'data:text/html,x', 'https://me:word@verona.example', '']) {
      field.value = address;
      press(field, 'Enter');
      expect(find(element, '.link-bar .failure').textContent, address).to.contain('no address');
    }
    press(field, 'Escape');
    await becomes(editor, '<p>here</p>');
    expect(element.shadowRoot?.activeElement).to.equal(editor);
  });

  it('are their own words where nothing is selected, and can be taken away', async () => {
    const { element, editor } = await writing();
    await pressKeys('Mod+k');
    await until(() => findAll(element, '.link-bar input')[0], 'it asks');
    await typeKeys('verona.example');
    await pressKeys('Enter');
    await becomes(editor, '<p><a>https://verona.example/</a></p>');
    expect(element.value).to.equal('https://verona.example/');
    await pressKeys('Mod+k');
    const remove = await until(
      () => findAll(element, '.link-bar button').find(({ textContent }) => textContent?.includes('Remove')),
      'it can be removed',
    );
    remove.click();
    await becomes(editor, '<p>https://verona.example/</p>');
  });
});

describe('the rich editor: colours', () => {
  const colored = (words: string, color: string, before = '') =>
    ['<p>', before, '<span style', `="color: ${color}">`, words, '</span></p>'].join('');

  /** What is asked where it is offered, once `keys` are typed and selected. */
  async function asked(keys: string) {
    const all = await writing({ colors: true });
    await typeKeys(keys);
    await pressKeys('Mod+a');
    formatButton(all.element, 'color').focus();
    formatButton(all.element, 'color').click();
    const bar = await until(() => findAll(all.element, '.colors')[0], 'the colours');
    return { ...all, bar };
  }
  const focused = ({ shadowRoot }: Element) => shadowRoot?.activeElement as HTMLElement;

  it('are offered only where the page says so', async () => {
    const { element } = await writing();
    expect(findAll(element, '[data-format="color"]')).to.deep.equal([]);
    element.colors = true;
    await typeKeys('a');
    await until(() => findAll(element, '[data-format="color"]')[0], 'the button is there');
  });

  it('are one tab stop, in which arrows go round, and Escape goes back to the editor', async () => {
    const { element, editor, bar } = await asked('a');
    expect(focused(element).ariaLabel).to.equal('No colour');
    expect(await violations(element)).to.deep.equal([]);
    press(focused(element), 'ArrowLeft');
    expect(focused(element).ariaLabel).to.equal('Grey');
    press(focused(element), 'ArrowRight');
    press(focused(element), 'ArrowRight');
    expect(focused(element).ariaLabel).to.equal('Red');
    expect(bar.querySelectorAll('[tabindex="0"]')).to.have.length(1);
    press(focused(element), 'Escape');
    expect(bar.isConnected).to.be.false;
    expect(focused(element)).to.equal(editor);
    expect(element.html).to.equal(undefined);
  });

  it('are given to what is selected, shown as pressed, undone and taken away', async () => {
    const { element, editor } = await asked('so good');
    button(element, 'Blue').click();
    expect(element.html).to.equal(colored('so good', '#3370e5'));
    expect(element.value).to.equal('so good');
    expect(focused(element)).to.equal(editor);
    expect(formatButton(element, 'color').ariaPressed).to.equal('true');
    formatButton(element, 'color').click();
    await until(() => focused(element)?.ariaLabel === 'Blue', 'the colour that it has');
    button(element, 'Red').click();
    expect(element.html).to.equal(colored('so good', '#da373a'));
    await pressKeys('Mod+z');
    await until(() => element.html === colored('so good', '#3370e5'), `it is undone: ${element.html}`);
    formatButton(element, 'color').click();
    button(element, 'No colour').click();
    expect(element.html).to.equal(undefined);
  });

  it('are given to what is written next, but not to code blocks', async () => {
    const { element } = await writing({ colors: true });
    await typeKeys('a ');
    formatButton(element, 'color').click();
    button(element, 'Green').click();
    await typeKeys('b');
    await until(() => element.html === colored('b', '#178739', 'a '), `it is green: ${element.html}`);
    formatButton(element, 'code_block').click();
    expect(formatButton(element, 'color').ariaDisabled).to.equal('true');
    expect(element.html).to.equal('<p style="font-family: monospace">a b</p>');
  });

  it('stay where the browser writes behind a link in the same line, as Firefox does by itself', async () => {
    const { element } = await writing({ colors: true });
    formatButton(element, 'color').click();
    button(element, 'Green').click();
    await typeKeys('a');
    formatButton(element, 'color').click();
    button(element, 'No colour').click();
    await typeKeys(' ');
    await pressKeys('Mod+k');
    await until(() => findAll(element, '.link-bar input')[0], 'it asks');
    await typeKeys('verona.example');
    await pressKeys('Enter');
    await until(() => element.html?.includes('verona'), 'the link');
    await typeKeys(' b');
    await until(() => element.value?.endsWith(' b'), `it is written: ${element.value}`);
    expect(element.html?.startsWith(colored('a', '#178739').replace('</p>', ' <a '))).to.equal(
      true,
      element.html,
    );
  });

  it('go along by the clipboard from here, but not from elsewhere', async () => {
    const { element, editor } = await asked('a');
    button(element, 'Pink').click();
    const clipboardData = new DataTransfer();
    editor.dispatchEvent(clipboardEvent('copy', clipboardData));
    paste(editor, { 'text/html': '<p><span style="color: red">b</span></p>' });
    await until(() => element.value === 'b', 'it is pasted');
    expect(element.html).to.equal(undefined);
    await pressKeys('Mod+a');
    paste(editor, { 'text/html': clipboardData.getData('text/html') });
    await until(() => element.html === colored('a', '#d13783'), `it is as it was: ${element.html}`);
  });

  it('can be read on light and on dark ground', () => {
    const lightness = (hex: string) => {
      const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
      const linear = (part = 0) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
      return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    };
    for (const [name, hex] of Object.entries(COLORS)) {
      expect(1.05 / (lightness(hex) + 0.05), `${name} on white`).to.be.at.least(4.5);
      expect((lightness(hex) + 0.05) / 0.05, `${name} on black`).to.be.at.least(4.5);
    }
  });
});
