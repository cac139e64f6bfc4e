/** Storage that may be blocked or full: then it lasts as long as the page. */

const memory = new Map<string, string>();

function area(kind: 'local' | 'session'): Storage | undefined {
  try {
    return kind === 'local' ? globalThis.localStorage : globalThis.sessionStorage;
  } catch {
    return undefined; // blocked by the browser's settings or a sandboxed frame
  }
}

function write(kind: 'local' | 'session', key: string, value: string): void {
  memory.delete(key);
  try {
    if (value) area(kind)?.setItem(key, value);
    else area(kind)?.removeItem(key);
    if (!value || area(kind)) return;
  } catch {
    // full: the page's own memory has to do
  }
  memory.set(key, value);
}

const read = (kind: 'local' | 'session', key: string) => memory.get(key) ?? area(kind)?.getItem(key) ?? '';

const draftKey = (jid: string) => `xmpp-elements.draft:${jid}`;
const NICK = 'xmpp-elements.nick';

/** The unsent text of a conversation in this tab; '' where there is none. */
export const readDraft = (jid: string) => read('session', draftKey(jid));
export const writeDraft = (jid: string, text: string) => write('session', draftKey(jid), text);

/** The name last used on this site. */
export const readLastNick = () => read('local', NICK);
export const writeLastNick = (nick: string) => write('local', NICK, nick);
