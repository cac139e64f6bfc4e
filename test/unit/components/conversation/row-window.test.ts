import { expect } from 'chai';
import { endWindow, moveWindow, trimWindow } from '../../../../src/components/conversation/row-window.js';
import { historyOf } from '../../../support/fake-room.js';

describe('row window', () => {
  const rows = historyOf(900);

  it('starts at the end of a long conversation', () => {
    expect(endWindow(900)).to.deep.equal({ first: 800, last: 900 });
    expect(endWindow(30)).to.deep.equal({ first: 0, last: 30 });
  });

  it('takes in what is put before a first row that was mounted', () => {
    const moved = moveWindow({ first: 0, last: 50 }, rows.slice(50, 100), rows.slice(0, 100), true);
    expect(moved).to.deep.equal({ first: 0, last: 100 });
  });

  it('keeps its rows where it does not reach to an end', () => {
    const moved = moveWindow({ first: 10, last: 60 }, rows.slice(50, 150), rows.slice(0, 160), false);
    expect(moved).to.deep.equal({ first: 60, last: 110 });
  });

  it('mounts only the end of a flood that is followed', () => {
    const moved = moveWindow({ first: 0, last: 50 }, rows.slice(0, 50), rows, true);
    expect(moved).to.deep.equal({ first: 800, last: 900 });
  });

  it('starts anew where none of its rows is left', () => {
    const moved = moveWindow({ first: 0, last: 50 }, rows.slice(0, 50), rows.slice(200), false);
    expect(moved).to.deep.equal({ first: 0, last: 700 });
  });

  it('drops whole pages at the end far from the reader', () => {
    expect(trimWindow({ first: 0, last: 520 }, { first: 510, last: 520 })).to.deep.equal({
      first: 50,
      last: 520,
    });
    expect(trimWindow({ first: 0, last: 520 }, { first: 0, last: 20 })).to.deep.equal({
      first: 0,
      last: 470,
    });
  });

  it('never drops a row that has to stay', () => {
    expect(trimWindow({ first: 0, last: 520 }, { first: 10, last: 515 })).to.deep.equal({
      first: 0,
      last: 520,
    });
  });
});
