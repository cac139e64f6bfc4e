/** What stands in the composer's place for those who may not speak in a room (MUC-47): they can ask to. */
import { html, nothing, render } from 'lit/html.js';
import { StanzaError } from '../../session/errors.js';
import type { Room } from '../../session/room.js';
import { partStrings } from '../shared/catalogue.js';
import { lockEnglish } from '../shared/lock-strings.js';
import type { RequestStrings } from '../shared/request-strings.js';
import type { RequestsHost } from './requests.js';
import { explain } from './words.js';

/** So long nobody is asked again. */
const PATIENCE_MS = 60_000;

type State = 'silent' | 'asking' | 'asked' | 'again' | 'closed';

interface Asked {
  readonly state: State;
  /** What was wrong. */
  readonly problem?: (words: RequestStrings) => string;
}

/** In all elements that show the room. */
const states = new WeakMap<Room, Asked>();

/** By these a room says that it takes none. */
const CLOSED: readonly string[] = [
  'feature-not-implemented',
  'forbidden',
  'not-allowed',
  'service-unavailable',
];

export class VoiceAsk {
  readonly #element = document.createElement('div');
  #room: Room | undefined;
  #words: RequestStrings | undefined;

  constructor(readonly host: RequestsHost) {
    this.#element.className = 'field voice';
  }

  update(room: Room, words: RequestStrings): void {
    this.#room = room;
    this.#words = words;
    const { composer } = this.host;
    const locked = room.status.state === 'joined' && !room.canSpeak;
    if (!locked) return this.#unlock(room, words);
    const { element } = composer;
    const typing = composer.focused && !this.#element.contains(this.#focused);
    const drafted = composer.field.text !== '';
    element.classList.add('mute');
    element.classList.toggle('drafted', drafted);
    if (!this.#element.isConnected) element.append(this.#element);
    composer.field.input.setAttribute('aria-describedby', 'voice-text');
    this.#render(words);
    if (typing && !drafted) this.#button?.focus({ preventScroll: true }); // the field is gone
  }

  /** The composer is there again, and the focus goes there from what was in its place. */
  #unlock(room: Room, words: RequestStrings): void {
    if (!this.#element.isConnected) return;
    const focused = this.#element.contains(this.#focused);
    this.host.composer.element.classList.remove('mute', 'drafted');
    this.#element.remove();
    states.delete(room);
    if (room.status.state !== 'joined') return;
    if (focused) this.host.composer.focus({ preventScroll: true });
    this.host.announcer.say(words.canSpeak);
  }

  get #focused(): Element | null {
    return this.host.root.activeElement;
  }

  get #button(): HTMLElement | null {
    return this.#element.querySelector('button');
  }

  #render(words: RequestStrings): void {
    const room = this.#room;
    if (!room) return;
    const { state, problem }: Asked = states.get(room) ?? { state: 'silent' };
    const strings = this.host.composer.state?.strings;
    const why = strings && partStrings(lockEnglish, strings).readOnly;
    const text = problem?.(words) ?? (state === 'asked' || state === 'again' ? words.asked : why);
    const labels = { silent: words.ask, asking: words.asking, asked: words.hasAsked, again: words.again };
    const rests = state === 'asking' || state === 'asked' || state === 'closed';
    render(
      html`<p id="voice-text">${text}</p>
        <button
          type="button"
          class=${rests ? '' : 'primary'}
          aria-disabled=${rests ? 'true' : nothing}
          aria-describedby="voice-text"
          @click=${() => !rests && void this.#ask(room)}
        >
          ${state === 'closed' ? words.ask : labels[state]}
        </button>`,
      this.#element,
    );
  }

  #set(room: Room, asked: Asked): void {
    states.set(room, asked);
    room.changed(); // for all who show it
  }

  async #ask(room: Room): Promise<void> {
    const { announcer } = this.host;
    this.#set(room, { state: 'asking' });
    try {
      const moderation = await room.moderation();
      await moderation.requestVoice();
      this.#rest(room, { state: 'asked' });
      if (this.#words) announcer.say(this.#words.asked);
    } catch (error) {
      const problem = this.#problemOf(error);
      const closed = error instanceof StanzaError && CLOSED.includes(error.condition);
      const soon = error instanceof StanzaError && error.type === 'wait';
      if (closed) this.#set(room, { state: 'closed', problem });
      else if (soon) this.#rest(room, { state: 'asked', problem });
      else this.#set(room, { state: 'again', problem });
      if (this.#words) announcer.say(problem(this.#words), true);
    }
  }

  /** And can be asked again after a while. */
  #rest(room: Room, asked: Asked): void {
    this.#set(room, asked);
    setTimeout(
      () => states.get(room) === asked && this.#set(room, { ...asked, state: 'again' }),
      PATIENCE_MS,
    );
  }

  #problemOf(error: unknown): (words: RequestStrings) => string {
    if (!(error instanceof StanzaError)) return (words) => explain(error, words);
    if (CLOSED.includes(error.condition)) return ({ notTaken }) => notTaken;
    return error.type === 'wait' ? ({ tooSoon }) => tooSoon : (words) => explain(error, words);
  }
}
