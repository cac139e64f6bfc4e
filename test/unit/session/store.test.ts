import { expect } from 'chai';
import { nextFrame, Store } from '../../../src/session/store.js';

class Counter extends Store {
  value = 0;
  add(): void {
    this.value += 1;
    this.changed();
  }
}

const frame = () => new Promise<void>((resolve) => nextFrame(resolve));

describe('Store', () => {
  it('fires change once for all that changed within a frame', async () => {
    const counter = new Counter();
    const seen: number[] = [];
    counter.addEventListener('change', () => seen.push(counter.value));
    counter.add();
    counter.add();
    expect(seen).to.deep.equal([]);
    await frame();
    expect(seen).to.deep.equal([2]);
  });

  it('fires again for what changes after a change', async () => {
    const counter = new Counter();
    const seen: number[] = [];
    counter.addEventListener('change', () => {
      seen.push(counter.value);
      if (counter.value < 3) counter.add();
    });
    counter.add();
    while (seen.length < 3) await frame();
    expect(seen).to.deep.equal([1, 2, 3]);
  });

  const inBrowsers = 'requestAnimationFrame' in globalThis ? it : () => undefined; // Node never paints
  inBrowsers('fires once although the page that was about to paint is hidden first', async () => {
    const { requestAnimationFrame } = globalThis;
    let paint: FrameRequestCallback | undefined;
    globalThis.requestAnimationFrame = (task) => {
      paint = task;
      return 1;
    };
    const counter = new Counter();
    let fired = 0;
    const told = new Promise<void>((resolve) =>
      counter.addEventListener('change', () => {
        fired += 1;
        resolve();
      }),
    );
    try {
      counter.add();
    } finally {
      globalThis.requestAnimationFrame = requestAnimationFrame;
    }
    await told;
    counter.add();
    await frame();
    expect(fired).to.equal(2);
    expect(paint).to.be.a('function');
  });
});
