/** Where files are dropped and pasted: an element with all that is in it. Whatever comes is handed on by one path. */

/** What somebody dropped, pasted or chose. */
export interface Given {
  readonly files: readonly File[];
  /** Names of folders, whose files are not looked for. */
  readonly folders: readonly string[];
}

/** How they came. */
export type Gesture = 'drop' | 'paste' | 'pick';

export interface DropHost {
  /** Whether files are taken at all. */
  ready(): boolean;
  /** Whether it is a box of its own, so that whatever is dropped there must not lead the page away. */
  alone(): boolean;
  given(given: Given, how: Gesture): void;
  /** Files are held over it, or not any more. */
  hovered(over: boolean): void;
}

export class DropArea {
  #over = false;
  /** What was entered last: leaving anything else means that the pointer is still inside. */
  #entered: EventTarget | undefined;
  /** What is dragged comes from this page. */
  #own = false;
  #stop: AbortController | undefined;
  /** While files are held over it. */
  #hovering: AbortController | undefined;

  /** @param capture - Before what is in it, such as an editor, sees any of it. */
  constructor(
    readonly element: HTMLElement,
    readonly host: DropHost,
    readonly capture = false,
  ) {}

  connected(): void {
    this.#stop ??= new AbortController();
    const { signal } = this.#stop;
    const { element, capture } = this;
    element.addEventListener('dragenter', this.#enter, { signal, capture });
    element.addEventListener('dragover', this.#hover, { signal, capture });
    element.addEventListener('dragleave', this.#leave, { signal, capture });
    element.addEventListener('drop', this.#drop, { signal, capture });
    element.addEventListener('paste', this.#paste, { signal, capture });
    window.addEventListener('dragstart', () => (this.#own = true), { signal, capture: true });
    window.addEventListener('dragend', () => (this.#own = false), { signal, capture: true });
    window.addEventListener('dragenter', this.#elsewhere, { signal });
  }

  disconnected(): void {
    this.#stop?.abort();
    this.#stop = undefined;
    this.#show(false);
  }

  #show(over: boolean): void {
    if (!over) this.#entered = undefined;
    if (over === this.#over) return;
    this.#over = over;
    if (over) this.#watchEnd();
    else this.#hovering?.abort();
    this.host.hovered(over);
  }

  /** Browsers do not always say that a drag is over. The page's keys and pointers are nobody else's before. */
  #watchEnd(): void {
    this.#hovering = new AbortController();
    const { signal } = this.#hovering;
    window.addEventListener('pointermove', () => this.#show(false), { signal });
    window.addEventListener('keydown', this.#pressed, { signal, capture: true });
  }

  #takes(event: DragEvent): boolean {
    return this.host.ready() && !this.#own && (event.dataTransfer?.types.includes('Files') ?? false);
  }

  readonly #enter = (event: DragEvent) => {
    if (event.defaultPrevented || !this.#takes(event)) return;
    event.preventDefault();
    this.#entered = event.composedPath()[0];
    this.#show(true);
  };

  readonly #hover = (event: DragEvent) => {
    if (event.defaultPrevented) return;
    const takes = this.#takes(event);
    if (!takes && !this.host.alone()) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = takes ? 'copy' : 'none';
  };

  readonly #leave = (event: DragEvent) => {
    if (event.composedPath()[0] === this.#entered) this.#show(false);
  };

  readonly #elsewhere = (event: DragEvent) => {
    if (!event.composedPath().includes(this.element)) this.#show(false);
  };

  readonly #drop = (event: DragEvent) => {
    this.#show(false);
    if (event.defaultPrevented) return; // something inside has taken it
    const takes = this.#takes(event);
    if (takes || this.host.alone()) event.preventDefault();
    if (takes && event.dataTransfer) this.host.given(readGiven(event.dataTransfer), 'drop');
  };

  readonly #paste = (event: ClipboardEvent) => {
    const data = event.clipboardData;
    if (event.defaultPrevented || !data || !this.host.ready() || isText(data)) return;
    const given = readGiven(data);
    if (!given.files.length && !given.folders.length) return;
    event.preventDefault();
    this.host.given(given, 'paste');
  };

  readonly #pressed = (event: KeyboardEvent) => {
    if (event.key === 'Escape') this.#show(false);
  };
}

/** Spreadsheets and word processors put a picture of the text beside it. */
const isText = ({ types }: DataTransfer) => types.includes('text/plain') && types.includes('text/html');

function readGiven(data: DataTransfer): Given {
  const files: File[] = [];
  const folders: string[] = [];
  for (const item of data.items) {
    if (item.kind !== 'file') continue;
    const entry = item.webkitGetAsEntry?.();
    const file = item.getAsFile();
    if (entry?.isDirectory) folders.push(entry.name);
    else if (file) files.push(file);
  }
  return { files, folders };
}
