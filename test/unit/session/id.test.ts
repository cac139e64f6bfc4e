import { expect } from 'chai';
import { randomId } from '../../../src/session/id.js';

describe('randomId', () => {
  const ids = Array.from({ length: 2000 }, randomId);

  it('CORE-23: is new each time', () => {
    expect(new Set(ids).size).to.equal(ids.length);
  });

  it('CORE-23: uses the whole alphabet in each place but the first, so that it holds 100 bits', () => {
    const places = Array.from({ length: 20 }, (_, place) => new Set(ids.map((id) => id[place + 1])).size);
    expect(places).to.deep.equal(Array.from({ length: 20 }, () => 32));
  });

  it('FT-3: is a name in the sense of XML, so that it can be a stream id', () => {
    for (const id of ids) expect(id).to.match(/^[a-z][a-z0-9]*$/);
  });
});
