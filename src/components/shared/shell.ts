/**
 * What every element starts from: attributes as properties, a session, and a view that loads when the tag is first
 * used. Nothing here knows Lit, so a page pays for a view only when it shows one, and a second copy of the script,
 * which finds the tags defined, never loads a second Lit (its Trusted Types policy could not be made twice).
 */
import type { Session } from '../../session/index.js';
import { XmppErrorEvent } from './events.js';
import { adopt } from './sheet.js';

/** A server has no `HTMLElement`: importing an element there does no harm, using it makes no sense. */
const HTMLElementBase = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

const camelCase = (name: string) => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/**
 * Makes each attribute a property of the same name in camel case; text ones give undefined where absent.
 * @returns All that an element observes.
 */
export function reflect(
  element: { prototype: HTMLElement },
  texts: readonly string[],
  flags: readonly string[] = [],
): readonly string[] {
  for (const name of texts) {
    property(element.prototype, name, (host) => host.getAttribute(name) ?? undefined);
  }
  for (const name of flags) {
    property(element.prototype, name, (host) => host.hasAttribute(name));
  }
  return [...texts, ...flags, 'service', 'domain'];
}

function property(prototype: HTMLElement, attribute: string, get: (host: HTMLElement) => unknown): void {
  Object.defineProperty(prototype, camelCase(attribute), {
    configurable: true,
    enumerable: true,
    get(this: HTMLElement) {
      return get(this);
    },
    set(this: HTMLElement, value: string | boolean | null | undefined) {
      if (value === undefined || value === null || value === false) this.removeAttribute(attribute);
      else this.setAttribute(attribute, value === true ? '' : value); // which makes a string of anything
    },
  });
}

/** An element with a session and no view of its own. */
export abstract class KitElement extends HTMLElementBase {
  static {
    reflect(this, ['service', 'domain']);
  }

  /** WebSocket address of the server. Configures the page's session if nothing else has. */
  declare service: string | undefined;
  /** The server's domain. Configures the page's session if nothing else has. */
  declare domain: string | undefined;

  #session: Session | undefined;

  /** Unset: the page's shared session. */
  get session(): Session | undefined {
    return this.#session;
  }
  set session(session: Session | undefined) {
    if (session === this.#session) return;
    this.#session = session;
    this.changed('session');
  }

  connectedCallback(): void {
    this.#adoptEarlyProperties();
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before !== after) this.changed(name);
  }

  /** Called for a changed attribute by its name, and for `session`. */
  protected abstract changed(name: string): void;

  /** Properties that a page set before the tag was defined would hide the accessors for good. */
  #adoptEarlyProperties(): void {
    for (const name of Object.keys(this)) {
      if (!(name in Object.getPrototypeOf(this))) continue;
      const value: unknown = Reflect.get(this, name);
      Reflect.deleteProperty(this, name);
      Reflect.set(this, name, value);
    }
  }
}

/**
 * Loads once it works. All who ask share one promise, so that elements go on in the order in which they stand on the
 * page, which those of several `import()`s do not keep: the first is the one that configures the session.
 */
export function loadOnce<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () =>
    (loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    }));
}

/** What an element shows, made once, on first use. Told in pairs of where it stands. */
export interface View {
  connected(): void;
  disconnected(): void;
  changed(name: string): void;
  focus(options?: FocusOptions): void;
}

/** What each element has: the class of its view, loaded once. */
interface ShellClass<V> {
  load(): Promise<new (host: Shell<V & View>, root: ShadowRoot) => V>;
}

/** An element whose view is a module of its own. */
export abstract class Shell<V extends View> extends KitElement {
  /** Style of the box before the view is there, so that nothing moves when it comes. */
  protected abstract readonly frame: CSSStyleSheet;

  #view: Promise<V> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#view ??= this.#open();
    this.#tell((view) => view.connected());
  }

  disconnectedCallback(): void {
    this.#tell((view) => view.disconnected());
  }

  /** In another document, whose arrival there took the style sheets away. */
  adoptedCallback(): void {
    if (this.shadowRoot) adopt(this.shadowRoot);
  }

  /** To where the visitor goes on. */
  override focus(options?: FocusOptions): void {
    this.#tell((view) => view.focus(options));
  }

  protected override changed(name: string): void {
    this.#tell((view) => view.changed(name));
  }

  /** Loads the view's module and makes the view in `root`. */
  protected async makeView(root: ShadowRoot): Promise<V> {
    const View = await (this.constructor as unknown as ShellClass<V>).load();
    return new View(this, root);
  }

  /** The view. Rejects where the element was never in a document, or its code could not be loaded. */
  protected get view(): Promise<V> {
    return this.#view ?? Promise.reject(new Error(`<${this.localName}> is not in a document`));
  }

  async #open(): Promise<V> {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    adopt(root, this.frame);
    try {
      return await this.makeView(root);
    } catch (error) {
      this.#view = undefined; // the next time it is put into a document tries again
      this.dispatchEvent(new XmppErrorEvent('load-failed', error));
      throw error;
    }
  }

  #tell(what: (view: V) => void): void {
    this.#view?.then(what, () => undefined); // the failure was told by #open
  }
}
