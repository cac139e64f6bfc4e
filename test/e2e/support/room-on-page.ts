/** A room as its visitor meets it: what is to be seen in it, and hands and keys to use it with. */
import type { ElementHandle, Frame, Page } from 'puppeteer-core';
import { eventually } from '../../support/eventually.js';

export interface SeenRow {
  /** What `data-id` says. */
  readonly id: string;
  readonly author: string;
  readonly text: string;
  /** "Sending…" from the start, before it is to be seen; "Waiting", "Not sent"; '' of what the room has. */
  readonly state: string;
}

/** All that the room shows at one moment. */
export interface Look {
  readonly shown: boolean;
  readonly name: string;
  readonly subject: string;
  /** Of the strip; '' while there is none. */
  readonly strip: string;
  readonly rows: readonly SeenRow[];
  /** Rows that are no messages: events, gaps, notices. */
  readonly notes: readonly string[];
  readonly typing: string;
  /** Names in the panel of people; undefined while it is closed. */
  readonly people: readonly string[] | undefined;
  /** Words of the form in the composer's place. */
  readonly entry: string | undefined;
  /** Its field's value. */
  readonly field: string | undefined;
  /** What is written in the composer; undefined while there is none. */
  readonly draft: string | undefined;
  /** Names of the buttons to be seen, those of rows left out. */
  readonly buttons: readonly string[];
  /** What the middle of an empty room says. */
  readonly middle: string;
}

export class RoomOnPage {
  constructor(
    readonly page: Page,
    /** Of the element, in the page; `>>>` goes into a shadow root. */
    readonly path = 'xmpp-room',
    /** The page's own, unless it is in a frame of it. */
    readonly frame?: Frame,
  ) {}

  get #inside(): Frame | Page {
    return this.frame ?? this.page;
  }

  look(): Promise<Look> {
    return this.#inside.evaluate(lookAt, this.path);
  }

  /** Settles once what is seen fits. @throws {Error} With what is seen instead. */
  sees(fits: (look: Look) => unknown, label = String(fits), ms?: number): Promise<Look> {
    return eventually(() => this.look(), fits, label, ms);
  }

  /** In the room, and free to write. */
  joined(ms?: number): Promise<Look> {
    return this.sees((look) => look.draft !== undefined && look.buttons.some(isPeople), 'in the room', ms);
  }

  /** The texts of all messages that are mounted. */
  async texts(): Promise<string[]> {
    return (await this.look()).rows.map(({ text }) => text);
  }

  /** The first element in the shadow root that fits. @throws {Error} None comes. */
  async find(selector: string): Promise<ElementHandle<HTMLElement>> {
    const handle = await eventually(
      async () =>
        (
          await this.#inside.evaluateHandle(findIn, this.path, selector)
        ).asElement() as ElementHandle<HTMLElement> | null,
      (found) => found,
      selector,
    );
    if (!handle) throw new Error(`no ${selector}`);
    return handle;
  }

  /** Clicks the button of that name. */
  async press(name: string): Promise<void> {
    await this.sees((look) => look.buttons.includes(name), `a button “${name}”`);
    const handle = await this.#inside.evaluateHandle(buttonIn, this.path, name);
    await (handle.asElement() as ElementHandle<HTMLElement>).click();
  }

  /** Writes at the end of what is written already. */
  async write(text: string): Promise<void> {
    const input = await this.find('[part~=input]');
    await input.focus();
    await this.page.keyboard.type(text);
  }

  async send(text: string): Promise<void> {
    await this.write(text);
    await this.page.keyboard.press('Enter');
  }

  /** Fills the entry's field anew and submits it. */
  async enter(text: string): Promise<void> {
    const field = await this.find('.entry input');
    await field.click({ count: 3 });
    await this.page.keyboard.type(text);
    await this.page.keyboard.press('Enter');
  }
}

export const isPeople = (button: string) => button.startsWith('Show people');

// What follows runs in the page, each function by itself.

function lookAt(path: string): Look {
  let host: Element | null = null;
  for (const step of path.split(' >>> ')) {
    host = (host ? host.shadowRoot : document)?.querySelector(step) ?? null;
  }
  const root = host?.shadowRoot;
  const all = (selector: string) => [...(root?.querySelectorAll<HTMLElement>(selector) ?? [])];
  const one = (selector: string) => all(selector)[0];
  const words = (element: Element | undefined) => (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
  const strip = one('[part~=status]');
  const entry = one('form.entry');
  return {
    shown: host?.checkVisibility() ?? false,
    name: words(one('header .name')),
    subject: words(one('[part~=subject]')),
    strip: strip?.checkVisibility() ? words(strip) : '',
    rows: all('[part~=message]').map((row) => ({
      id: row.dataset.id ?? '',
      author: row.getAttribute('aria-label')?.split(', ')[0] ?? '',
      text: row.querySelector('[part~=message-body]')?.textContent ?? '',
      state: words(row.querySelector('.state') ?? undefined),
    })),
    notes: all('.note[data-row]').map(words),
    typing: words(one('.typing')),
    people: one('[part~=occupants]') && all('[part~=occupant] bdi').map(words),
    entry: entry && words(entry),
    field: entry?.querySelector('input')?.value,
    draft: one('[part~=composer]') && one('[part~=composer]')?.querySelector('textarea')?.value,
    buttons: all('button')
      .filter((button) => !button.closest('[part~=message]') && button.checkVisibility())
      .map((button) => button.getAttribute('aria-label') ?? words(button)),
    middle: words(one('.middle')),
  };
}

function findIn(path: string, selector: string): Element | null {
  let host: Element | null = null;
  for (const step of path.split(' >>> ')) {
    host = (host ? host.shadowRoot : document)?.querySelector(step) ?? null;
  }
  return host?.shadowRoot?.querySelector(selector) ?? null;
}

function buttonIn(path: string, name: string): Element | undefined {
  let host: Element | null = null;
  for (const step of path.split(' >>> ')) {
    host = (host ? host.shadowRoot : document)?.querySelector(step) ?? null;
  }
  return [...(host?.shadowRoot?.querySelectorAll('button') ?? [])].find(
    (button) =>
      (button.getAttribute('aria-label') ?? (button.textContent ?? '').replace(/\s+/g, ' ').trim()) ===
        name && button.checkVisibility(),
  );
}
