/** Presses the button of what is to be filled once the reader comes near. */
import { noChange } from 'lit/html.js';
import { Directive, directive, type ElementPart } from 'lit/directive.js';

/** In heights of the list, as far ahead as earlier rows are fetched (ux.md §3). */
const AHEAD = '150%';

class WhenNear extends Directive {
  #observer: IntersectionObserver | undefined;

  override render(_wanted: boolean | undefined): typeof noChange {
    return noChange;
  }

  override update({ element }: ElementPart, [wanted]: [boolean | undefined]): typeof noChange {
    this.#observer?.disconnect();
    if (wanted) queueMicrotask(() => this.#watch(element)); // it is not in the list yet
    return noChange;
  }

  #watch(element: Element): void {
    const root = element.closest('.log');
    const observer = new IntersectionObserver(([entry]) => entry && near(entry, observer), {
      root,
      rootMargin: `${AHEAD} 0px`,
    });
    observer.observe(element);
    this.#observer = observer;
  }
}

function near(entry: IntersectionObserverEntry, observer: IntersectionObserver): void {
  const { target, isIntersecting, boundingClientRect, rootBounds } = entry;
  if (!target.isConnected) observer.disconnect();
  if (!isIntersecting || !rootBounds) return;
  observer.disconnect();
  const button = target.querySelector('button');
  const above = boundingClientRect.bottom < rootBounds.top + rootBounds.height / 2;
  button?.toggleAttribute('value', above); // then what comes before the rows behind it is wanted
  requestAnimationFrame(() => button?.click()); // WebKit tells of scrolling after this
}

/** @param wanted - Whether to. */
export const whenNear = directive(WhenNear);
