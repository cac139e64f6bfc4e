import { expect } from 'chai';
import { readCommand, readPerson, writePerson } from '../../../../src/components/commands/parse.js';

describe('a command', () => {
  for (const [text, name, rest] of [
    ['/kick', 'kick', ''],
    ['/KICK Bob  too loud ', 'kick', 'Bob  too loud'],
    ['/topic\nTwo lines', 'topic', 'Two lines'],
    ['/übung x', 'übung', 'x'],
  ] as const)
    it(`MUC-48: is “${name}” in “${text}”`, () => expect(readCommand(text)).to.deep.equal({ name, rest }));

  for (const text of ['kick', '/', '/ kick', '/etc/hosts', '/a.b', ' /kick', '/-x', '//kick'])
    it(`MUC-48: is not in “${text}”`, () => expect(readCommand(text)).to.equal(undefined));

  for (const [rest, nick, more] of [
    ['Bob too loud', 'Bob', 'too loud'],
    ['@Bob too loud', 'Bob', 'too loud'],
    ['"Ann Lee" sings', 'Ann Lee', 'sings'],
    ['@"Ann Lee"', 'Ann Lee', ''],
    ['Ann Lee sings', 'Ann Lee', 'sings'],
    ['Ann sings', 'Ann', 'sings'],
    ['"Ann', '"Ann', ''],
    ['', '', ''],
  ] as const)
    it(`MUC-48: names “${nick}” in “${rest}”`, () =>
      expect(readPerson(rest, ['Ann', 'Ann Lee'])).to.deep.equal([nick, more]));

  it('MUC-48: names people so that they are read again, or not at all', () => {
    for (const nick of ['Bob', 'Ann Lee', '@x', ' x', 'ａ\u3000b'])
      expect(readPerson(`${writePerson(nick)} why`, [])).to.deep.equal([nick, 'why']);
    expect(writePerson('a"b c')).to.equal(undefined);
  });
});
