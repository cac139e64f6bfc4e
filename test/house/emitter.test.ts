import { EventEmitter as NodeEmitter } from 'node:events';
import { expect } from 'chai';
import { EventEmitter } from '../../tools/stand-ins/emitter.mjs';

for (const [name, Emitter] of [
  ['the script-tag build’s EventEmitter', EventEmitter],
  ['Node’s, which it stands in for', NodeEmitter],
] as const) {
  describe(name, () => {
    it('tells all listeners in order, with what was emitted', () => {
      const heard: unknown[] = [];
      const emitter = new Emitter();
      emitter.on('a', (...args: unknown[]) => heard.push(['first', ...args]));
      emitter.addListener('a', (...args: unknown[]) => heard.push(['second', ...args]));
      expect(emitter.emit('a', 1, 2)).to.be.true;
      expect(emitter.emit('b')).to.be.false;
      expect(heard).to.deep.equal([
        ['first', 1, 2],
        ['second', 1, 2],
      ]);
    });

    it('tells a listener of one time once, even when it emits again itself', () => {
      let told = 0;
      const emitter = new Emitter();
      emitter.once('a', () => {
        told++;
        emitter.emit('a');
      });
      emitter.emit('a');
      expect(told).to.equal(1);
    });

    it('no longer tells who was removed, the latest of several first', () => {
      const heard: string[] = [];
      const emitter = new Emitter();
      const twice = () => heard.push('twice');
      const once = () => heard.push('once');
      emitter.on('a', twice).on('a', () => heard.push('between'));
      emitter.on('a', twice).once('a', once);
      emitter.removeListener('a', once).removeListener('a', twice);
      emitter.removeListener('b', twice);
      emitter.emit('a');
      expect(heard).to.deep.equal(['twice', 'between']);
    });

    it('tells in a round those who listened when it began', () => {
      const heard: string[] = [];
      const emitter = new Emitter();
      const last = () => heard.push('last');
      emitter.on('a', () => {
        emitter.removeListener('a', last);
        emitter.on('a', () => heard.push('late'));
      });
      emitter.on('a', last);
      emitter.emit('a');
      expect(heard).to.deep.equal(['last']);
    });

    it('throws an error that nobody hears, and what a listener throws', () => {
      const emitter = new Emitter();
      expect(() => emitter.emit('error', new Error('unheard'))).to.throw('unheard');
      emitter.on('a', () => {
        throw new Error('broken');
      });
      expect(() => emitter.emit('a')).to.throw('broken');
    });
  });
}
