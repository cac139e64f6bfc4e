import { expect } from 'chai';
import type { DataForm, FieldType } from '../../../../src/session/data-form.js';
import {
  buildCancel,
  buildSubmit,
  findDataForm,
  readDataForm,
  tidyAnswer,
} from '../../../../src/session/protocol/data-form.js';
import { children, parseFrame, textOf, type Element } from '../../../../src/session/xml.js';
import fc from '../../../support/fast-check.js';

const NS = 'jabber:x:data';

/** @param inner Fields as on the wire. */
const form = (inner: string, type = 'form'): DataForm => {
  const read = readDataForm(parseFrame(`<x xmlns='${NS}' type='${type}'>${inner}</x>`)!);
  if (!read) throw new Error('no form');
  return read;
};

const answers = (values: Readonly<Record<string, readonly string[]>>) => new Map(Object.entries(values));

/** What an answer says, by its fields. */
const sent = (x: Element): [string | undefined, string[]][] =>
  children(x, 'field', NS).map((field) => [
    field.attrs.var,
    children(field, 'value', NS).map((value) => textOf(value)),
  ]);

/** The answer to a form with these fields. */
const submit = (inner: string, values: Readonly<Record<string, readonly string[]>> = {}) =>
  sent(buildSubmit(form(inner), answers(values)));

describe('readDataForm', () => {
  it('FORM-1: knows four types and one namespace', () => {
    for (const type of ['form', 'submit', 'cancel', 'result']) expect(form('', type).type).to.equal(type);
    for (const text of [
      `<x xmlns='${NS}'/>`,
      `<x xmlns='${NS}' type='FORM'/>`,
      `<x xmlns='${NS}' type='__proto__'/>`,
      `<x xmlns='jabber:x:oob' type='form'/>`,
      `<y xmlns='${NS}' type='form'/>`,
    ])
      expect(readDataForm(parseFrame(text)!), text).to.equal(undefined);
  });

  it('FORM-1: finds the form in its wrapper, by its namespace', () => {
    const query = parseFrame(
      `<query xmlns='jabber:iq:register'><x xmlns='jabber:x:oob' type='form'/><x xmlns='${NS}' type='result'/></query>`,
    )!;
    expect(findDataForm(query)?.type).to.equal('result');
    expect(findDataForm(parseFrame(`<query xmlns='jabber:iq:register'/>`)!)).to.equal(undefined);
  });

  it('FORM-6, F-4: takes a field of no type, or an unknown one, for a line of text', () => {
    const types = form(
      `<field var='a'/><field var='b' type='telepathy'/><field var='c' type='constructor'/>`,
    );
    expect(types.fields.map(({ type }) => type)).to.deep.equal(['text-single', 'text-single', 'text-single']);
  });

  it('FORM-7, F-4: reads a boolean as 1 or 0, and one that is neither as if it said nothing', () => {
    for (const [text, values] of [
      ['1', ['1']],
      ['true', ['1']],
      ['0', ['0']],
      ['false', ['0']],
      ['yes', []],
      ['', []],
    ] as const)
      expect(
        form(`<field var='a' type='boolean'><value>${text}</value></field>`).fields[0]?.values,
      ).to.deep.equal(values);
  });

  it('FORM-12, F-4: of two options with one value keeps the first, and leaves out those without', () => {
    const list = form(
      `<field var='a' type='list-single'><option label='One'><value>1</value></option><option/>
      <option label='Uno'><value>1</value></option><option><value>2</value></option></field>`,
    );
    expect(list.fields[0]?.options).to.deep.equal([
      { value: '1', label: 'One' },
      { value: '2', label: '2' },
    ]);
  });

  it('FORM-16: takes the first of several values, except where a type has several', () => {
    const several = (type: FieldType) =>
      form(`<field var='a' type='${type}'><value>a@b.example</value><value>c@d.example</value></field>`)
        .fields[0]?.values.length;
    for (const type of ['fixed', 'jid-single', 'list-single', 'text-private', 'text-single'] as const)
      expect(several(type), type).to.equal(1);
    for (const type of ['hidden', 'jid-multi', 'list-multi', 'text-multi'] as const)
      expect(several(type), type).to.equal(2);
  });

  it('FLD-1, FLD-2, F-2: lets FORM_TYPE tell the context only where it is hidden, once, and spelt so', () => {
    const context = (field: string, type = 'form') => form(field, type).formType;
    const value = '<value>urn:x</value>';
    expect(context(`<field var='FORM_TYPE' type='hidden'>${value}</field>`)).to.equal('urn:x');
    expect(context(`<field var='FORM_TYPE'>${value}</field>`, 'submit')).to.equal('urn:x');
    expect(context(`<field var='FORM_TYPE'>${value}</field>`)).to.equal(undefined);
    expect(context(`<field var='FORM_TYPE' type='text-single'>${value}</field>`)).to.equal(undefined);
    expect(context(`<field var='form_type' type='hidden'>${value}</field>`)).to.equal(undefined);
    expect(context(`<field var='FORM_TYPE' type='hidden'>${value}<value>urn:y</value></field>`)).to.equal(
      undefined,
    );
    expect(
      context(
        `<field var='FORM_TYPE'>${value}</field><field var='FORM_TYPE' type='hidden'><value>urn:y</value></field>`,
      ),
    ).to.equal(undefined);
  });

  it('FLD-4: what others add to a known form, by an address or an x-, goes back under its name; we add nothing', () => {
    const extended = form(
      `<field var='FORM_TYPE' type='hidden'><value>jabber:iq:register</value></field>` +
        `<field var='username' type='text-single'/>` +
        `<field var='{http://service.example}team' type='text-single'/>` +
        `<field var='x-colour' type='text-single'><value>red</value></field>`,
    );
    const filled = answers({ username: ['ann'], '{http://service.example}team': ['tulips'] });
    expect(sent(buildSubmit(extended, filled))).to.deep.equal([
      ['FORM_TYPE', ['jabber:iq:register']],
      ['username', ['ann']],
      ['{http://service.example}team', ['tulips']],
      ['x-colour', ['red']],
    ]);
  });

  it('XEP-0004 §3.2: lets the first of two fields of one name count, and any number without', () => {
    const twice = form(
      `<field var='a'><value>1</value></field><field/><field/><field var='a' type='hidden'><value>2</value></field>`,
    );
    expect(twice.fields.map(({ name, values }) => [name, values[0]])).to.deep.equal([
      ['a', '1'],
      [undefined, undefined],
      [undefined, undefined],
    ]);
  });

  it('security.md 8: shows 200 fields and 500 choices at most, says so, and still answers with all that is hidden', () => {
    const many = Array.from({ length: 3000 }, (_, i) => `<field var='v${i}'/>`).join('');
    const hidden = `<field var='FORM_TYPE' type='hidden'><value>urn:x</value></field>`;
    const long = form(many + hidden);
    expect(long.cut).to.equal(true);
    expect(long.formType).to.equal('urn:x');
    expect(long.fields.filter(({ type }) => type !== 'hidden')).to.have.length(200);
    const options = Array.from({ length: 501 }, (_, i) => `<option><value>${i}</value></option>`).join('');
    const choice = form(`<field var='a' type='list-single'><value>500</value>${options}</field>`);
    expect(choice.cut).to.equal(true);
    expect(choice.fields[0]?.options).to.have.length(500);
    expect(sent(buildSubmit(choice))).to.deep.equal([['a', ['500']]]);
    expect(form(`<field var='a'/>`).cut).to.equal(false);
  });

  it('bounds what is to be read, not what is to be sent back', () => {
    const long = 'x'.repeat(100_000);
    const huge = form(
      `<title>${long}</title><instructions>${long}</instructions><field var='a' label='${long}'><desc>${long}</desc><value>${long}</value></field>`,
    );
    expect([huge.title?.length, huge.instructions[0]?.length]).to.deep.equal([256, 2000]);
    expect([huge.fields[0]?.label?.length, huge.fields[0]?.description?.length]).to.deep.equal([256, 2000]);
    expect(huge.fields[0]?.values[0]).to.have.length(100_000);
  });

  it('FORM-21, C-4: keeps cells by whatever name they have', () => {
    const table = form(
      `<reported><field var='__proto__'/><field var='constructor'/></reported>
      <item><field var='__proto__'><value>1</value></field><field var='constructor'><value>2</value></field></item>`,
      'result',
    );
    expect(table.rows.map((row) => [...row])).to.deep.equal([
      [
        ['__proto__', ['1']],
        ['constructor', ['2']],
      ],
    ]);
  });

  it('F-4: throws at nothing that anybody sends', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '1', '\n', ' ', '-', 'é') });
    const name = fc.constantFrom(
      'field',
      'value',
      'option',
      'required',
      'reported',
      'item',
      'desc',
      'validate',
      'media',
      'uri',
      'x',
    );
    const attribute = fc.constantFrom('var', 'type', 'label', 'min', 'max', 'datatype', 'width', 'xmlns');
    const word = fc.oneof(
      text,
      fc.constantFrom(
        'hidden',
        'list-multi',
        'boolean',
        'FORM_TYPE',
        '__proto__',
        NS,
        'http://jabber.org/protocol/xdata-validate',
        'urn:xmpp:media-element',
      ),
    );
    const { node } = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        text,
        fc
          .tuple(
            name,
            fc.dictionary(attribute, word, { maxKeys: 3 }),
            fc.array(tie('node'), { maxLength: 4 }),
          )
          .map(([tag, attrs, inner]) => {
            const said = Object.entries(attrs).map(([key, value]) => ` ${key}='${value}'`);
            return `<${tag}${said.join('')}>${inner.join('')}</${tag}>`;
          }),
      ),
    }));
    fc.assert(
      fc.property(
        fc.array(node, { maxLength: 6 }),
        fc.constantFrom('form', 'result', 'submit'),
        (inner, type) => {
          const x = parseFrame(`<x xmlns='${NS}' type='${type}'>${inner.join('')}</x>`)!;
          const read = readDataForm(x);
          expect(readDataForm(buildSubmit(read!))?.type).to.equal('submit');
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('buildSubmit', () => {
  it('FORM-9, FORM-20, FLD-1: returns hidden fields and FORM_TYPE unchanged, whatever anybody says of them', () => {
    const hidden = `<field var='FORM_TYPE' type='hidden'><value>urn:x</value></field>
      <field var='sid' type='hidden'><value>1</value><value/><value>2</value></field><field var='none' type='hidden'/>`;
    const forged = { FORM_TYPE: ['urn:evil'], sid: [], none: ['x'] };
    for (const said of [{}, forged])
      expect(submit(hidden, said)).to.deep.equal([
        ['FORM_TYPE', ['urn:x']],
        ['sid', ['1', '', '2']],
        ['none', []],
      ]);
  });

  it('FORM-5, FORM-8: leaves out what is fixed, what has no name, and what the form does not ask for', () => {
    expect(
      submit(`<field type='fixed' var='f'><value>x</value></field><field><value>y</value></field>`, {
        f: ['1'],
        other: ['2'],
      }),
    ).to.deep.equal([]);
  });

  it('FORM-18, FORM-19, F-3: returns what nobody touched complete, or leaves it out where it is empty', () => {
    const admins = Array.from({ length: 40 }, (_, i) => `a${i}@kit.example`);
    const values = admins.map((jid) => `<value>${jid}</value>`).join('');
    expect(
      submit(
        `<field var='admins' type='jid-multi'>${values}</field><field var='title'/><field var='who' type='jid-single'/>
        <field var='odd' type='list-single'><value>9</value><option><value>1</value></option></field>`,
        { title: [''] },
      ),
    ).to.deep.equal([
      ['admins', admins],
      ['odd', ['9']],
    ]);
  });

  it('FORM-19: clears with an empty value, and a list of addresses with none', () => {
    const filled = ['text-single', 'text-private', 'jid-single', 'text-multi', 'jid-multi', 'list-multi'];
    const fields = filled.map(
      (type) => `<field var='${type}' type='${type}'><value>a@b.example</value></field>`,
    );
    const cleared = Object.fromEntries(filled.map((type) => [type, ['']]));
    expect(submit(fields.join(''), cleared)).to.deep.equal([
      ['text-single', ['']],
      ['text-private', ['']],
      ['jid-single', ['']],
      ['text-multi', ['']],
      ['jid-multi', []],
      ['list-multi', ['']],
    ]);
  });

  it('FORM-7: sends a boolean as 1 or 0, also one that nobody touched', () => {
    const field = `<field var='a' type='boolean'/><field var='b' type='boolean'><value>true</value></field>`;
    expect(submit(field)).to.deep.equal([
      ['a', ['0']],
      ['b', ['1']],
    ]);
    expect(submit(field, { a: ['true'], b: ['0'] })).to.deep.equal([
      ['a', ['1']],
      ['b', ['0']],
    ]);
  });

  it('FORM-10: prepares addresses, and sends each once', () => {
    const field = `<field var='a' type='jid-multi'/><field var='b' type='jid-single'/>`;
    expect(
      submit(field, {
        a: ['Ann@Kit.Example\n ann@kit.example \n\n', 'eve@kit.example'],
        b: [' Ann@KIT.example '],
      }),
    ).to.deep.equal([
      ['a', ['ann@kit.example', 'eve@kit.example']],
      ['b', ['ann@kit.example']],
    ]);
  });

  it('FORM-11: sends choices in the order in which they were offered', () => {
    const options = ['1', '2', '3'].map((value) => `<option><value>${value}</value></option>`).join('');
    expect(
      submit(`<field var='a' type='list-multi'>${options}</field>`, { a: ['x', '3', '1', '3'] }),
    ).to.deep.equal([['a', ['1', '3', 'x']]]);
  });

  it('FORM-13, FORM-15: sends a value for each line of a text, and one line where there is one', () => {
    expect(
      submit(`<field var='a' type='text-multi'/><field var='b'/>`, {
        a: ['one\r\n\rtwo\nthree'],
        b: ['one\ntwo'],
      }),
    ).to.deep.equal([
      ['a', ['one', '', 'two', 'three']],
      ['b', ['one two']],
    ]);
  });

  it('C-1: lets nothing out that XML cannot say', () => {
    expect(submit(`<field var='a'/>`, { a: ['a\u0000b\ud800'] })).to.deep.equal([['a', ['ab']]]);
  });

  it('what is sent can be read again as it was meant, for any form and any answers', () => {
    const types = fc.constantFrom(
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
    const words = fc.array(
      fc.constantFrom('', 'a', 'b', 'a@b.example', 'A@b.example', '1', 'true', 'x\ny', ' '),
      { maxLength: 3 },
    );
    const names = fc.constantFrom<string>('FORM_TYPE', 'a', 'b', '__proto__', 'constructor');
    const fields = fc.array(fc.record({ name: names, type: types, values: words, options: words }), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(fields, fc.array(fc.tuple(names, words)), (described, said) => {
        const value = (each: string) => `<value>${each}</value>`;
        const inner = described.map(
          ({ name, type, values, options }) =>
            `<field var='${name}' type='${type}'>${values.map(value).join('')}${options.map((each) => `<option>${value(each)}</option>`).join('')}</field>`,
        );
        const asked = form(inner.join(''));
        const given = new Map(said);
        const back = readDataForm(parseFrame(buildSubmit(asked, given).toString())!)!;
        for (const field of asked.fields) {
          const told = back.fields.find(({ name }) => name === field.name);
          if (field.type === 'fixed') expect(told).to.equal(undefined);
          else if (told)
            expect(tidyAnswer(told)).to.deep.equal(tidyAnswer(field, given.get(field.name ?? '')));
          else expect(tidyAnswer(field, given.get(field.name ?? ''))).to.deep.equal([]);
        }
      }),
    );
  });
});

describe('buildCancel', () => {
  it('FORM-3: says nothing but that', () => {
    expect(readDataForm(buildCancel())).to.include({ type: 'cancel' });
    expect(buildCancel().children).to.deep.equal([]);
  });
});
