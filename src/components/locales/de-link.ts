/** German, of what is asked about links. */
import { counting } from '../shared/phrases.js';
import type { LinkWords } from '../shared/link-strings.js';

const { count } = counting('de');

export const strings: LinkWords = {
  link: {
    title: 'Link zu einer Adresse',
    unknown: 'Was dieser Link möchte, ist hier nicht möglich.',
    unread: 'Dieser Link führt nirgendwohin.',
    signIn: 'Melde dich mit einem Konto an, um zu tun, was dieser Link möchte.',
    copy: 'Kopieren',
    copied: 'Kopiert',
    notCopied: 'Das ließ sich nicht kopieren.',
    writeTitle: 'An diese Adresse schreiben?',
    writeText: 'Es öffnet sich ein Chat mit:',
    write: 'Schreiben',
    messageTitle: 'Diese Nachricht senden?',
    messageText: 'Sie geht an:',
    message: 'Nachricht',
    messageHint: 'Du kannst sie ändern. Bleibt sie leer, öffnet sich der Chat und nichts wird gesendet.',
    joinTitle: 'Diesen Raum betreten?',
    joinText: 'Du betrittst den Raum:',
    joinPassword: 'Der Link bringt das Passwort mit.',
    join: 'Betreten',
    inviteTitle: 'In diesen Raum einladen?',
    inviteText: 'Sobald du darin bist, wird eingeladen:',
    invite: 'Betreten und einladen',
    invited: (n) => `${count(n, { one: 'Person', other: 'Personen' })} eingeladen`,
    notInvited: 'Niemand wurde eingeladen, weil du nicht hineingekommen bist.',
    addTitle: 'Diesen Kontakt hinzufügen?',
    removeTitle: 'Diesen Kontakt entfernen?',
    notContact: 'Diese Adresse ist nicht unter deinen Kontakten.',
    registerTitle: 'Dort registrieren?',
    registerText:
      'Diese Adresse wird gefragt, was sie von dir wissen möchte. Was du ausfüllst, entscheidest du dann:',
    register: 'Nachfragen',
    registered: (jid) => `Du bist bei ${jid} registriert`,
    registeredAlready: 'Du bist dort schon registriert.',
    noRegistration: 'Dort kann man sich nicht registrieren.',
    onWeb: 'Dort registriert man sich im Web:',
    unregisterTitle: 'Registrierung beenden?',
    unregisterText: 'Du bist dann nicht mehr registriert bei:',
    unregister: 'Registrierung beenden',
    unregistered: (jid) => `Du bist nicht mehr bei ${jid} registriert`,
    deleteTitle: 'Konto löschen?',
    deleteText:
      'Dein Konto wird gelöscht, mit allem, was sein Server davon hat. Das lässt sich nicht rückgängig machen:',
    deleteLabel: 'Gib seine Adresse ein',
    deleteHint: 'So, wie sie oben steht',
    deleteWrong: 'Das ist nicht die Adresse von oben.',
    delete: 'Konto löschen',
    deleted: 'Dein Konto ist gelöscht',
  },
};
