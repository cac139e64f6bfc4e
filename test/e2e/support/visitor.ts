/** Visitors: each has a browser context of its own, so no storage in common with others. */
import type { Browser, BrowserContext, Page } from 'puppeteer-core';
import { BROWSERS, launchBrowser } from '../../../tools/browsers/launch.mjs';
import { cleanUpAfterRun, cleanUpAfterTest } from '../../support/clean-up.js';
import { REPORTS } from './policy.js';
import { RoomOnPage } from './room-on-page.js';

export { BROWSERS };

const running = new Map<string, Promise<Browser>>();
let current = 'chromium';

/**
 * A suite for each browser of the run; `tests` is told which, for what only some can do. Where `CI` is set a test has a
 * second try, which is told: one late answer of a busy machine is not to fail a run of hundreds.
 */
export function describeInBrowsers(title: string, tests: (browser: string) => void): void {
  for (const name of BROWSERS) {
    describe(`${title} [${name}]`, function () {
      this.retries(process.env.CI ? 1 : 0);
      before(() => {
        current = name;
      });
      afterEach(function () {
        const { currentTest: test } = this;
        if (test?.isPassed() && Reflect.get(test, '_currentRetry')) again.push(test.fullTitle());
      });
      tests(name);
    });
  }
}

/** What passed at the second try only: to be looked into. */
const again: string[] = [];

after('tells what was tried again', () => {
  if (again.length > 0)
    console.log(`\n  Passed at the second try:\n${again.map((title) => `    ${title}`).join('\n')}`);
});

function browser(name: string): Promise<Browser> {
  let found = running.get(name);
  if (!found) {
    found = launchBrowser(name);
    running.set(name, found);
    cleanUpAfterRun(async () => (await found)?.close());
  }
  return found;
}

export interface Visitor {
  /** Its name. */
  readonly browser: string;
  readonly page: Page;
  readonly context: BrowserContext;
  readonly room: RoomOnPage;
  /** Console warnings and errors, exceptions, rejections and policy violations. */
  readonly problems: string[];
  /** URLs the page asked for, its own first. */
  readonly requests: string[];
}

/** Browsers themselves report each connection that could not be made; no page can keep them from it. */
const BROWSERS_OWN =
  /WebSocket connection to .* failed|Firefox can’t establish a connection|connection to .* was interrupted/;

/** The problems where connections are expected to fail. */
export const ownProblems = ({ problems }: Visitor) =>
  problems.filter((problem) => !BROWSERS_OWN.test(problem));

export interface VisitOptions {
  readonly width?: number;
  readonly height?: number;
  /** Not a tab beside those of other visitors, where Firefox would hide the one or the other. */
  readonly window?: boolean;
  /** Called in the page before any of its scripts. */
  readonly first?: () => void;
  /** Another browser than the suite's. */
  readonly browser?: string;
}

/** Somebody new comes to `url`. They are gone after the test. */
export async function visit(url: string, options: VisitOptions = {}): Promise<Visitor> {
  const context = await (await browser(options.browser ?? current)).createBrowserContext();
  cleanUpAfterTest(() => context.close());
  const visitor = await newTab(context, options);
  await visitor.page.goto(url);
  return visitor;
}

/** A further tab of the same visitor. */
export async function newTab(context: BrowserContext, options: VisitOptions = {}): Promise<Visitor> {
  return follow(await context.newPage({ type: options.window ? 'window' : 'tab' }), options);
}

/** As a person does it. Drivers leave `beforeunload` out, without which Firefox may end the socket before pagehide. */
export const closeTab = ({ page }: Visitor) => page.close({ runBeforeUnload: true });

/** Watches over a tab from its first page on. */
export async function follow(
  page: Page,
  { width = 800, height = 640, first, browser: name = current }: VisitOptions = {},
): Promise<Visitor> {
  const problems: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type())) problems.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`exception: ${String(error)}`));
  page.on('request', (request) => {
    requests.push(request.url());
    if (request.url().endsWith(REPORTS)) problems.push(`report: ${request.postData?.()}`);
  });
  if (name === 'chromium') await watchIssues(page, problems);
  await page.setViewport({ width, height });
  for (const add of [page.evaluate, page.evaluateOnNewDocument]) await add.call(page, NAME_HELPER); // now, and later
  await page.evaluateOnNewDocument(reportViolations);
  if (first) await page.evaluateOnNewDocument(first);
  return {
    browser: name,
    page,
    context: page.browserContext(),
    room: new RoomOnPage(page),
    problems,
    requests,
  };
}

/** What Chromium tells its developers of the page's policy; of frames and workers, too. */
async function watchIssues(page: Page, problems: string[]): Promise<void> {
  const client = await page.createCDPSession();
  client.on('Audits.issueAdded', ({ issue: { code, details } }) => {
    if (code === 'ContentSecurityPolicyIssue') problems.push(`issue: ${JSON.stringify(details)}`);
  });
  await client.send('Audits.enable');
}

/** tsx wraps functions in this helper of its own, which those that are sent to a page lack. */
const NAME_HELPER = 'globalThis.__name = (target) => target';

/** Runs in the page. */
function reportViolations(): void {
  addEventListener('securitypolicyviolation', (event) =>
    console.error(`violation: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
  );
}
