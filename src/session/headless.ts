/**
 * `xmpp-elements/session`: the session with its people from the start, for whom it is not a matter of bytes. No Lit, no DOM
 * tree; runs in Node as well.
 */
import { peopleOf } from './people.js';
import { providePeople } from './session.js';

export * from './index.js';
export { createRoom, RoomCreation } from './room-creation.js';

providePeople(peopleOf);
