/** Registering, here and with other services (XEP-0077). What it takes is loaded when it is first used: registering.ts. */
import type { RegistrationOffer } from './registration-offer.js';
import type { Session } from './session.js';

export class Registration {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /**
   * Asks what it takes to register; nothing is registered by that.
   * @param service Left out: the own server; who is not logged in to an account asks about a new one.
   * @throws {StanzaError} `service-unavailable`: nobody can. @throws {ConnectionError} @throws {ConfigError}
   */
  async request(service?: string): Promise<RegistrationOffer> {
    return (await load()).requestOffer(this.#session, service);
  }

  /**
   * Gives the account another password, with which it logs in from now on.
   * @throws {RangeError} It is empty. @throws {RegistrationError} With `offer`, where the server wants to know more.
   */
  async changePassword(password: string): Promise<void> {
    return (await load()).changePassword(this.#session, password);
  }

  /**
   * Ends the registration at `address`: the account itself, by its own address, with all that was kept of it, or a
   * service. People are asked before, by whoever calls this.
   * @throws {RegistrationError} With `offer`, where the server wants to know more.
   */
  async remove(address: string): Promise<void> {
    return (await load()).remove(this.#session, address);
  }
}

const load = () => import('./registering.js');
