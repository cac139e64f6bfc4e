/** Browsers for end-to-end tests and for the stories: puppeteer on the system's Chromium or Firefox, and WebKit. */
import puppeteer from 'puppeteer-core';
import { CHROMIUM, CHROMIUM_ARGS, FIREFOX, FIREFOX_PREFERENCES } from './find.mjs';
import { WebKitBrowser } from './webkit-browser.mjs';

/**
 * @param {string} [name] `chromium`, `firefox` or `webkit`, which has only as much of it as tests use.
 * @param {readonly string[]} [args] More of Chromium's.
 * @returns {Promise<import('puppeteer-core').Browser>} To be closed by the caller.
 */
export function launchBrowser(name = 'chromium', args = []) {
  if (name === 'chromium') {
    return puppeteer.launch({ executablePath: CHROMIUM, args: [...CHROMIUM_ARGS, ...args] });
  }
  if (name === 'firefox') {
    return puppeteer.launch({
      browser: 'firefox',
      executablePath: FIREFOX,
      extraPrefsFirefox: FIREFOX_PREFERENCES,
    });
  }
  if (name === 'webkit') return /** @type {Promise<any>} */ (WebKitBrowser.launch());
  throw new Error(`no such browser: ${name}`);
}

/** The browsers of this run: `BROWSERS`, separated by commas, or Chromium. */
export const BROWSERS = (process.env.BROWSERS ?? 'chromium').split(',');
