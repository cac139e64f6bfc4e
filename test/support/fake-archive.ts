/** An archive's answers (XEP-0313), a page at a time (XEP-0059), for {@link FakeRoom}. */
import { child, children, parseFrame, textOf, xml, type Element } from '../../src/session/xml.js';

const MAM = 'urn:xmpp:mam:2';
const FORM = 'jabber:x:data';
const RSM = 'http://jabber.org/protocol/rsm';
const PAGE = 50;

export interface Archived {
  readonly id: string;
  readonly time: Date;
  readonly message: Element;
}

/** The payloads of the result messages and of the answer; undefined where `before` or `after` is unknown. */
export function answerQuery(
  archive: readonly Archived[],
  query: Element,
): { readonly results: readonly Element[]; readonly fin: Element } | undefined {
  const set = child(query, 'set', RSM);
  const wanted = (name: string) => textOf(set && child(set, name, RSM));
  const matching = archive.filter(inTime(query));
  const [before, after, max] = [wanted('before'), wanted('after'), Number(wanted('max') ?? PAGE)];
  const known = (id: string | undefined) => !id || archive.some((entry) => entry.id === id);
  if (!known(before) || !known(after)) return undefined;

  const from = after ? matching.findIndex(({ id }) => id === after) + 1 : 0;
  const to = before ? matching.findIndex(({ id }) => id === before) : matching.length;
  const backwards = before !== undefined;
  const page = backwards
    ? matching.slice(Math.max(from, to - max), to)
    : matching.slice(from, Math.min(to, from + max));
  const complete = page.length === to - from;
  const queryid = query.attrs.queryid;
  return {
    results: page.map((entry) => resultOf(entry, queryid)),
    fin: xml(
      'fin',
      { xmlns: MAM, complete: complete ? 'true' : undefined },
      xml(
        'set',
        { xmlns: RSM },
        page[0] && xml('first', {}, page[0].id),
        page[0] && xml('last', {}, page.at(-1)?.id),
        xml('count', {}, matching.length),
      ),
    ),
  };
}

function resultOf({ id, time, message }: Archived, queryid: string | undefined): Element {
  const delay = xml('delay', { xmlns: 'urn:xmpp:delay', stamp: time.toISOString() });
  const forwarded = xml('forwarded', { xmlns: 'urn:xmpp:forward:0' }, delay, parseFrame(message.toString()));
  return xml('result', { xmlns: MAM, queryid, id }, forwarded);
}

/** Filters of the query's form (XEP-0313 §4.1.1); `with` is not looked at, a room has one archive. */
function inTime(query: Element): (entry: Archived) => boolean {
  const form = child(query, 'x', FORM);
  const field = (name: string) => {
    const found = form && children(form, 'field', FORM).find(({ attrs }) => attrs.var === name);
    const value = textOf(found && child(found, 'value', FORM));
    return value === undefined ? undefined : new Date(value);
  };
  const [start, end] = [field('start'), field('end')];
  return ({ time }) => (!start || time >= start) && (!end || time <= end);
}
