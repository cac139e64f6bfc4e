/** XEP-0066 Out of Band Data in messages: an address that is all the message is about. */
import { child, textOf, xml, type Element } from '../xml.js';

const NS_OOB = 'jabber:x:oob';
const MAX_DESCRIPTION = 2_000;

/** For a message whose body is `url` and nothing else (UP-3). */
export const buildOob = (url: string): Element => xml('x', { xmlns: NS_OOB }, xml('url', {}, url));

/** What it says, whatever that is worth. */
export function readOob(
  message: Element,
): { readonly url: string; readonly description?: string } | undefined {
  const x = child(message, 'x', NS_OOB);
  const url = x && textOf(child(x, 'url', NS_OOB))?.trim();
  const description =
    x &&
    textOf(child(x, 'desc', NS_OOB))
      ?.trim()
      .slice(0, MAX_DESCRIPTION);
  return url ? { url, description: description || undefined } : undefined;
}
