/**
 * Pictures of other sites: fetched when somebody asks for them, without telling where from (security.md §2, Images).
 * None of the visitor's own network, unless the page is there, too.
 */

/** CSS pixels. */
export const MAX_SIDE = 600;

/** Whether the picture at `text` may be fetched: over https, or http into a page that came by it, where `http`. */
export function isFetchable(text: string, http = false): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const secure =
    url.protocol === 'https:' || (http && url.protocol === 'http:' && location.protocol === 'http:');
  return secure && !url.username && !url.password && (!isNear(url.hostname) || isNear(location.hostname));
}

/** An address of numbers, or a name that no other network knows. */
const isNear = (host: string) =>
  /^[\d.]+$|^\[|^[^.]+$|\.(localhost|local|internal|lan|home\.arpa)\.?$/.test(host);
