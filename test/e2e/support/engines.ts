/** What cannot be tested in an engine, and why: the one list. A run says at its end what it left out. */
import { BROWSERS } from '../../../tools/browsers/launch.mjs';

const UNTESTABLE = {
  'the accessibility tree': {
    firefox: 'gives it to no one who drives it',
    webkit: 'gives it to no one who drives it; axe looks at the same pages',
  },
  'the back-forward cache': {
    firefox: 'gives no page back from it to whoever drives it',
  },
  'the question before a page goes': {
    webkit: 'never asks who drives it',
  },
  'Shift and F10': {
    webkit: 'shows no menu button at a message that a driver’s script has focused',
  },
  'scrolling by less than a pixel': {
    firefox: 'scrolls by whole pixels, so that a row whose place is a fraction may move by half of one',
  },
  'a second try of a part that did not load': {
    firefox: 'keeps for as long as the page is there that a module did not load',
  },
  'the time from the online event': {
    firefox: 'delays a WebSocket the longer, the more have failed',
  },
} as const satisfies Record<string, Partial<Record<string, string>>>;

/** Whether that can be tested in that browser. */
export function canTest(what: keyof typeof UNTESTABLE, browser: string): boolean {
  return !(browser in UNTESTABLE[what]);
}

after('says what could not be tested', () => {
  for (const browser of BROWSERS) {
    for (const [what, reasons] of Object.entries<Partial<Record<string, string>>>(UNTESTABLE)) {
      if (reasons[browser]) console.log(`  not tested in ${browser}: ${what}, as it ${reasons[browser]}`);
    }
  }
});
