/** What there is to say of commands that are typed in a room: loaded when somebody is about to write there. */

export const commandEnglish = {
  title: 'Commands',
  list: 'Commands',
  people: 'People',
  usage: {
    ban: 'name reason',
    help: '',
    invite: 'address reason',
    join: 'room',
    kick: 'name reason',
    me: 'does something',
    msg: 'name text',
    nick: 'name',
    part: 'words',
    topic: 'subject',
  },
  does: {
    ban: 'Bans somebody from the room',
    help: 'Lists the commands',
    invite: 'Invites somebody into the room',
    join: 'Goes to another room',
    kick: 'Removes somebody from the room',
    me: 'Says what you do',
    msg: 'Says something to one person only',
    nick: 'Changes your name',
    part: 'Leaves the room',
    topic: 'Changes the subject',
  },
  quotes: 'A name with blanks goes between quotes: /kick "Ann Lee".',
  escape: 'What begins with two strokes is sent as text, with one: //help.',
  unknown: (name: string) => `There is no command /${name}. With one more / in front it goes out as text.`,
  notYours: (name: string) => `You may not use /${name} here.`,
  like: (example: string) => `Write it like this: ${example}`,
  nobody: (name: string) => `${name} is not here.`,
  notOver: (name: string) => `You may not do that to ${name}.`,
  noAddress: (name: string) =>
    `The room does not tell the address of ${name}, and without it nobody can be banned.`,
  invited: (address: string) => `You invited ${address}`,
  failed: 'That did not work.',
};

export type CommandStrings = typeof commandEnglish;
export type CommandName = keyof CommandStrings['usage'];

export interface CommandWords {
  readonly commands: CommandStrings;
}
