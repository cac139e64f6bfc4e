/**
 * Whom a room shows more than others: those who may not speak can ask to, those who run it are asked. What they need loads
 * for them alone.
 */
import type { Room } from '../../session/room.js';
import type { Requests, RequestsHost } from './requests.js';

const loading = new WeakSet<RequestsHost>();
const loaded = new WeakMap<RequestsHost, Requests>();

/** `room`, which is shown there, is not as it was before. */
export function attend(view: RequestsHost, room: Room | undefined): void {
  if (!room) return;
  const requests = loaded.get(view);
  if (requests) return requests.update(room);
  if (!isConcerned(room) || loading.has(view)) return;
  loading.add(view);
  import('./requests.js').then(
    ({ Requests }) => {
      const made = new Requests(view);
      loaded.set(view, made);
      if (view.conversation === room) made.update(room);
    },
    (error: unknown) => {
      loading.delete(view); // tried again
      view.failed(error);
    },
  );
}

/** Nobody asks where all can speak and nobody can register. */
function isConcerned({ canSpeak, self, info }: Room): boolean {
  if (!canSpeak) return true;
  const runs = self?.affiliation === 'owner' || self?.affiliation === 'admin';
  return (
    (self?.role === 'moderator' && info?.moderated === true) ||
    (runs && info?.features.has('jabber:iq:register') === true)
  );
}
