/**
 * A page's own form in the slot `login`: in the page's tree, where every password manager sees it. What is wrong is told
 * at its fields, too, since nothing in a shadow tree can be pointed at from out there.
 */
const NAMES = ['username', 'password'];

export class PageForm {
  constructor(readonly host: HTMLElement) {}

  get there(): boolean {
    return this.#form !== null;
  }

  /** The first that is empty, else the first. */
  get first(): HTMLElement | undefined {
    const fields = this.#fields;
    return fields.find(({ value }) => !value) ?? fields[0];
  }

  get invalid(): HTMLElement | undefined {
    return this.#fields.find((field) => field.hasAttribute('aria-invalid'));
  }

  get #form(): HTMLFormElement | null {
    return this.host.querySelector<HTMLFormElement>('form[slot="login"], [slot="login"] form');
  }

  get #fields(): HTMLInputElement[] {
    const found = NAMES.map((name) => this.#form?.elements.namedItem(name));
    return found.filter((field) => field instanceof HTMLInputElement);
  }

  /** @param problem Undefined: nothing is wrong. */
  mark(problem: string | undefined, busy: boolean): void {
    const form = this.#form;
    if (!form) return;
    form.setAttribute('aria-busy', String(busy));
    for (const field of this.#fields) {
      if (problem) field.setAttribute('aria-invalid', 'true');
      else field.removeAttribute('aria-invalid');
      if (problem) field.setAttribute('aria-description', problem);
      else field.removeAttribute('aria-description');
    }
  }

  /** Once it was used. */
  dropSecret(): void {
    for (const field of this.#fields) if (field.name === 'password') field.value = '';
  }
}
