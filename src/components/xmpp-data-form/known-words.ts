/** Words of ours for forms whose names mean something (FLD-5, MUC-84): known, or loading. */
import type { FormField } from '../../session/data-form.js';
import { loadOnce } from '../shared/shell.js';
import type { RoomFormStrings } from '../shared/room-form-strings.js';

const ROOMS = 'http://jabber.org/protocol/muc#';

const load = loadOnce(() => import('./room-form-words.js'));

export class KnownWords {
  #tag: string | undefined;
  #words: RoomFormStrings | undefined;

  /** @param changed - They are there, or will not come. */
  constructor(readonly changed: () => void) {}

  /** @param tag - Language. @returns Whether the form may be shown now. */
  readyFor(formType: string | undefined, tag: string): boolean {
    if (!formType?.startsWith(ROOMS)) this.#words = this.#tag = undefined;
    else if (tag !== this.#tag) {
      this.#tag = tag;
      void this.#load(tag);
    }
    return this.#tag === undefined || this.#words !== undefined;
  }

  label(name: string): string | undefined {
    return this.#words && new Map(Object.entries(this.#words.labels)).get(name);
  }

  /** With words of ours for its choices. */
  field(field: FormField): FormField {
    const { name = '', options } = field;
    const known = this.#words && new Map<string, object>(Object.entries(this.#words.options)).get(name);
    if (!known) return field;
    const words = new Map<string, string>(Object.entries(known));
    return {
      ...field,
      options: options.map(({ value, label }) => ({ value, label: words.get(value) ?? label })),
    };
  }

  async #load(tag: string): Promise<void> {
    let words: RoomFormStrings = { labels: {}, options: {} } as unknown as RoomFormStrings; // the service's do
    try {
      words = await (await load()).findRoomFormWords(tag);
    } catch {
      // those it is, then
    }
    if (tag !== this.#tag) return;
    this.#words = words;
    this.changed();
  }
}
