/** Launchers for web-test-runner, by name. */
import { chromeLauncher } from '@web/test-runner-chrome';
import puppeteer from 'puppeteer-core';
import { CHROMIUM, CHROMIUM_ARGS, FIREFOX, FIREFOX_PREFERENCES } from './find.mjs';
import { webkitLauncher } from './webkit.mjs';

/** @type {Record<string, () => import('@web/test-runner').BrowserLauncher>} */
export const launchers = {
  // launchOptions.browser stays unset: with it the launcher no longer counts as Chromium and records no coverage
  chromium: () =>
    chromeLauncher({
      launchOptions: { executablePath: CHROMIUM, args: CHROMIUM_ARGS },
      createPage: async ({ context }) => {
        // The second of two pages would count as hidden: no frames, no scroll events, no announcements.
        const page = await context.newPage();
        const session = await page.createCDPSession();
        await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
        return page;
      },
    }),
  firefox: () =>
    chromeLauncher({
      puppeteer,
      concurrency: 1, // the second of two pages would be hidden
      launchOptions: {
        browser: 'firefox',
        executablePath: FIREFOX,
        extraPrefsFirefox: FIREFOX_PREFERENCES,
      },
    }),
  webkit: webkitLauncher,
};
