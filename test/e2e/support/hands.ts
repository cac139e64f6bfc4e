/**
 * Hands on a page, whichever elements what they reach for is in: one pair has a mouse, the other a keyboard alone. What
 * they do is what a person can do, and it is called what a screen reader calls it.
 */
import type { ElementHandle, KeyInput, Page } from 'puppeteer-core';
import { eventually } from '../../support/eventually.js';

/** As many controls as no page has. */
const MOST_TABS = 60;

export interface Hands {
  /** Puts the focus into a field, or on whatever else is called so. */
  to(name: string): Promise<void>;
  /** A button, a link. */
  press(name: string): Promise<void>;
  /** Opens the chat with who is in a line of the list; such a line's name starts so. */
  open(line: string): Promise<void>;
  /** Does what the menu of a line in the list offers. */
  choose(line: string, item: string): Promise<void>;
  /** Asks for another name. */
  rename(line: string): Promise<void>;
  /** Asks whether somebody is to be removed. */
  remove(line: string): Promise<void>;
}

export class Mouse implements Hands {
  constructor(readonly page: Page) {}

  async to(name: string): Promise<void> {
    await (await find(this.page, name)).click();
  }

  press(name: string): Promise<void> {
    return this.to(name);
  }

  open(line: string): Promise<void> {
    return this.to(line);
  }

  async choose(line: string, item: string): Promise<void> {
    await (await find(this.page, line)).click({ button: 'right' });
    await this.to(item);
  }

  rename(line: string): Promise<void> {
    return this.choose(line, 'Change the name');
  }

  remove(line: string): Promise<void> {
    return this.choose(line, 'Remove');
  }
}

export class Keyboard implements Hands {
  constructor(readonly page: Page) {}

  /** Presses keys, one after the other, each modifier with what follows it by a plus. */
  async keys(...all: readonly string[]): Promise<void> {
    const { keyboard } = this.page;
    for (const key of all) {
      const [last, ...held] = key.split('+').reverse() as [KeyInput, ...KeyInput[]];
      for (const each of held) await keyboard.down(each);
      await keyboard.press(last);
      for (const each of held) await keyboard.up(each);
    }
  }

  /** Tab by Tab, and back where it stands before: at its end a page hands the focus to the browser in Firefox. */
  async to(name: string): Promise<void> {
    await find(this.page, name); // it is there
    for (let tabs = 0; !named(name, await focused(this.page)); tabs += 1) {
      if (tabs === MOST_TABS) throw new Error(`Tab does not come to ${name}`);
      await this.keys((await this.page.evaluate(isBefore, name)) ? 'Shift+Tab' : 'Tab');
    }
  }

  async press(name: string): Promise<void> {
    await this.to(name);
    await this.keys('Enter');
  }

  open(line: string): Promise<void> {
    return this.press(line);
  }

  async choose(line: string, item: string): Promise<void> {
    await this.to(line);
    await this.keys('Shift+F10');
    await find(this.page, item); // the menu is there, with its first item focused
    for (const start = await focused(this.page); !named(item, await focused(this.page));) {
      await this.keys('ArrowDown');
      if ((await focused(this.page)) === start) throw new Error(`the arrow does not come to ${item}`);
    }
    await this.keys('Enter');
  }

  async rename(line: string): Promise<void> {
    await this.to(line);
    await this.keys('F2');
  }

  async remove(line: string): Promise<void> {
    await this.to(line);
    await this.keys('Delete');
  }
}

/** A name, or the start of one before a comma: what else is told of somebody in the list. */
const named = (wanted: string, name: string) => name === wanted || name.startsWith(`${wanted}, `);

/** What a screen reader calls what has the focus; '' where nothing has. */
export const focused = (page: Page): Promise<string> => page.evaluate(nameOfFocused);

export const focusIs = (page: Page, name: string): Promise<string> =>
  eventually(
    () => focused(page),
    (now) => named(name, now),
    `the focus is on “${name}”`,
  );

/** Somebody turns to their page: in Firefox keys do nothing to one that stands behind that of whoever came later. */
export async function turnTo(page: Page): Promise<void> {
  if (!(await page.evaluate(() => document.hasFocus()))) await page.bringToFront();
}

/** What can be pressed or filled in of that name, once it is to be seen. */
async function find(page: Page, name: string): Promise<ElementHandle<HTMLElement>> {
  await turnTo(page);
  const found = await eventually(
    async () => (await page.evaluateHandle(controlCalled, name)).asElement(),
    (element) => element,
    `something called “${name}”`,
  );
  return found as ElementHandle<HTMLElement>;
}

// What follows runs in the page, each function by itself.

function nameOfFocused(): string {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  if (!at || at === document.body) return '';
  const labels = at instanceof HTMLInputElement ? [...(at.labels ?? [])] : [];
  const words = at.ariaLabel ?? (labels[0] ?? at.querySelector('.unseen') ?? at).textContent ?? '';
  return words.replace(/\s+/g, ' ').trim();
}

function controlCalled(wanted: string): Element | null {
  const trees: (Document | ShadowRoot)[] = [document];
  for (const tree of trees)
    for (const element of tree.querySelectorAll<HTMLElement>('*')) {
      if (element.shadowRoot) trees.push(element.shadowRoot);
      const reached = 'button, a, input, textarea, select, [role=option], [role=treeitem]';
      if (!element.matches(reached) || !element.checkVisibility()) continue;
      const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
      const words =
        element.ariaLabel ?? (labels[0] ?? element.querySelector('.unseen') ?? element).textContent;
      const name = (words ?? '').replace(/\s+/g, ' ').trim();
      if (name === wanted || name.startsWith(`${wanted}, `)) return element;
    }
  return null;
}

/** Whether what is called so stands before what has the focus. */
function isBefore(wanted: string): boolean {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  if (!at || at === document.body) return false;
  let found = false;
  const passes = (tree: ParentNode): boolean => {
    for (const element of tree.querySelectorAll<HTMLElement>('*')) {
      if (element === at) return true;
      const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
      const words =
        element.ariaLabel ?? (labels[0] ?? element.querySelector('.unseen') ?? element).textContent;
      const name = (words ?? '').replace(/\s+/g, ' ').trim();
      const reached = 'button, a, input, textarea, select, [role=option], [role=treeitem]';
      const called = name === wanted || name.startsWith(`${wanted}, `);
      found ||= called && element.matches(reached) && element.checkVisibility();
      if (element.shadowRoot && passes(element.shadowRoot)) return true;
    }
    return false;
  };
  passes(document);
  return found;
}
