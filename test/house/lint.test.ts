/** The lint rules that hold the architecture: each is shown to fire, and to leave what is right alone. */
import { expect } from 'chai';
import { ESLint, Linter } from 'eslint';

const eslint = new ESLint();
const linter = new Linter();

/** What the project's own configuration says of `code`, were it in `file`; by the two rules that matter here. */
async function complaints(file: string, code: string): Promise<string[]> {
  const { rules } = (await eslint.calculateConfigForFile(file)) as { rules: Linter.RulesRecord };
  const kept = ['no-restricted-imports', 'no-restricted-syntax'].filter((name) => rules[name]);
  const messages = linter.verify(code, {
    rules: Object.fromEntries(kept.map((name) => [name, rules[name]])),
  });
  return messages.map(({ message }) => message);
}

describe('layers: imports point down or sideways', () => {
  const refused: [file: string, from: string][] = [
    ['src/session/xml.ts', './protocol/muc.js'],
    ['src/session/errors.ts', './room.js'],
    ['src/session/jid.ts', '@xmpp/xml'],
    ['src/session/room.ts', '@xmpp/client-core'],
    ['src/session/room.ts', '../components/shared/shell.js'],
    ['src/session/room.ts', 'lit'],
    ['src/session/room.ts', 'node:crypto'],
    ['src/session/roster.ts', 'idb-keyval'],
    ['src/session/database.ts', './protocol/muc.js'],
    ['src/session/protocol/muc.ts', '../room.js'],
    ['src/session/protocol/muc.ts', '../session.js'],
    ['src/session/protocol/muc.ts', '@xmpp/xml'],
    ['src/session/protocol/muc.ts', '../../components/shared/shell.js'],
    ['src/components/xmpp-room/xmpp-room.ts', '../../session/protocol/muc.js'],
    ['src/components/xmpp-room/xmpp-room.ts', '../../session/wire.js'],
    ['src/components/xmpp-room/room-view.ts', 'dompurify'],
    ['src/components/xmpp-room/room-view.ts', '@xmpp/xml'],
    ['src/components/xmpp-room/define.ts', 'lit'],
    ['src/components/shared/shell.ts', 'lit/decorators.js'],
    ['src/index.ts', './session/protocol/muc.js'],
    ['src/index.ts', 'lit'],
  ];
  for (const [file, from] of refused) {
    it(`refuses ${from} in ${file}`, async () => {
      expect(await complaints(file, `import { a } from '${from}';\na();`)).to.not.be.empty;
      expect(await complaints(file, `export { a } from '${from}';`)).to.not.be.empty;
    });
  }

  const allowed: [file: string, from: string][] = [
    ['src/session/xml.ts', '@xmpp/xml'],
    ['src/session/connection.ts', '@xmpp/websocket/lib/Socket.js'],
    ['src/session/jid.ts', './errors.js'],
    ['src/session/database.ts', 'idb-keyval'],
    ['src/session/room.ts', './protocol/muc.js'],
    ['src/session/protocol/muc.ts', '../xml.js'],
    ['src/session/protocol/muc.ts', './data-form.js'],
    ['src/session/protocol/caps.ts', '../sha1.js'],
    ['src/components/xmpp-room/room-view.ts', 'lit'],
    ['src/components/xmpp-room/room-view.ts', '../../session/index.js'],
    ['src/components/xmpp-room/room-view.ts', '../../session/message.js'],
    ['src/components/shared/sanitize.ts', 'dompurify'],
  ];
  for (const [file, from] of allowed) {
    it(`lets ${file} import ${from}`, async () => {
      expect(await complaints(file, `import { a } from '${from}';\na();`)).to.deep.equal([]);
    });
  }
});

describe('security.md 3: no string becomes markup', () => {
  const refused = [
    'node.innerHTML = text;',
    'node.outerHTML += text;',
    'frame.srcdoc = text;',
    'node.insertAdjacentHTML("beforeend", text);',
    'document.write(text);',
    'new DOMParser().parseFromString(text, "text/html");',
    'import { unsafeHTML } from "lit/directives/unsafe-html.js"; unsafeHTML();',
    'import { styleMap } from "lit/directives/style-map.js"; styleMap();',
    'html`<p style="color: red"></p>`;',
    'html`<p .innerHTML=${text}></p>`;',
    'node.setAttribute("style", text);',
    'const id = Math.random();',
    'export default 1;',
  ];
  for (const code of refused) {
    it(`refuses ${code}`, async () => {
      expect(await complaints('src/components/xmpp-room/room-view.ts', code)).to.not.be.empty;
    });
  }

  it('leaves reading, text nodes, style.setProperty and named exports alone', async () => {
    const code =
      'const was = node.innerHTML; node.append(text, was); node.style.setProperty("color", "red"); export { was };';
    expect(await complaints('src/components/xmpp-room/room-view.ts', code)).to.deep.equal([]);
  });

  it('lets a story export a default, as Storybook asks', async () => {
    expect(await complaints('stories/xmpp-room.stories.ts', 'export default {};')).to.deep.equal([]);
  });
});

describe('words come from the catalogue', () => {
  const refused = [
    'html`<p>Hello</p>`;',
    'html`<p>${name} and more</p>`;',
    'html`<p>${count}<b>${name}</b> people`;',
    'html`<button aria-label="Send"></button>`;',
    'html`<input placeholder="Write to ${name}" />`;',
    'node.setAttribute("aria-label", "Send");',
    'node.ariaLabel = "Send";',
    'node.textContent = "Hello";',
  ];
  for (const code of refused) {
    it(`refuses ${code}`, async () => {
      expect(await complaints('src/components/xmpp-room/room-view.ts', code)).to.have.lengthOf(1);
    });
  }

  const allowed = [
    'html`<p class="some words" part=${part} title=${title}>${text}: <b>${name}</b> · x</p>`;',
    'html`<p class="message ${one} ${two}" role="button" ?hidden=${hidden}>${text}</p>`;',
    'css`p > a { color: red }`;',
    'node.setAttribute("role", "button");',
    'node.textContent = strings.hello;',
  ];
  for (const code of allowed) {
    it(`leaves ${code}`, async () => {
      expect(await complaints('src/components/xmpp-room/room-view.ts', code)).to.deep.equal([]);
    });
  }
});
