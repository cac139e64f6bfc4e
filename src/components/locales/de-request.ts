/** German, as far as people ask to speak or to become members. */
import { counting } from '../shared/phrases.js';
import type { RequestWords } from '../shared/request-strings.js';

const { count } = counting('de');

export const strings: RequestWords = {
  asking: {
    ask: 'Ums Wort bitten',
    asking: 'Wird gefragt…',
    hasAsked: 'Gebeten',
    asked: 'Du hast ums Wort gebeten. Wer moderiert, kann es dir geben.',
    again: 'Noch einmal bitten',
    notTaken: 'In diesem Raum kann man nicht ums Wort bitten.',
    tooSoon: 'Du hast erst vor Kurzem gefragt. Versuch es später wieder.',
    canSpeak: 'Du kannst jetzt schreiben',
    title: 'Bitten',
    somebody: 'Jemand',
    voice: (name) => `${name} bittet ums Wort`,
    moderate: (name) => `${name} möchte moderieren`,
    membership: (name) => `${name} möchte Mitglied werden`,
    count: (n) => count(n, { one: 'Bitte', other: 'Bitten' }),
    more: (n) => count(n, { one: 'weitere Bitte', other: 'weitere Bitten' }),
    details: 'Was dabeisteht',
    allow: 'Erlauben',
    ignore: 'Übergehen',
    about: (what, name) => `${what}: ${name}`,
    allowed: (name) => `Du hast es ${name} erlaubt`,
    over: 'Das hat sich erledigt: gegangen, oder jemand anders hat geantwortet.',
    become: 'Um Mitgliedschaft bitten…',
    becomeTitle: (room) => `Mitglied von ${room} werden`,
    nameTitle: (room) => `Deinen Namen in ${room} behalten`,
    send: 'Bitten',
    keep: 'Behalten',
    sent: 'Du hast um Mitgliedschaft gebeten.',
    sentHint: 'Wem der Raum gehört, muss zustimmen. Versuch es später wieder.',
    kept: (name) => `Dein Name hier ist ${name}, und niemandes sonst.`,
    keptNameless: 'Du bist hier registriert.',
    registered: (name) =>
      `Du bist hier als ${name} registriert. Wem der Raum gehört, muss dich hereinlassen.`,
    none: 'Dieser Raum nimmt von sich aus niemanden auf.',
    onWeb: 'Das geht auf einer Webseite:',
    loading: 'Wird geladen…',
    failed: {
      forbidden: 'Das darfst du nicht (mehr).',
      silent: 'Der Raum antwortet nicht.',
      offline: 'Es gibt keine Verbindung.',
      other: 'Das hat nicht geklappt.',
    },
  },
};
