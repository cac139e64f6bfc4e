/** What others learn of us by talking to us: one answer for all conversations with single people. */
import type { ChatHabits } from './chat-host.js';
import type { Session } from './session.js';

const known = new WeakMap<Session, ChatHabits>();

/** Those of that session; to be changed at will. */
export function habitsOf(session: Session): ChatHabits {
  const habits = known.get(session) ?? {
    receipts: true,
    markers: true,
    chatStates: true,
    lockResource: true,
  };
  known.set(session, habits);
  return habits;
}
