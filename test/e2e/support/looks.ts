/** What is to be seen of people and of what they say to each other, on a page with a list of contacts or a chat. */
import type { Page } from 'puppeteer-core';
import { eventually } from '../../support/eventually.js';

export interface ContactsLook {
  /** As a screen reader says them. */
  readonly lines: readonly string[];
  readonly dialog: string;
  readonly items: readonly string[];
  readonly requests: readonly string[];
}

export interface ChatLook {
  readonly rows: readonly { readonly text: string; readonly fate: string; readonly edited: boolean }[];
  readonly line: string;
  readonly typing: string;
  readonly standing: string;
  readonly note: string;
}

export const seesContacts = (page: Page, fits: (look: ContactsLook) => unknown, label: string) =>
  eventually(() => page.evaluate(lookAtContacts), fits, label);

export const seesChat = (page: Page, fits: (look: ChatLook) => unknown, label: string) =>
  eventually(() => page.evaluate(lookAtChat), fits, label);

/** All that was said, in one line. */
export const texts = ({ rows }: ChatLook) => rows.map(({ text }) => text).join(' | ');

// What follows runs in the page, each function by itself.

function lookAtContacts(): ContactsLook {
  const root = document.querySelector('xmpp-roster')?.shadowRoot;
  const all = (selector: string) => [...(root?.querySelectorAll<HTMLElement>(selector) ?? [])];
  const nameOf = (each: Element | null | undefined) =>
    (each?.ariaLabel ?? (each?.querySelector('.unseen') ?? each)?.textContent ?? '')
      .replace(/\s+/g, ' ')
      .trim();
  return {
    lines: all('.line').map(nameOf),
    dialog: nameOf(root?.querySelector('dialog[open] h2')),
    items: all('[role=menuitem]').map(nameOf),
    requests: all('.request .who > bdi:first-child').map(nameOf),
  };
}

function lookAtChat(): ChatLook {
  const root = document.querySelector('xmpp-chat')?.shadowRoot;
  const text = (at: ParentNode | null | undefined, selector: string) =>
    (at?.querySelector(selector)?.textContent ?? '').replace(/\s+/g, ' ').trim();
  return {
    rows: [...(root?.querySelectorAll('article') ?? [])].map((row) => ({
      text: text(row, '[part~="message-body"]'),
      fate: text(row, '[part~="fate"]'),
      edited: row.querySelector('details') !== null,
    })),
    line: text(root, '[part~="subject"]'),
    typing: text(root, '.typing'),
    standing: text(root, '[part~="standing"]'),
    note: text(root, '#composer-note'),
  };
}
