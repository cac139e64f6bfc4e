/** Follows the people of one session: who they are, what changes, who asks for a subscription. */
import type { Session } from '../../session/index.js';
import type { People } from '../../session/people.js';
import { nextFrame } from '../../session/store.js';

const STORES = ['roster', 'chats', 'blocking', 'presence', 'avatars', 'invitations'] as const;

export interface PeopleHost {
  /** These are followed now. */
  met(people: People | undefined): void;
  /** At most once a frame: several stores may tell of the same stanza. */
  changed(): void;
  /** A `subscription` event of the roster. */
  heard(event: Event): void;
  readonly failed: (error: unknown) => void;
}

export class PeopleWatch {
  #session: Session | undefined;
  #people: People | undefined;
  #scheduled = false;

  constructor(readonly host: PeopleHost) {}

  get session(): Session | undefined {
    return this.#session;
  }

  get people(): People | undefined {
    return this.#people;
  }

  follow(session: Session | undefined): void {
    if (session === this.#session) return;
    this.#session?.removeEventListener('change', this.#told);
    this.#session = session;
    session?.addEventListener('change', this.#told);
    this.#meet(undefined);
    session?.people.then(
      (people) => session === this.#session && this.#meet(people),
      (error: unknown) => this.host.failed(error),
    );
  }

  #meet(people: People | undefined): void {
    for (const store of STORES) this.#people?.[store].removeEventListener('change', this.#told);
    this.#people?.roster.removeEventListener('subscription', this.#heard);
    this.#people = people;
    for (const store of STORES) people?.[store].addEventListener('change', this.#told);
    people?.roster.addEventListener('subscription', this.#heard);
    this.host.met(people);
  }

  readonly #told = () => {
    if (this.#scheduled) return;
    this.#scheduled = true;
    nextFrame(() => {
      this.#scheduled = false;
      if (this.#session) this.host.changed();
    });
  };

  readonly #heard = (event: Event) => this.host.heard(event);
}
