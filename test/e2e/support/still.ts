/** Waiting for what moves on a page. */
import type { Frame, Page } from 'puppeteer-core';
import { stillness } from '../../../tools/browsers/stillness.mjs';

/** Settles once every animation and transition that has an end has come to it. */
export const still = (page: Page | Frame): Promise<void> => page.evaluate(stillness);
