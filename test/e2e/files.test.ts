/** Two people send files to each other from pages, each in a browser of their own. */
import { expect } from 'chai';
import type { Dialog } from 'puppeteer-core';
import { deferred } from '../../src/session/deferred.js';
import type { FaultProxy, Rule } from '../support/fault-proxy.js';
import { bytesOf, sha256 } from '../support/files.js';
import {
  breakableLink,
  newAccount,
  serverUnderTest,
  type Account,
  type XmppServer,
} from '../support/people.js';
import { acquaint } from './support/acquaint.js';
import { complaints } from './support/axe.js';
import { canTest } from './support/engines.js';
import { filesOnDisk, filesPage, type FilesPage } from './support/files-page.js';
import { BROWSERS, describeInBrowsers, ownProblems, type VisitOptions } from './support/visitor.js';

const BYTES = bytesOf(1_500_000);
/** What a page is handed of them. */
const ARRIVED = `application/octet-stream ${sha256(BYTES)}`;

/** 1 × 1, red. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

interface Pages {
  readonly ann: FilesPage;
  readonly bob: FilesPage;
  /** Ann's and Bob's, which can be broken. */
  readonly links: readonly [FaultProxy, FaultProxy];
}

async function twoPages(anns?: VisitOptions, bobs?: VisitOptions): Promise<Pages> {
  const server: XmppServer = await serverUnderTest();
  const [ann, bob]: [Account, Account] = [await newAccount(server, 'ann'), await newAccount(server, 'bob')];
  await acquaint(server, ann, bob);
  const links = [await breakableLink(server), await breakableLink(server)] as const;
  return {
    ann: await filesPage({ server, account: ann, other: bob, service: links[0].url }, anns),
    bob: await filesPage({ server, account: bob, other: ann, service: links[1].url }, bobs),
    links,
  };
}

const isBlock = (frame: string) =>
  frame.includes('http://jabber.org/protocol/ibb') && frame.includes('<data');

/** Befalls the n-th block that comes there. */
const atBlock = (nth: number, direction: Rule['direction'], fault: Rule['fault']): Rule => ({
  direction,
  nth,
  matching: isBlock,
  fault,
});

/** Keeps a file from going on behind its first blocks. @returns Lets it. */
function hold({ rules }: FaultProxy, direction: Rule['direction']): () => void {
  const { promise, resolve } = deferred();
  rules.push(atBlock(5, direction, { kind: 'hold', until: promise }));
  return resolve;
}

/** It has begun, and is offered and taken. */
async function begin({ ann, bob }: Pages, name: string): Promise<void> {
  await ann.picks(...(await filesOnDisk({ [name]: BYTES })));
  await bob.accepts(name, 'Ann');
}

const noProblems = ({ ann, bob }: Pages) =>
  expect([...ownProblems(ann.visitor), ...ownProblems(bob.visitor)]).to.deep.equal([]);

async function arrives({ ann, bob }: Pages, name: string): Promise<void> {
  await ann.fares(name, 'Sent');
  await bob.fares(name, 'Received');
  expect(await bob.arrived(name)).to.equal(ARRIVED);
}

describeInBrowsers('Files between two pages', (browser) => {
  it('FT-12, FT-15, FT-19: picked or dropped, and accepted, they arrive as they were', async () => {
    const pages = await twoPages();
    const { ann, bob } = pages;
    const [picked = '', dropped = '', photo = ''] = await filesOnDisk({
      'picked.bin': BYTES,
      'dropped.bin': BYTES,
      'photo.png': PNG,
    });
    await ann.picks(picked, photo);
    await ann.drops(dropped);
    for (const name of ['picked.bin', 'photo.png']) await bob.isOffered(name); // two at a time
    expect(await complaints(bob.page, 'xmpp-file-drop')).to.deep.equal([]);
    for (const name of ['picked.bin', 'photo.png', 'dropped.bin']) await bob.accepts(name, 'Ann');
    for (const name of ['picked.bin', 'dropped.bin']) await arrives(pages, name);
    await bob.sees(({ rows }) => rows.some(({ preview }) => preview === 1), 'the picture');
    expect(await complaints(bob.page, 'xmpp-file-drop')).to.deep.equal([]);
    expect(await complaints(ann.page, 'xmpp-file-drop')).to.deep.equal([]);
    noProblems(pages);
  });

  it('FT-11: declined, whoever sent it is told so', async () => {
    const pages = await twoPages();
    const { ann, bob } = pages;
    await ann.picks(...(await filesOnDisk({ 'not-this.bin': BYTES })));
    await bob.isOffered('not-this.bin');
    await bob.hands.press('Decline not-this.bin from Ann');
    await ann.fares('not-this.bin', 'They did not want it.');
    await bob.sees(({ offers, rows }) => !offers.length && !rows.length, 'nothing left of it');
    noProblems(pages);
  });

  it('FT-20: cancelled by whoever sends it in the middle, and tried again, it arrives', async () => {
    const pages = await twoPages();
    const { ann, bob, links } = pages;
    const release = hold(links[0], 'up');
    await begin(pages, 'twice.bin');
    await bob.fares('twice.bin', ' of 1.5 MB');
    await ann.hands.press('Cancel twice.bin');
    release();
    await ann.fares('twice.bin', 'Cancelled');
    await bob.fares('twice.bin', 'They ended it.');
    await ann.hands.press('Try twice.bin again');
    await arrives(pages, 'twice.bin');
    noProblems(pages);
  });

  it('FT-20: cancelled by whoever gets it in the middle, offered again and accepted, it arrives', async () => {
    const pages = await twoPages();
    const { ann, bob, links } = pages;
    const release = hold(links[0], 'up');
    await begin(pages, 'twice.bin');
    await bob.fares('twice.bin', ' of 1.5 MB');
    await bob.hands.press('Cancel twice.bin');
    release();
    await bob.fares('twice.bin', 'Cancelled');
    await ann.fares('twice.bin', 'They ended it.');
    await ann.hands.press('Try twice.bin again');
    await bob.accepts('twice.bin', 'Ann');
    await arrives(pages, 'twice.bin');
    noProblems(pages);
  });

  it('SM-4: goes on where either side loses its link in the middle', async () => {
    const pages = await twoPages();
    const [anns, bobs] = pages.links;
    anns.rules.push(atBlock(6, 'up', { kind: 'cut', frame: 'lost' }));
    bobs.rules.push(atBlock(12, 'down', { kind: 'cut', frame: 'forwarded' }));
    await begin(pages, 'cut.bin');
    await arrives(pages, 'cut.bin');
    expect(anns.rules.length + bobs.rules.length, 'cuts to come').to.equal(0);
    noProblems(pages);
  });

  it('asks before the page goes while a file is under way, and only then', async () => {
    const pages = await twoPages();
    const { ann, bob, links } = pages;
    await ann.sees(({ rows }) => !rows.length, 'nothing yet');
    expect([await ann.guarded(), await bob.guarded()], 'before').to.deep.equal([false, false]);
    const release = hold(links[0], 'up');
    await begin(pages, 'slow.bin');
    await bob.fares('slow.bin', ' of 1.5 MB');
    expect([await ann.guarded(), await bob.guarded()], 'meanwhile').to.deep.equal([true, true]);
    if (canTest('the question before a page goes', browser)) await isAsked(bob);
    release();
    await arrives(pages, 'slow.bin');
    expect([await ann.guarded(), await bob.guarded()], 'after').to.deep.equal([false, false]);
  });
});

/** Goes, is asked, and stays. */
async function isAsked({ page }: FilesPage): Promise<void> {
  const asked = new Promise<Dialog>((resolve) => page.once('dialog', resolve));
  await page.evaluate(() => void setTimeout(() => location.reload()));
  const dialog = await asked;
  expect(dialog.type()).to.equal('beforeunload');
  await dialog.dismiss();
}

if (BROWSERS.includes('chromium') && BROWSERS.includes('firefox'))
  describe('Files between two kinds of browsers', () => {
    for (const [from, to] of [
      ['chromium', 'firefox'],
      ['firefox', 'chromium'],
    ] as const)
      it(`FT-15: from ${from} to ${to}`, async () => {
        const pages = await twoPages({ browser: from }, { browser: to });
        await begin(pages, 'across.bin');
        await arrives(pages, 'across.bin');
        noProblems(pages);
      });
  });
