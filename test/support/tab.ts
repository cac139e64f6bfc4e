/** The tab that a test runs in, as if it were hidden. */
import { cleanUpAfterTest } from './clean-up.js';

/** Hides the tab. @returns Shows it again. */
export function hideTab(): () => void {
  const set = (state: DocumentVisibilityState) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
    document.dispatchEvent(new Event('visibilitychange'));
  };
  const show = () => {
    set('visible');
    Reflect.deleteProperty(document, 'visibilityState');
  };
  set('hidden');
  cleanUpAfterTest(show);
  return show;
}
