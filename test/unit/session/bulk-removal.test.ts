/** Removing many messages of one person (ux.md §10): how far it is, stopping, what the room refuses. */
import { expect } from 'chai';
import { BulkRemoval } from '../../../src/session/bulk-removal.js';
import { ConnectionError, StanzaError, TimeoutError } from '../../../src/session/errors.js';
import type { ChatMessage } from '../../../src/session/message.js';
import { message } from '../../support/fake-room.js';
import { until } from '../../support/until.js';

/** A removal of so many messages; each is answered as the test says, else taken. */
function removing(count: number) {
  const rows = new Map(
    Array.from({ length: count }, (_, i) => message(`spam ${i}`, { stanzaId: `s${i}` })).map((row) => [
      row.key,
      row,
    ]),
  );
  const asked: string[] = [];
  const script = {
    rows,
    asked,
    may: true,
    /** Called with the number of the request, from 0. */
    answer: (_at: number): Promise<void> | void => undefined,
  };
  const removal = new BulkRemoval(
    {
      rowOf: (key) => rows.get(key),
      mayRemove: () => script.may,
      remove: async ({ key, body }: ChatMessage) => {
        asked.push(body);
        await script.answer(asked.length - 1);
        rows.set(key, { ...rows.get(key)!, body: '', removed: { moderated: true } });
      },
    },
    [...rows.values()],
  );
  return { removal, script };
}

describe('removing many messages', () => {
  it('RET-2: goes from the first to the last, one at a time, and says how far it is', async () => {
    const { removal, script } = removing(4);
    let running = 0;
    script.answer = async () => {
      expect((running += 1), 'one at a time').to.equal(1);
      await Promise.resolve();
      running -= 1;
    };
    const seen: number[] = [];
    removal.addEventListener('change', () => seen.push(removal.done));
    expect([removal.state, removal.total]).to.deep.equal(['ready', 4]);
    await removal.start();
    expect(script.asked).to.deep.equal(['spam 0', 'spam 1', 'spam 2', 'spam 3']);
    expect([removal.state, removal.done, removal.failed.length]).to.deep.equal(['done', 4, 0]);
    await until(() => seen.at(-1) === 4, 'all are told of');
    expect(seen).to.deep.equal([...seen].sort());
  });

  it('is stopped, with what is on its way still removed, and gone on with', async () => {
    const { removal, script } = removing(5);
    script.answer = (at) => (at === 1 ? removal.stop() : undefined);
    await removal.start();
    expect([removal.state, removal.done, removal.error]).to.deep.equal(['stopped', 2, undefined]);
    await removal.start();
    expect([removal.state, removal.done]).to.deep.equal(['done', 5]);
    expect(script.asked).to.have.length(5);
  });

  it('asks for each of them once, however soon it is gone on with', async () => {
    const { removal, script } = removing(4);
    const answers: (() => void)[] = [];
    script.answer = (at) => (at === 1 ? new Promise((resolve) => answers.push(resolve)) : undefined);
    const run = removal.start();
    await until(() => answers.length, 'one is on its way');
    removal.stop();
    const more = removal.start();
    answers[0]!();
    await Promise.all([run, more]);
    expect([removal.state, removal.done]).to.deep.equal(['done', 4]);
    expect(script.asked).to.have.length(4);
  });

  it('keeps what is refused, and tries that again', async () => {
    const { removal, script } = removing(3);
    const refusal = new StanzaError('item-not-found', 'cancel');
    script.answer = (at) => (at === 1 ? Promise.reject(refusal) : undefined);
    await removal.start();
    expect([removal.state, removal.done, removal.error]).to.deep.equal(['done', 2, refusal]);
    expect(removal.failed.map(({ body }) => body)).to.deep.equal(['spam 1']);
    await removal.start();
    expect([removal.state, removal.done, removal.failed.length]).to.deep.equal(['done', 3, 0]);
    expect(script.asked.at(-1)).to.equal('spam 1');
  });

  for (const error of [
    new StanzaError('forbidden', 'auth'),
    new StanzaError('not-allowed', 'cancel'),
    new StanzaError('not-acceptable', 'cancel'),
    new ConnectionError('closed', 'gone'),
    new TimeoutError('slow'),
  ])
    it(`stops by itself where no other would be taken either (${error.message}), and loses nothing`, async () => {
      const { removal, script } = removing(3);
      script.answer = (at) => (at === 1 ? Promise.reject(error) : undefined);
      await removal.start();
      expect([removal.state, removal.done, removal.error]).to.deep.equal(['stopped', 1, error]);
      expect(removal.failed).to.deep.equal([]);
      await removal.start();
      expect([removal.state, removal.done, removal.error]).to.deep.equal(['done', 3, undefined]);
    });

  it('MUC-78: asks for nothing once the right to it is lost midway', async () => {
    const { removal, script } = removing(3);
    script.answer = () => void (script.may = false);
    await removal.start();
    expect([removal.state, removal.done, script.asked.length]).to.deep.equal(['stopped', 1, 1]);
    expect(removal.error).to.include({ condition: 'forbidden' });
    script.may = true;
    script.answer = () => undefined;
    await removal.start();
    expect(removal.state).to.equal('done');
  });

  it('waits where the room asks for it, and asks once more', async () => {
    const { removal, script } = removing(2);
    const wait = new StanzaError('resource-constraint', 'wait');
    script.answer = (at) => (at === 0 ? Promise.reject(wait) : undefined);
    await removal.start();
    expect([removal.state, removal.done, removal.error]).to.deep.equal(['done', 2, undefined]);
    expect(script.asked).to.deep.equal(['spam 0', 'spam 0', 'spam 1']);
  });

  it('is stopped while it waits, with nothing refused or lost', async () => {
    const { removal, script } = removing(2);
    script.answer = () => Promise.reject(new StanzaError('resource-constraint', 'wait'));
    const run = removal.start();
    await until(() => script.asked.length === 1, 'it is asked');
    removal.stop();
    await run;
    expect([removal.state, removal.done, removal.failed.length]).to.deep.equal(['stopped', 0, 0]);
    script.answer = () => undefined;
    await removal.start();
    expect([removal.state, removal.done]).to.deep.equal(['done', 2]);
  });

  it('does not ask for what others have removed meanwhile', async () => {
    const { removal, script } = removing(2);
    const [last] = [...script.rows.values()].slice(-1);
    script.answer = () => void script.rows.set(last!.key, { ...last!, removed: { moderated: true } });
    await removal.start();
    expect([removal.state, removal.done, script.asked.length]).to.deep.equal(['done', 2, 1]);
  });
});
