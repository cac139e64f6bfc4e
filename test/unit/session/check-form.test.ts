import { expect } from 'chai';
import { checkField, checkForm, isSecret } from '../../../src/session/check-form.js';
import type { DataForm, FieldRule, FieldType, FormField } from '../../../src/session/data-form.js';
import fc from '../../support/fast-check.js';

const field = (type: FieldType, more: Partial<FormField> = {}): FormField => ({
  name: 'a',
  type,
  required: false,
  values: [],
  options: [],
  ...more,
});

const rule = (datatype: string, more: Partial<FieldRule> = {}): FieldRule => ({
  datatype,
  open: false,
  ...more,
});

/** What is wrong with one line of a text of that kind. */
const problem = (datatype: string, value: string, more: Partial<FieldRule> = {}) =>
  checkField(field('text-single', { rule: rule(datatype, more) }), [value])?.code;

const options = ['1', '2', '3'].map((value) => ({ value, label: value }));

describe('checkField', () => {
  it('FORM-17: asks for what is required, in whatever way it is empty', () => {
    for (const type of [
      'text-single',
      'text-private',
      'text-multi',
      'jid-single',
      'jid-multi',
      'list-single',
      'list-multi',
    ] as const) {
      for (const nothing of [undefined, [], [''], ['', '']])
        expect(checkField(field(type, { required: true }), nothing), type).to.deep.equal({
          code: 'required',
        });
      expect(checkField(field(type), ['']), type).to.equal(undefined);
    }
    expect(checkField(field('boolean', { required: true }))).to.equal(undefined);
    expect(checkField(field('hidden', { required: true }))).to.equal(undefined);
  });

  it('FORM-10: asks for addresses', () => {
    expect(checkField(field('jid-single'), ['nobody@'])).to.deep.equal({ code: 'jid', value: 'nobody@' });
    expect(checkField(field('jid-multi'), ['ann@kit.example\neve@'])).to.deep.equal({
      code: 'jid',
      value: 'eve@',
    });
    expect(checkField(field('jid-multi'), ['ann@kit.example\n\nkit.example/x'])).to.equal(undefined);
  });

  it('FORM-11, F-4: takes choices of the list alone, and what the service itself chose', () => {
    const list = field('list-single', { options, values: ['9'] });
    expect(checkField(list, ['2'])).to.equal(undefined);
    expect(checkField(list, ['9'])).to.equal(undefined);
    expect(checkField(list)).to.equal(undefined);
    expect(checkField(list, ['8'])).to.deep.equal({ code: 'option', value: '8' });
    expect(checkField(field('list-multi', { options }), ['1', '8'])).to.deep.equal({
      code: 'option',
      value: '8',
    });
  });

  it('FORM-11, FORM-26: takes other choices where the list is open, of its datatype', () => {
    const open = field('list-multi', { options, rule: rule('xs:integer', { open: true }) });
    expect(checkField(open, ['1', '8'])).to.equal(undefined);
    expect(checkField(open, ['1', 'eight'])).to.include({ code: 'datatype', value: 'eight' });
  });

  it('FORM-26: counts choices', () => {
    const few = field('list-multi', { options, rule: rule('xs:string', { least: 2, most: 2 }) });
    expect(checkField(few, ['1'])).to.deep.equal({ code: 'choices', least: 2, most: 2 });
    expect(checkField(few, ['1', '2', '3'])?.code).to.equal('choices');
    expect(checkField(few, ['1', '2'])).to.equal(undefined);
    expect(checkField(few, [])).to.equal(undefined); // it need not be filled in
  });

  it('FORM-26: knows the datatypes of XEP-0122', () => {
    for (const [datatype, good, bad] of [
      ['xs:byte', ['-128', '127', '+1'], ['128', '-129', '1.0', '0x1', '']],
      ['xs:int', ['2147483647'], ['2147483648', 'one']],
      ['xs:long', ['-9223372036854775808'], ['9223372036854775808']],
      ['xs:integer', ['9'.repeat(900)], ['9'.repeat(100_000), '-']],
      ['xs:decimal', ['1', '-1.5', '.5', '1.'], ['1e3', '.', '']],
      ['xs:double', ['1e3', 'INF', '-INF', 'NaN', '-.5E-3'], ['Infinity', '1e', '0x1']],
      [
        'xs:date',
        ['2026-11-23', '2026-11-23Z', '2026-11-23+01:00'],
        ['2026-02-30', '23.11.2026', '2026-11-23T00:00:00Z'],
      ],
      ['xs:time', ['23:59:59', '00:00:00.5Z'], ['24:01:00', '12:00', '12']],
      [
        'xs:dateTime',
        ['2026-11-23T10:00:00Z', '2026-11-23T10:00:00'],
        ['2026-11-23', 'now', '2026-11-23 10:00:00'],
      ],
      ['xs:language', ['de', 'sr-Latn-RS'], ['german language', '-de', '']],
      ['xs:anyURI', ['https://kit.example/a?b', 'urn:x:y', 'a/b'], ['a b', '<a>']],
      ['xs:boolean', ['true', '0'], ['yes']],
    ] as const) {
      for (const value of good) expect(problem(datatype, value), `${datatype} ${value}`).to.equal(undefined);
      for (const value of bad.filter(Boolean))
        expect(problem(datatype, value), `${datatype} ${value}`).to.equal('datatype');
    }
    for (const datatype of ['xs:string', 'x:latitude', '__proto__', ''])
      expect(problem(datatype, 'anything'), datatype).to.equal(undefined);
  });

  it('FORM-26: keeps to ranges, in the order of the datatype', () => {
    expect(problem('xs:int', '9', { min: '1', max: '10' })).to.equal(undefined);
    expect(problem('xs:int', '10', { min: '1', max: '10' })).to.equal(undefined);
    expect(problem('xs:int', '11', { min: '1', max: '10' })).to.equal('range');
    expect(problem('xs:int', '0', { min: '1' })).to.equal('range');
    expect(problem('xs:date', '2026-11-23', { min: '2026-11-24' })).to.equal('range');
    expect(problem('xs:dateTime', '2026-11-23T23:30:00Z', { max: '2026-11-23T23:00:00-01:00' })).to.equal(
      undefined,
    );
    expect(problem('xs:double', 'NaN', { min: '1' })).to.equal(undefined);
    expect(problem('xs:int', '5', { min: 'one', max: '__proto__' })).to.equal(undefined);
    expect(problem('xs:string', 'b', { min: 'c' })).to.equal(undefined);
  });

  it('FORM-26: judges a text line by line', () => {
    const text = field('text-multi', { rule: rule('xs:integer') });
    expect(checkField(text, ['1\n\n2'])).to.equal(undefined);
    expect(checkField(text, ['1\ntwo\n3'])).to.deep.equal({
      code: 'datatype',
      datatype: 'xs:integer',
      value: 'two',
    });
  });

  it('FORM-18: does not judge what the service put in', () => {
    const odd = field('text-single', { values: ['x'], rule: rule('xs:integer') });
    expect(checkField(odd)).to.equal(undefined);
    expect(checkField(odd, ['x'])).to.equal(undefined);
    expect(checkField(odd, ['y'])?.code).to.equal('datatype');
  });

  it('F-5: runs no expression of a stranger', () => {
    const patient = field('text-single', { rule: rule('xs:string', { pattern: '^(a+)+$' }) });
    const start = performance.now();
    expect(checkField(patient, [`${'a'.repeat(40)}b`])).to.equal(undefined);
    expect(performance.now() - start, 'no runaway').to.be.below(5_000);
  });

  it('F-5: takes no longer for what is made to take long', () => {
    const start = performance.now();
    for (const datatype of [
      'xs:decimal',
      'xs:double',
      'xs:integer',
      'xs:anyURI',
      'xs:dateTime',
      'xs:language',
    ])
      for (const value of ['1', '1.', 'a-', '0'].map((piece) => `${piece.repeat(200_000)}!`))
        problem(datatype, value, { min: value, max: value });
    expect(performance.now() - start, 'no runaway').to.be.below(5_000);
  });

  it('judges anything, and throws at nothing', () => {
    const types = fc.constantFrom<FieldType>(
      'boolean',
      'fixed',
      'hidden',
      'jid-multi',
      'jid-single',
      'list-multi',
      'list-single',
      'text-multi',
      'text-private',
      'text-single',
    );
    const datatypes = fc.constantFrom(
      'xs:int',
      'xs:double',
      'xs:date',
      'xs:time',
      'xs:dateTime',
      'xs:language',
      'toString',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('1', '2026-11-23', 'NaN', '-0', '99999-01-01'),
    );
    const texts = fc.array(text, { maxLength: 3 });
    fc.assert(
      fc.property(
        types,
        datatypes,
        texts,
        texts,
        fc.option(text),
        fc.option(text),
        (type, datatype, values, answer, min, max) => {
          const judged = field(type, {
            values,
            required: true,
            options,
            rule: rule(datatype, { open: true, min: min ?? undefined, max: max ?? undefined }),
          });
          checkField(judged, answer);
        },
      ),
    );
  });
});

describe('checkForm', () => {
  it('FORM-5, FORM-17: names the fields that cannot go out so, in their order, by whatever name they have', () => {
    const form: DataForm = {
      type: 'form',
      instructions: [],
      fields: [
        field('text-single', { name: undefined, required: true }),
        field('text-single', { name: '__proto__', required: true }),
        field('jid-single', { name: 'who' }),
        field('text-single', { name: 'fine' }),
      ],
      columns: [],
      rows: [],
      cut: false,
    };
    const answers = new Map([
      ['who', ['@']],
      ['fine', ['x']],
    ]);
    expect([...checkForm(form, answers)]).to.deep.equal([
      ['__proto__', { code: 'required' }],
      ['who', { code: 'jid', value: '@' }],
    ]);
  });
});

describe('isSecret', () => {
  it('FORM-14, security.md 7: hides what is named like a password, whatever its type says', () => {
    for (const name of ['password', 'old_password', 'muc#roomconfig_roomsecret', 'Passphrase'])
      expect(isSecret({ type: 'text-single', name }), name).to.equal(true);
    expect(isSecret({ type: 'text-private', name: 'pin' })).to.equal(true);
    expect(isSecret({ type: 'text-private' })).to.equal(true);
    expect(isSecret({ type: 'boolean', name: 'muc#roomconfig_passwordprotectedroom' })).to.equal(false);
    expect(isSecret({ type: 'text-single', name: 'username' })).to.equal(false);
  });
});
