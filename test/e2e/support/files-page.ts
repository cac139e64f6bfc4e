/** Somebody's page with `<xmpp-file-drop>`, online, about one other person, whose files it shows, too. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElementHandle, Page } from 'puppeteer-core';
import { cleanUpAfterTest } from '../../support/clean-up.js';
import { eventually } from '../../support/eventually.js';
import type { Account, XmppServer } from '../../support/people.js';
import { Mouse, turnTo } from './hands.js';
import { strictPolicy } from './policy.js';
import { publish, publishScript, SCRIPT, SCRIPT_TAG, scriptTag } from './site.js';
import { visit, type Visitor, type VisitOptions } from './visitor.js';

export interface FilesLook {
  /** Names of those that wait for an answer. */
  readonly offers: readonly string[];
  readonly rows: readonly {
    readonly name: string;
    /** How it fares, in words. */
    readonly note: string;
    readonly failure: string;
    /** Pixels of the picture that is shown of it. */
    readonly preview: number;
  }[];
  readonly overlay: boolean;
}

export class FilesPage {
  readonly hands: Mouse;

  constructor(
    readonly visitor: Visitor,
    /** Whom it is about. */
    readonly other: string,
  ) {
    this.hands = new Mouse(visitor.page);
  }

  get page(): Page {
    return this.visitor.page;
  }

  async sees(fits: (look: FilesLook) => unknown, label: string): Promise<FilesLook> {
    await turnTo(this.page);
    return eventually(() => this.page.evaluate(lookAtFiles), fits, label);
  }

  /** That file's row says so. */
  fares(name: string, words: string): Promise<FilesLook> {
    const says = ({ rows }: FilesLook) =>
      rows.some((row) => row.name === name && `${row.note} ${row.failure}`.includes(words));
    return this.sees(says, `${name}: ${words}`);
  }

  isOffered(name: string): Promise<FilesLook> {
    return this.sees(({ offers }) => offers.includes(name), `${name} is offered`);
  }

  /** From whom is a name in the list. */
  async accepts(name: string, from: string): Promise<void> {
    await this.isOffered(name);
    await this.hands.press(`Accept ${name} from ${from}`);
    await this.sees(({ offers }) => !offers.includes(name), `${name} is accepted`);
  }

  /** By the browser's own file picker; WebKit's cannot be driven, and its field is filled. */
  async picks(...paths: readonly string[]): Promise<void> {
    await this.#theyAreThere();
    if (this.visitor.browser === 'webkit') {
      for (const path of paths) await upload(this.page, 'xmpp-file-drop', path);
      return;
    }
    const [chooser] = await Promise.all([this.page.waitForFileChooser(), this.hands.press('Choose files')]);
    await chooser.accept([...paths]);
  }

  /** In Chromium with its real drag; others cannot be told to make one, and get what it would bring. */
  async drops(path: string): Promise<void> {
    await this.#theyAreThere();
    const { x, y } = await this.page.evaluate(middleOfBox);
    if (this.visitor.browser === 'chromium') {
      const client = await this.page.createCDPSession();
      const data = { items: [], files: [path], dragOperationsMask: 1 };
      await client.send('Input.dispatchDragEvent', { type: 'dragEnter', x, y, data });
      await client.send('Input.dispatchDragEvent', { type: 'dragOver', x, y, data });
      await this.sees(({ overlay }) => overlay, 'where they can be dropped');
      await client.send('Input.dispatchDragEvent', { type: 'drop', x, y, data });
    } else {
      await upload(this.page, 'body', path);
      await this.page.evaluate(dropTaken, x, y);
    }
    await this.sees(({ overlay }) => !overlay, 'nothing over it any more');
  }

  /** SHA-256 of what has come under that name, as the page was given it. */
  arrived(name: string): Promise<string | undefined> {
    return eventually(
      () => this.page.evaluate((of) => (Reflect.get(globalThis, 'arrived') as Arrivals)[of], name),
      Boolean,
      `${name} has arrived`,
    );
  }

  /** Whether leaving would be asked about. */
  guarded(): Promise<boolean> {
    return this.page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })));
  }

  /** Otherwise the file would go by the server's storage. */
  async #theyAreThere(): Promise<void> {
    const isThere = (jid: string) => {
      try {
        const session = Reflect.get(globalThis, Symbol.for('xmpp-elements.session'));
        return session.roster.get(jid)?.resources.length > 0;
      } catch {
        return false; // people are not loaded yet
      }
    };
    await eventually(() => this.page.evaluate(isThere, this.other), Boolean, `${this.other} is there`);
  }
}

type Arrivals = Record<string, string>;

interface Somebody {
  readonly server: XmppServer;
  readonly account: Account;
  readonly other: Account;
  /** Where it connects to, if not to the server itself. */
  readonly service?: string;
}

export async function filesPage(
  { server, account, other, service = server.ws }: Somebody,
  options: VisitOptions = {},
): Promise<FilesPage> {
  const to = `${other.username}@${server.domain}`;
  const config = JSON.stringify({ service, domain: server.domain, credentials: account });
  const script = await publishScript(`
    import { configureSession } from '${SCRIPT}';
    globalThis.arrived = {};
    document.querySelector('xmpp-file-drop').addEventListener('xmpp-transfer-done', async ({ transfer, file }) => {
      if (!file) return;
      const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
      const digits = [...new Uint8Array(hash)].map((each) => each.toString(16).padStart(2, '0')).join('');
      arrived[transfer.file.name] = file.type + ' ' + digits;
    });
    void configureSession(${config}).connect();`);
  const tag = `<xmpp-file-drop to="${to}" receive></xmpp-file-drop>`;
  const url = await publish(`${tag}${SCRIPT_TAG}${scriptTag(script)}`, strictPolicy(server, service));
  return new FilesPage(await visit(url, { window: true, ...options }), to);
}

/** Files on disk by their names, where a browser's picker finds them. @returns Their paths. */
export async function filesOnDisk(files: Readonly<Record<string, Uint8Array>>): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'xmpp-files-'));
  cleanUpAfterTest(() => rm(folder, { recursive: true }));
  const all = Object.entries(files).map(([name, bytes]) => [join(folder, name), bytes] as const);
  await Promise.all(all.map(([path, bytes]) => writeFile(path, bytes)));
  return all.map(([path]) => path);
}

async function upload(page: Page, where: 'xmpp-file-drop' | 'body', path: string): Promise<void> {
  const field = await eventually(
    async () => (await page.evaluateHandle(fileField, where)).asElement(),
    Boolean,
    'a file field',
  );
  await (field as ElementHandle<HTMLInputElement>).uploadFile(path);
}

// What follows runs in the page, each function by itself.

function fileField(where: string): HTMLInputElement | null {
  const host = document.querySelector(where);
  if (host?.shadowRoot) return host.shadowRoot.querySelector<HTMLInputElement>('input[type=file]');
  const field = host?.querySelector<HTMLInputElement>('input[type=file]') ?? document.createElement('input');
  field.type = 'file';
  host?.append(field);
  return field;
}

function middleOfBox(): { x: number; y: number } {
  const box = document.querySelector('xmpp-file-drop')?.shadowRoot?.querySelector('[part=box]');
  const { left, top, width, height } = box!.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}

/** What was put into the page's own field, as if it were dragged there. */
function dropTaken(clientX: number, clientY: number): void {
  const dataTransfer = new DataTransfer();
  const { files } = document.querySelector<HTMLInputElement>('body > input[type=file]')!;
  for (const file of files ?? []) dataTransfer.items.add(file);
  const target = document.querySelector('xmpp-file-drop')!.shadowRoot!.elementFromPoint(clientX, clientY)!;
  for (const type of ['dragenter', 'dragover', 'drop'])
    target.dispatchEvent(
      new DragEvent(type, {
        dataTransfer,
        clientX,
        clientY,
        bubbles: true,
        composed: true,
        cancelable: true,
      }),
    );
}

function lookAtFiles(): FilesLook {
  const root = document.querySelector('xmpp-file-drop')?.shadowRoot;
  const all = (selector: string) => [...(root?.querySelectorAll(selector) ?? [])];
  const text = (at: Element, selector: string) =>
    (at.querySelector(selector)?.textContent ?? '').replace(/\s+/g, ' ').trim();
  return {
    offers: all('[part~=offer]').map((each) => text(each, '[part~=transfer-name]')),
    rows: all('[part~=transfer]').map((row) => ({
      name: text(row, '[part~=transfer-name]'),
      note: text(row, '.note'),
      failure: text(row, '.failure'),
      preview: row.querySelector<HTMLImageElement>('[part~=preview]')?.naturalWidth ?? 0,
    })),
    overlay: root?.querySelector('[part~=overlay]')?.checkVisibility() ?? false,
  };
}
