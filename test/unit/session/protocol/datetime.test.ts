import { expect } from 'chai';
import fc from '../../../support/fast-check.js';
import {
  readDateTime,
  readLegacyDateTime,
  writeDateTime,
} from '../../../../src/session/protocol/datetime.js';

const read = (text: string) => readDateTime(text)?.toISOString();

describe('readDateTime', () => {
  for (const [text, expected] of [
    ['2026-02-28T23:59:59.123456789-05:30', '2026-03-01T05:29:59.123Z'],
    ['2026-02-28T24:00:00Z', '2026-03-01T00:00:00.000Z'],
    ['2024-02-29T16:00:00Z', '2024-02-29T16:00:00.000Z'],
    ['1776-07-04T02:56:15Z', '1776-07-04T02:56:15.000Z'],
    ['1969-07-21T02:56:15+00:00', '1969-07-21T02:56:15.000Z'],
    ['2026-01-01T00:00:00.9999Z', '2026-01-01T00:00:00.999Z'],
    ['2026-01-01T00:00:00.5Z', '2026-01-01T00:00:00.500Z'],
    ['2026-01-01T00:00:00.001Z', '2026-01-01T00:00:00.001Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    ['2026-01-01T00:59:00+00:59', '2026-01-01T00:00:00.000Z'],
    ['2026-01-01T00:00:00+14:00', '2025-12-31T10:00:00.000Z'],
  ] as const) {
    it(`DT-1, E-3: reads ${text}`, () => {
      expect(read(text)).to.equal(expected);
    });
  }

  for (const text of [
    '2026-02-30T00:00:00Z',
    '2023-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '0000-01-01T00:00:00Z',
    '2026-01-01T00:00:00',
    '2026-1-1T00:00:00Z',
    '2026-01-01 00:00:00Z',
    '2026-01-01T25:00:00Z',
    '2026-01-01T24:00:01Z',
    '2026-01-01T24:00:00.5Z',
    '2026-01-01T00:60:00Z',
    '2026-01-01T00:00:60Z',
    '2026-01-01T00:00:00.Z',
    '2026-01-01T00:00Z',
    '2026-01-01T00:00:00+0000',
    '2026-01-01T00:00:00+24:00',
    '2026-01-01T00:00:00+00:60',
    '2026-01-01T00:00:00z',
    '20260101T00:00:00',
    ' 2026-01-01T00:00:00Z',
    '2026-01-01T00:00:00Z\n',
    '٢٠٢٦-01-01T00:00:00Z',
    '2026-01-01',
    'yesterday',
    '',
  ]) {
    it(`DT-2, E-3: refuses ${JSON.stringify(text)}`, () => {
      expect(read(text)).to.equal(undefined);
    });
  }

  it('DT-3: what is written is UTC and reads as the same time', () => {
    const min = new Date('0001-01-01T00:00:00Z');
    fc.assert(
      fc.property(fc.date({ min, max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }), (date) => {
        expect(writeDateTime(date)).to.match(/Z$/);
        expect(readDateTime(writeDateTime(date))).to.deep.equal(date);
      }),
    );
  });

  it('DT-2: never gives an invalid date', () => {
    const digits = (length: number) =>
      fc.string({ unit: fc.constantFrom(...'0123459'), minLength: length, maxLength: length });
    const parts = fc.tuple(digits(4), digits(2), digits(2), digits(2), digits(2), digits(2));
    fc.assert(
      fc.property(parts, ([year, month, day, hour, minute, second]) => {
        const date = readDateTime(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
        if (date) expect(date.getUTCMinutes()).to.equal(Number(minute));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('readLegacyDateTime', () => {
  it('DT-4, E-3: takes a stamp without zone for UTC', () => {
    expect(readLegacyDateTime('20260101T00:00:00')?.toISOString()).to.equal('2026-01-01T00:00:00.000Z');
  });

  it('DT-2: refuses dates that are none', () => {
    expect(readLegacyDateTime('20260230T00:00:00')).to.equal(undefined);
    expect(readLegacyDateTime('2026-01-01T00:00:00Z')).to.equal(undefined);
  });
});
