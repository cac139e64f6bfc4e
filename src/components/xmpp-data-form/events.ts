/**
 * The events of forms. They go to the form alone, neither up nor out of a shadow root: what somebody filled in, maybe a
 * password, is for whoever shows the form.
 */
import type { DataForm, FormAnswers } from '../../session/data-form.js';

/** Somebody filled the form in, as far as the form itself asks for. */
export class FormSubmitEvent extends Event {
  #done: Promise<unknown> | undefined;

  constructor(
    readonly form: DataForm,
    /** Of all fields that somebody changed or that came filled in; to be sent on as they are. */
    readonly answers: FormAnswers,
  ) {
    super('xmpp-form-submit');
  }

  /** The form is busy until `done` settles. Where that rejects, it says why and keeps what was filled in. */
  waitUntil(done: Promise<unknown>): void {
    this.#done = done;
  }

  get done(): Promise<unknown> | undefined {
    return this.#done;
  }
}

/** Somebody does not want to fill it in. */
export class FormCancelEvent extends Event {
  constructor(readonly form: DataForm) {
    super('xmpp-form-cancel');
  }
}

declare global {
  interface HTMLElementEventMap {
    'xmpp-form-submit': FormSubmitEvent;
    'xmpp-form-cancel': FormCancelEvent;
  }
}
