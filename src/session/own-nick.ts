/**
 * Our nickname in a room: the one we have or want, and the one that a ghost of ours may still hold after the link was
 * lost (SM-7). Back under that name is the aim; in beside the ghost, under a suffix, is the way.
 */

const MAX_SUFFIXES = 5;

export class OwnNick {
  /** Wanted before we are in, given after. */
  current: string | undefined;
  /** Ours before the link was lost, and ours again as soon as nobody else has it. */
  held: string | undefined;
  /** The one the room knew us by when the link was lost. */
  knownAs: string | undefined;
  /** The one last asked for: what is sent behind the request goes out under it. */
  asked: string | undefined;
  #suffixes = 0;

  /** The user wants this one, and no other back. */
  choose(nick: string): void {
    this.current = nick;
    this.held = undefined;
  }

  /** Asked of the room while we are in it. */
  ask(nick: string): void {
    if (nick !== this.held) this.held = undefined; // it may be refused once more
    this.asked = nick;
  }

  linkLost(): void {
    this.knownAs = this.current;
    this.putOut();
  }

  /** Out against everybody's will; the name is to be had back. */
  putOut(): void {
    this.held ??= this.current;
  }

  /** A new session: the old name first. */
  startOver(): void {
    this.current = this.held ?? this.current;
    this.#suffixes = 0;
  }

  /** The room has not noticed that we were away. @returns Another one that was wished for meanwhile. */
  resumed(): string | undefined {
    const wished = this.current;
    this.current = this.knownAs;
    return wished === this.current ? undefined : wished;
  }

  /** The name is taken. @returns Whether it may be by our own ghost, and another one is to be tried. */
  stepAside(): boolean {
    if (this.held === undefined || this.#suffixes >= MAX_SUFFIXES) return false;
    this.#suffixes++;
    this.current = this.held + '_'.repeat(this.#suffixes);
    return true;
  }

  /** @returns The name to ask for now that we are in, or that somebody has gone. */
  takeBack(isTaken: (nick: string) => boolean): string | undefined {
    const { held } = this;
    if (held === undefined || (held !== this.current && isTaken(held))) return undefined;
    this.#suffixes = 0;
    if (held !== this.current) return held;
    this.held = undefined;
    return undefined;
  }
}
