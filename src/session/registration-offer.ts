/** What a service wants to know of somebody who registers, until it has it (XEP-0077). */
import type { DataForm, FormAnswers } from './data-form.js';
import { ProtocolError, StanzaError } from './errors.js';
import { buildRegistration, readRefusedForm, type RegistrationQuery } from './protocol/register.js';
import { readStanzaError } from './protocol/stanza-error.js';
import type { Element } from './xml.js';

/** What a new account logs in with. */
export interface NewAccount {
  readonly username: string;
  readonly password: string;
}

export type Ask = (type: 'get' | 'set', payload: Element) => Promise<Element | undefined>;
/** What follows success. */
export type Done = (answers: FormAnswers, form?: DataForm) => NewAccount | undefined | Promise<undefined>;

/** A service refused. It may want a form to be filled in: that is `offer`. */
export class RegistrationError extends StanzaError {
  offer?: RegistrationOffer;

  constructor(
    { condition, type, text, code, address }: StanzaError,
    readonly form?: DataForm,
  ) {
    super(condition, type, text, code, address);
  }
}

/** For requests: what an error answers. */
export const readRefusal = (iq: Element) => new RegistrationError(readStanzaError(iq), readRefusedForm(iq));

export class RegistrationOffer implements RegistrationQuery {
  #query: RegistrationQuery;
  #busy = false;
  readonly #ask: Ask;
  readonly #done: Done;

  constructor(ask: Ask, query: RegistrationQuery, done: Done) {
    this.#query = query;
    this.#ask = ask;
    this.#done = done;
  }

  /** Whoever asks is registered already; the form then holds what the service knows. */
  get registered(): boolean {
    return this.#query.registered;
  }

  /** To be filled in; another one once the service has refused and wants that to be filled in instead. */
  get form(): DataForm | undefined {
    return this.#query.form;
  }

  /** The form stands for plain fields. */
  get plain(): boolean {
    return this.#query.plain;
  }

  /** Plain text. */
  get instructions(): string | undefined {
    return this.#query.instructions;
  }

  /** Where one registers on the web: https, to be opened by a person only (REG-6). */
  get url(): string | undefined {
    return this.#query.url;
  }

  /**
   * Sends what was filled in; one at a time.
   * @returns What a new account of the own server logs in with, which is to be done at once (REG-8).
   * @throws {RegistrationError} `conflict`: the name is taken; `not-acceptable`: something is missing or will not do, or
   *   too much was asked for; with the form to be answered instead, where the service gave one.
   */
  async submit(answers: FormAnswers): Promise<NewAccount | undefined> {
    const { form, plain } = this;
    if (!form) throw new ProtocolError('nothing to fill in');
    if (this.#busy) throw new ProtocolError('an answer is under way');
    this.#busy = true;
    try {
      await this.#ask('set', buildRegistration(form, plain, answers));
      return await this.#done(answers, form);
    } catch (error) {
      if (error instanceof RegistrationError && error.form)
        this.#query = { ...this.#query, form: error.form, plain: false };
      throw error;
    } finally {
      this.#busy = false;
    }
  }
}
