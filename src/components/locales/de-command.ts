/** German, as far as commands go. */
import type { CommandWords } from '../shared/command-strings.js';

export const strings: CommandWords = {
  commands: {
    title: 'Befehle',
    list: 'Befehle',
    people: 'Leute',
    usage: {
      ban: 'Name Grund',
      help: '',
      invite: 'Adresse Grund',
      join: 'Raum',
      kick: 'Name Grund',
      me: 'tut etwas',
      msg: 'Name Text',
      nick: 'Name',
      part: 'Worte',
      topic: 'Thema',
    },
    does: {
      ban: 'Verbannt jemanden aus dem Raum',
      help: 'Zählt die Befehle auf',
      invite: 'Lädt jemanden in den Raum ein',
      join: 'Geht in einen anderen Raum',
      kick: 'Entfernt jemanden aus dem Raum',
      me: 'Sagt, was du tust',
      msg: 'Sagt etwas nur einer Person',
      nick: 'Ändert deinen Namen',
      part: 'Verlässt den Raum',
      topic: 'Ändert das Thema',
    },
    quotes: 'Namen mit Leerzeichen stehen in Anführungszeichen: /kick "Ann Lee".',
    escape: 'Was mit zwei Schrägstrichen beginnt, geht als Text hinaus, mit einem: //help.',
    unknown: (name) => `Den Befehl /${name} gibt es nicht. Mit noch einem / davor geht es als Text hinaus.`,
    notYours: (name) => `/${name} darfst du hier nicht verwenden.`,
    like: (example) => `Schreib es so: ${example}`,
    nobody: (name) => `${name} ist nicht hier.`,
    notOver: (name) => `Das darfst du mit ${name} nicht tun.`,
    noAddress: (name) => `Der Raum nennt die Adresse von ${name} nicht, und ohne sie wird niemand verbannt.`,
    invited: (address) => `Du hast ${address} eingeladen`,
    failed: 'Das hat nicht geklappt.',
  },
};
