/** German, as far as people are invited. */
import type { InvitationWords } from '../shared/invitation-strings.js';
import { counting } from '../shared/phrases.js';

const { number, count } = counting('de');

export const strings: InvitationWords = {
  invitation: {
    title: 'Einladungen',
    byContact: (name) => `${name} lädt dich ein`,
    byStranger: (address) => `${address} lädt dich ein und gehört nicht zu deinen Kontakten`,
    byClaim: (address) => `Der Raum sagt, dass ${address} dich einlädt`,
    byNobody: 'Der Raum sagt nicht, wer dich einlädt',
    continues: 'Dort geht ein Chat von dir weiter',
    join: 'Beitreten',
    joinOf: (room) => `${room} beitreten`,
    decline: 'Ablehnen…',
    declineOf: (room) => `${room} ablehnen`,
    ignore: 'Ignorieren',
    ignoreOf: (room) => `${room} ignorieren`,
    block: 'Blockieren…',
    blockOf: (name) => `${name} blockieren`,
    all: (n) => `Alle ${number(n)} anzeigen`,
    ignoreAll: 'Alle ignorieren',
    spoken: (who, room) => `${who}: ${room}`,
    news: (n) => count(n, { one: 'neue Einladung', other: 'neue Einladungen' }),
    declineTitle: (room) => `Die Einladung zu ${room} ablehnen?`,
    declineText: (name) => `${name} erfährt davon.`,
    declineNow: 'Ablehnen',
    declined: (room) => `Du kommst nicht zu ${room}`,
    ignored: (room) => `Die Einladung zu ${room} ist weg`,
    joined: (room) => `Du trittst ${room} bei`,
    reason: 'Grund (freiwillig)',
    reasonHint: 'Wer dich eingeladen hat, sieht ihn.',
    invite: {
      title: (room) => `Leute zu ${room} einladen`,
      addresses: 'Adressen',
      addressesHint: 'Mehrere mit Kommas dazwischen.',
      contacts: 'Deine Kontakte',
      search: 'Einen Kontakt finden',
      noneFound: 'So heißt niemand.',
      more: (n) => `${count(n, { one: 'weiterer', other: 'weitere' })}: suche danach.`,
      chosen: (n) => `${number(n)} ausgewählt`,
      reason: 'Worum es geht (freiwillig)',
      reasonHint: 'Alle, die du einlädst, sehen es.',
      membersOnly: 'In diesen Raum dürfen nur Mitglieder: Wen du einlädst, wird Mitglied.',
      askOwners: 'In diesen Raum dürfen nur Mitglieder. Ob du andere einladen darfst, entscheidet der Raum.',
      submit: 'Einladen',
      sending: 'Wird eingeladen…',
      nobody: 'Wähle jemanden aus, oder gib eine Adresse ein.',
      done: (n) => `${count(n, { one: 'Person', other: 'Personen' })} eingeladen`,
      results: 'Was daraus wurde',
      invited: 'Ist eingeladen.',
      someFailed: (n) => `${count(n, { one: 'Person', other: 'Personen' })} nicht eingeladen`,
    },
    failed: {
      'no-address': 'Das ist keine Adresse.',
      self: 'Das bist du.',
      here: 'Ist schon im Raum.',
      banned: 'Ist aus diesem Raum verbannt.',
      forbidden: 'Du darfst hier niemanden einladen.',
      nobody: 'Diese Adresse hat niemand, oder dort kommen keine Einladungen von dir an.',
      unreachable: 'Der Server dieser Adresse ist nicht erreichbar.',
      offline: 'Es gibt keine Verbindung.',
      other: 'Das hat nicht geklappt.',
    },
    group: {
      title: (name) => `Aus dem Chat mit ${name} eine Gruppe machen`,
      text: (name) =>
        `Ein neuer Raum entsteht, für dich, ${name} und alle, die du einlädst. Wer darin ist, sieht die Adressen der anderen.`,
      name: 'Name der Gruppe',
      nameHint: 'Alle Eingeladenen sehen ihn.',
      nameMissing: 'Gib der Gruppe einen Namen.',
      share: (n) =>
        n === 1
          ? 'Die letzte Nachricht dieses Chats zeigen'
          : `Die letzten ${number(n)} Nachrichten dieses Chats zeigen`,
      shareWarning: (name) =>
        `Alle in der Gruppe, auch wer später kommt, können dann lesen, was ${name} nur dir geschrieben hat.`,
      submit: 'Gruppe gründen',
      sending: 'Die Gruppe entsteht…',
      done: (name) => `Die Gruppe ${name} ist offen`,
      noService: 'Dein Server hat keine Räume.',
      notMade: 'Die Gruppe konnte nicht gegründet werden.',
    },
  },
};
