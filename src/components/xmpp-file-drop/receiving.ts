/** What others offer: told to the page, shown to somebody, or accepted as always. Loaded where offers are wanted. */
import { repeat } from 'lit/directives/repeat.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { FileTransfer } from '../../session/files/transfer.js';
import { bareJid } from '../../session/jid.js';
import { Always } from './always.js';
import type { FileDropView } from './drop-view.js';
import { TransferEvent, TransferOfferEvent } from './events.js';
import { plainName } from './names.js';
import { isHarmless, renderOffer, type OfferContext } from './offer.js';

/** security.md §8. */
const MAX_BYTES = 100_000_000;
/** Shown at a time. */
const MAX_OFFERS = 10;

export class Receiving {
  readonly #always: Always;
  /** Offers that the page has been told of, and of these those that it takes care of itself. */
  readonly #told = new WeakSet<FileTransfer>();
  readonly #leftToPage = new WeakSet<FileTransfer>();
  /** Their size is being looked at once more. */
  readonly #weighed = new WeakSet<FileTransfer>();
  /** Accepted because all of their sender's are. */
  readonly #unasked = new WeakSet<FileTransfer>();

  constructor(readonly view: FileDropView) {
    this.#always = new Always(() => view.look());
  }

  /** At what waits for an answer now. */
  look(offers: readonly FileTransfer[]): void {
    const { session } = this.view;
    if (session?.guest) this.#always.follow(undefined);
    else if (session?.jid) this.#always.follow(bareJid(session.jid));
    for (const transfer of offers) this.#meet(transfer);
  }

  /** Those that somebody here is asked about. */
  shown(transfers: readonly FileTransfer[]): readonly FileTransfer[] {
    return transfers.filter((each) => each.state === 'offered' && !this.#leftToPage.has(each));
  }

  #meet(transfer: FileTransfer): void {
    const first = !this.#told.has(transfer);
    this.#told.add(transfer);
    if (first && !this.view.host.dispatchEvent(new TransferOfferEvent(transfer)))
      this.#leftToPage.add(transfer);
    if (transfer.state !== 'offered' || this.#leftToPage.has(transfer)) return;
    if (this.#isAlways(transfer)) {
      this.#unasked.add(transfer);
      this.#accept(transfer);
    } else if (first) this.#say(transfer);
  }

  #isAlways(transfer: FileTransfer): boolean {
    const jid = bareJid(transfer.peer) ?? '';
    const fits = isHarmless(transfer) && transfer.file.size <= this.#maxBytes;
    return fits && this.#always.has(jid) && this.view.isContact(jid);
  }

  #say({ peer, file }: FileTransfer): void {
    const { announcer, locale } = this.view;
    announcer.say(locale.strings.isOffered(this.view.nameOf(peer), plainName(file.name), file.size));
  }

  get #maxBytes(): number {
    const { maxBytes } = this.view.limits;
    return maxBytes === Infinity ? MAX_BYTES : maxBytes;
  }

  #accept(transfer: FileTransfer): void {
    void transfer.accept().catch(() => undefined); // its state tells
    this.view.host.dispatchEvent(new TransferEvent(transfer));
    this.view.soon();
  }

  #decline(transfer: FileTransfer): void {
    transfer.decline();
    this.view.files?.remove(transfer);
    this.view.look();
  }

  #weigh(transfer: FileTransfer, weighed: boolean): void {
    if (weighed) this.#weighed.add(transfer);
    else this.#weighed.delete(transfer);
    this.view.soon();
  }

  render(offers: readonly FileTransfer[]): TemplateResult | typeof nothing {
    if (!offers.length) return nothing;
    const { view } = this;
    const { strings } = view.locale;
    const more = offers.length - MAX_OFFERS;
    const context: OfferContext = {
      locale: view.locale,
      maxBytes: this.#maxBytes,
      nameOf: (jid) => view.nameOf(jid),
      isContact: (jid) => view.isContact(jid),
      isWeighed: (transfer) => this.#weighed.has(transfer),
      weigh: (transfer, weighed) => this.#weigh(transfer, weighed),
      accept: (transfer, always) => {
        if (always) this.#always.set(bareJid(transfer.peer) ?? '', true);
        this.#accept(transfer);
      },
      decline: (transfer) => this.#decline(transfer),
    };
    return html`<ul class="offers" part="offers" role="list" aria-label=${strings.offers}>
        ${repeat(
          offers.slice(0, MAX_OFFERS),
          ({ id }) => id,
          (transfer) => renderOffer(transfer, context),
        )}
      </ul>
      ${more > 0 ? html`<p class="note more">${strings.moreOffers(more)}</p>` : nothing}`;
  }

  /** That nobody was asked about it, and how somebody is again. */
  renderAlways(transfer: FileTransfer): TemplateResult | typeof nothing {
    const jid = bareJid(transfer.peer) ?? '';
    if (!this.#unasked.has(transfer) || !this.#always.has(jid)) return nothing;
    const { locale, announcer, soon } = this.view;
    const { strings } = locale;
    const name = this.view.nameOf(transfer.peer);
    const stop = () => {
      this.#always.set(jid, false);
      announcer.say(strings.asksAgain(name));
      soon();
    };
    return html`<p class="note always">
      <span>${strings.isAccepted(name)}</span>
      <button type="button" class="plain small" aria-label=${strings.stopAlwaysOf(name)} @click=${stop}>
        ${strings.stopAlways}
      </button>
    </p>`;
  }
}
