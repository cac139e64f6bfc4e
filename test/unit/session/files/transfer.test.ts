import { expect } from 'chai';
import { FileTransfer } from '../../../../src/session/files/transfer.js';

const INFO = { name: 'notes.txt', size: 1_000, type: '' };

describe('a file transfer', () => {
  for (const [how, end, state] of [
    ['cancelled', (it: FileTransfer) => it.abort(), 'cancelled'],
    ['failed', (it: FileTransfer) => it.fail(new Error('broken')), 'failed'],
  ] as const)
    it(`FT-20: stays ${how}, whatever of it was still on its way`, async () => {
      const transfer = new FileTransfer('out', 'ann@kit.example/desk', INFO, {
        run: () => new Promise(() => undefined),
      });
      transfer.start();
      transfer.take('ibb', 'only');
      transfer.progress(500);
      end(transfer);
      await transfer.done.catch(() => undefined);
      const late = [() => transfer.progress(600), () => transfer.take('ibb', 'only'), () => transfer.wait()];
      for (const what of late) {
        what();
        expect(transfer.state).to.equal(state);
      }
      transfer.retry();
      expect(transfer.state, 'tried again').to.equal('waiting');
    });
});
