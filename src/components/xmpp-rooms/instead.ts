/** What stands in the list's place while there are no rooms to list: why, and what can be done about it. */
import type { Bookmarks } from '../../session/bookmarks.js';
import type { Session } from '../../session/index.js';
import type { RoomsStrings } from '../shared/rooms-strings.js';
import type { Instead } from '../xmpp-roster/instead.js';
import { troubleOf, type TroubleWords } from '../xmpp-roster/trouble.js';
import type { Finder } from './finder.js';

interface Props {
  readonly session: Session | undefined;
  readonly words: RoomsStrings;
  readonly trouble: TroubleWords;
  readonly filter: string;
  readonly unfilter: () => void;
  readonly connect: () => void;
}

/** @returns undefined where the link is no hindrance. */
function insteadOfLink({ session, words, trouble, connect }: Props): Instead | 'loading' | undefined {
  if (!session) return 'loading';
  if (session.state === 'failed') {
    const { text, button } = troubleOf(session, trouble);
    return { title: text, button, act: connect };
  }
  if (session.state === 'idle' || session.state === 'offline')
    return { title: words.offline, button: words.connect, act: connect };
  return session.state === 'online' ? undefined : 'loading';
}

export interface OwnProps extends Props {
  readonly bookmarks: Bookmarks | undefined;
  readonly find: () => void;
}

export function insteadOfOwn(props: OwnProps): Instead | 'loading' {
  const { bookmarks, words, filter, unfilter, find, trouble } = props;
  if (filter && bookmarks?.list.length)
    return { title: words.noneFound, button: words.showAll, act: unfilter };
  const instead = insteadOfLink(props);
  if (instead) return instead;
  if (bookmarks?.state === 'failed')
    return { title: words.failed, button: trouble.retry, act: () => bookmarks.reload() };
  if (bookmarks?.state !== 'ready') return 'loading';
  return { title: words.none, hint: words.noneHint, button: words.find, act: find };
}

export interface RoomsProps extends Props {
  readonly finder: Finder;
  readonly elsewhere: () => void;
}

export function insteadOfRooms(props: RoomsProps): Instead | 'loading' {
  const { finder, words, filter, unfilter, trouble, elsewhere } = props;
  if (filter && finder.some) return { title: words.noneFound, button: words.showAll, act: unfilter };
  const instead = insteadOfLink(props);
  if (instead) return instead;
  switch (finder.state) {
    case 'failed':
      return { title: words.directoryFailed, button: trouble.retry, act: () => finder.again() };
    case 'none':
      return {
        title: words.noService,
        hint: words.noServiceHint,
        button: words.changeService,
        act: elsewhere,
      };
    case 'ready':
      return { title: words.noRooms, hint: words.noRoomsHint };
    case 'loading':
      return 'loading';
  }
}
