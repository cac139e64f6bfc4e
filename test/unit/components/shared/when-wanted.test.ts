import { expect } from 'chai';
import { whenWanted } from '../../../../src/components/shared/when-wanted.js';
import { until } from '../../../support/until.js';

/** Something that loads as `answers` say, one after the other. */
function part(...answers: readonly ('comes' | 'fails')[]) {
  const left = [...answers];
  const failures: unknown[] = [];
  let asked = 0;
  const load = () => {
    asked += 1;
    return left.shift() === 'fails' ? Promise.reject(new Error('lost')) : Promise.resolve();
  };
  const want = whenWanted(load, (error) => failures.push(error));
  return { want, failures, asked: () => asked };
}

describe('whenWanted', () => {
  it('loads once, however often it is wanted', async () => {
    const { want, asked } = part('comes');
    want();
    want();
    await Promise.resolve();
    want();
    expect(asked()).to.equal(1);
  });

  it('tells of a failure, and tries again the next time it is wanted', async () => {
    const { want, failures, asked } = part('fails', 'comes');
    want();
    want();
    await until(() => failures.length > 0, 'the failure is told');
    expect(asked()).to.equal(1);
    want();
    expect(asked()).to.equal(2);
    await Promise.resolve();
    want();
    expect({ asked: asked(), failures: failures.length }).to.deep.equal({ asked: 2, failures: 1 });
  });
});
