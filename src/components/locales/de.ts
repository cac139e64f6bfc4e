/** German. */
import type { Crowd } from '../../session/message.js';
import type { RoomCatalogue } from '../shared/catalogue.js';
import { keys } from '../shared/keys.js';
import { counting } from '../shared/phrases.js';

const { number, count } = counting('de');
const quote = (text: string | undefined) => (text ? `: „${text}“` : '.');
const people = (n: number) => count(n, { one: 'Person', other: 'Personen' });
const seconds = (n: number) => count(n, { one: 'Sekunde', other: 'Sekunden' });
const newMessages = (n: number) => count(n, { one: 'neue Nachricht', other: 'neue Nachrichten' });
const crowd = ({ nicks, count: all }: Crowd) => {
  const named = all > nicks.length ? nicks.slice(0, 2) : nicks.slice(0, -1);
  const others = all - named.length;
  const last = all > nicks.length ? count(others, { one: 'weitere Person', other: 'weitere' }) : nicks.at(-1);
  return named.length ? `${named.join(', ')} und ${last}` : last;
};
/** `1 bis 3`, `mindestens 1`, `höchstens 3`. */
const span = (least: string | undefined, most: string | undefined) => {
  if (least === undefined) return `höchstens ${most}`;
  if (most === undefined) return `mindestens ${least}`;
  return least === most ? least : `${least} bis ${most}`;
};
const numbers = (n: number | undefined) => (n === undefined ? undefined : number(n));
const verb = ({ count: n }: Crowd, one: string, other: string) => (n === 1 ? one : other);

export const strings: RoomCatalogue = {
  // Room
  room: 'Chatraum',
  cancel: 'Abbrechen',
  retry: 'Noch einmal versuchen',
  retryNow: 'Jetzt versuchen',
  left: 'Du hast den Raum verlassen.',
  connecting: 'Verbindung wird aufgebaut …',
  joining: 'Du trittst ein …',
  slow: 'Das dauert länger als üblich',
  reconnecting: 'Verbindung wird wiederhergestellt …',
  connectionLost: 'Verbindung unterbrochen',
  connectionBack: 'Wieder verbunden',
  elsewhere: 'Dieser Chat ist in einem anderen Fenster geöffnet.',
  useHere: 'Hier verwenden',
  serverAway: 'Der Chatserver ist nicht erreichbar.',
  signInNeeded: 'Melde dich an, um einzutreten.',
  signInFailed: 'Die Anmeldung ist fehlgeschlagen.',
  notConfigured: 'Diese Seite nennt keinen Chatserver.',
  people,
  peopleTitle: 'Personen',
  showPeople: (n) => `Personen anzeigen, ${number(n)} hier`,
  you: 'du',

  // Entering
  name: 'Dein Name',
  nameHint: 'Für alle im Raum sichtbar',
  nameEmpty: 'Gib einen Namen ein',
  nameTaken: (nick) => `„${nick}“ ist hier vergeben. Wähle einen anderen Namen.`,
  nameReserved: 'Dieser Raum hält Namen für seine Mitglieder frei.',
  registeredAs: (nick) => `Du bist hier als ${nick} registriert.`,
  timeout: 'Der Raum hat nicht geantwortet.',
  theySay: (text) => `„${text}“`,
  noRoom: 'Wähle einen Raum.',
  join: 'Eintreten',
  joinTitle: (room) => `${room} betreten`,
  joinAs: (nick) => `Als ${nick} eintreten`,
  stop: 'Nicht weiter versuchen',
  rejoin: 'Wieder eintreten',
  rejoinIn: (n) => `Wieder eintreten kannst du in ${seconds(n)}`,
  retryIn: (n) => `Nächster Versuch in ${seconds(n)}.`,
  useSuggestion: (nick) => `„${nick}“ verwenden`,
  logged: 'Gespräche in diesem Raum werden aufgezeichnet.',
  passwordTitle: 'Für diesen Raum brauchst du ein Passwort.',
  password: 'Passwort',
  passwordEmpty: 'Gib das Passwort ein',
  passwordWrong: 'Das Passwort stimmt nicht.',
  membersOnly: 'Nur Mitglieder können diesen Raum betreten.',
  membersOnlyHint: 'Wer den Raum besitzt, kann dich aufnehmen.',
  banned: 'Du kannst diesen Raum nicht betreten.',
  full: 'Dieser Raum ist voll.',
  missing: 'Diesen Raum gibt es nicht.',
  moved: 'Dieser Raum ist umgezogen.',
  goTo: (address) => `Zu ${address} gehen`,
  passwordCame: 'Sein Passwort kam mit.',
  unreachable: 'Der Server dieses Raums ist nicht erreichbar.',
  invalidAddress: (jid) => `„${jid}“ ist keine Adresse eines Raums.`,
  invalidAddressHint: 'Das muss die Seite richtigstellen, die diesen Raum zeigt.',
  joinFailed: 'Du konntest den Raum nicht betreten.',

  // Being put out
  kicked: (actor, reason) =>
    `${actor ? `${actor} hat dich aus dem Raum entfernt` : 'Du wurdest aus dem Raum entfernt'}${quote(reason)}`,
  bannedNow: (actor, reason) =>
    `${actor ? `${actor} hat dich ausgesperrt` : 'Du wurdest ausgesperrt'}${quote(reason)}`,
  membershipLost: (reason) => `Du bist kein Mitglied dieses Raums mehr${quote(reason)}`,
  nowMembersOnly: (reason) => `Dieser Raum ist jetzt nur noch für Mitglieder${quote(reason)}`,
  destroyed: (reason) => `Dieser Raum wurde geschlossen${quote(reason)}`,

  // Messages
  messages: 'Nachrichten',
  rowName: (nick, time) => `${nick}, ${time}`,
  noMessages: 'Noch keine Nachrichten',
  noMessagesHint: 'Sag Hallo.',
  loadEarlier: 'Frühere Nachrichten laden',
  loadLater: 'Spätere Nachrichten laden',
  loading: 'Wird geladen …',
  historyStart: 'Hier beginnt das Gespräch.',
  historyFailed: 'Frühere Nachrichten konnten nicht geladen werden.',
  historyUnavailable: 'Frühere Nachrichten werden hier nicht aufbewahrt.',
  gap: 'Hier fehlen Nachrichten.',
  gapFailed: 'Die fehlenden Nachrichten konnten nicht geladen werden.',
  loadGap: 'Laden',
  jump: 'Zur neuesten Nachricht',
  jumpNew: (n, mentions) =>
    mentions
      ? `${newMessages(n)}, ${count(mentions, { one: 'nennt', other: 'nennen' })} dich`
      : newMessages(n),
  removedRun: (n) => count(n, { one: 'Nachricht entfernt', other: 'Nachrichten entfernt' }),
  mutedRun: (nick, n) =>
    `${count(n, { one: 'Nachricht', other: 'Nachrichten' })} von ${nick}, von dir stummgeschaltet`,
  showMuted: 'Zeigen',
  newDivider: 'Neu',
  unreadBanner: (n) => `${number(n)} ungelesen – dorthin`,
  earlierMessages: (n) => count(n, { one: 'frühere Nachricht', other: 'frühere Nachrichten' }),
  newMessages,
  spoken: (nick, text) => `${nick}: ${text}`,
  showMore: 'Mehr anzeigen',
  linkHost: (host) => `(${host})`,
  showImage: (alt, host) => (alt ? `Bild von ${host} zeigen: ${alt}` : `Bild von ${host} zeigen`),
  image: (host) => `Bild von ${host}`,
  imageFailed: 'Das Bild konnte nicht geladen werden.',
  imageBlocked: 'Diese Seite zeigt keine Bilder von anderen.',
  openImage: (host) => `Bei ${host} öffnen`,
  plainDiffers: 'Der unformatierte Text sagt etwas anderes',
  formattingLeftOut: 'Die Formatierung wurde weggelassen: Es war zu viel davon.',
  edited: 'Bearbeitet',
  versions: 'Frühere Fassungen',
  inReplyTo: (nick, text) => `Antwort auf ${nick}: ${text}`,
  inReply: (text) => `Antwort auf: ${text}`,
  replySource: 'eine frühere Nachricht',
  removalWaits: 'Wartet darauf, entfernt zu werden',
  reactionWaits: 'Deine Reaktion wartet',
  removalFailed: 'Nicht entfernt',
  reactionFailed: 'Deine Reaktion wurde nicht gesendet',
  reactions: 'Reaktionen',
  reaction: (emoji, n, own, nicks) =>
    `${emoji}, ${count(n, { one: 'Person', other: 'Personen' })}${own ? ', auch von dir' : ''}: ${nicks}`,
  sending: 'Wird gesendet …',
  waiting: 'Wartet',
  sent: 'Gesendet',
  notSent: 'Nicht gesendet',
  notSentBecause: {
    'no-echo': 'der Raum hat nicht geantwortet',
    'too-large': 'zu lang für diesen Server',
    'stream-died': 'die Verbindung brach dabei zweimal ab',
    left: 'du hast den Raum verlassen',
    refused: 'der Raum hat sie abgelehnt',
    forbidden: 'du darfst hier nicht schreiben',
  },
  edit: 'Bearbeiten',
  remove: 'Löschen',
  removed: (by, reason) => `${by ? `Von ${by} entfernt` : 'Entfernt'}${quote(reason)}`,
  typing: (names) => {
    const [first = '', second = ''] = names;
    if (names.length === 1) return `${first} schreibt …`;
    if (names.length === 2) return `${first} und ${second} schreiben …`;
    return `${people(names.length)} schreiben …`;
  },

  // What happened
  event: {
    subject: (nick, subject) =>
      subject ? `${nick} hat das Thema in „${subject}“ geändert` : `${nick} hat das Thema entfernt`,
    renamed: (nick, newNick) => `${nick} heißt jetzt ${newNick}`,
    renamedSelf: (newNick) => `Du heißt jetzt ${newNick}`,
    assigned: (nick) => `Du bist hier als ${nick}`,
    comings: (came, left) =>
      [
        came.count && `${crowd(came)} ${verb(came, 'ist', 'sind')} gekommen`,
        left.count && `${crowd(left)} ${verb(left, 'ist', 'sind')} gegangen`,
      ]
        .filter(Boolean)
        .join(', '),
    kicked: (nick, actor, reason) =>
      `${actor ? `${actor} hat ${nick} entfernt` : `${nick} wurde entfernt`}${quote(reason)}`,
    banned: (nick, actor, reason) =>
      `${actor ? `${actor} hat ${nick} ausgesperrt` : `${nick} wurde ausgesperrt`}${quote(reason)}`,
    ranked: (what, reason) => `${what}${quote(reason)}`,
    rank: {
      owner: 'Dieser Raum gehört jetzt auch dir',
      admin: 'Du verwaltest diesen Raum jetzt',
      member: 'Du bist jetzt Mitglied dieses Raums',
      none: 'Du hast in diesem Raum keine eigenen Rechte mehr',
      moderator: 'Du moderierst jetzt',
      unmoderator: 'Du moderierst nicht mehr',
      participant: 'Du kannst hier jetzt schreiben',
      visitor: 'Du kannst hier nur noch lesen',
    },
    declined: (who, reason) => `${who} kommt nicht${quote(reason)}`,
    'not-invited': (who, reason) => `${who} konnte nicht eingeladen werden${quote(reason)}`,
    'logging-on': 'Dieser Raum wird ab jetzt aufgezeichnet',
    'logging-off': 'Dieser Raum wird nicht mehr aufgezeichnet',
    'non-anonymous': 'Alle hier können jetzt deine Adresse sehen',
    'semi-anonymous': 'Nur Moderatoren können deine Adresse sehen',
    created: 'Du hast diesen Raum eröffnet',
  },

  // Composer
  composer: (room) => `Nachricht an ${room}`,
  placeholder: 'Nachricht schreiben',
  send: 'Senden',
  readOnly: 'Hier dürfen nur manche schreiben.',
  sendIn: (time) => `Senden, in ${time}`,
  seconds: (n) => (n < 100 ? `${n} s` : `${Math.ceil(n / 60)} min`),
  slowMode: (n) => `Langsamer Modus: höchstens eine Nachricht in ${seconds(n)}`,
  queued: 'Was du sendest, geht hinaus, sobald du verbunden bist',
  lengthOf: (n, max, bytes) => `${number(n)} von ${number(max)} ${bytes ? 'Byte' : 'Zeichen'}`,
  tooLong: (length) => `Zu lang: ${length}`,
  cannotSend: 'Dieser Text kann nicht gesendet werden.',

  // People
  group: { moderator: 'Moderation', participant: 'Beteiligte', visitor: 'Lesen nur mit' },
  office: { owner: 'Besitzer', admin: 'Verwalter', member: 'Mitglied', none: '', outcast: '' },
  muted: 'stummgeschaltet',
  aboutPerson: (name) => `Was du mit ${name} tun kannst`,
  searchPeople: 'Personen suchen',
  nobodyFound: 'Niemand passt.',
  show: { available: 'da', chat: 'da', away: 'abwesend', xa: 'abwesend', dnd: 'beschäftigt' },
  close: 'Schließen',

  // Menu
  menu: 'Mehr',
  change: 'Ändern',
  changeName: 'Namen ändern',
  nameChanged: (nick) => `Du heißt jetzt ${nick}`,
  nameFailed: 'Dein Name konnte nicht geändert werden.',
  changeSubject: 'Thema ändern',
  subject: 'Thema',
  subjectHint: 'Leer lassen, um das Thema zu entfernen.',
  subjectChanged: 'Thema geändert',
  subjectRemoved: 'Thema entfernt',
  subjectForbidden: 'Du darfst das Thema hier nicht ändern.',
  subjectFailed: 'Das Thema konnte nicht geändert werden.',
  searchMessages: 'Suchen…',
  goToDate: 'Zu einem Tag gehen…',
  leaveRoom: 'Raum verlassen',
  invite: 'Leute einladen…',
  keepName: 'Einen Namen hier behalten…',
  lists: 'Rechte und Verbannte…',
  members: 'Mitglieder…',
  settings: 'Einstellungen des Raums…',
  roomPicture: 'Bild des Raums…',
  destroy: 'Den Raum für immer schließen…',
  notLoaded: 'Das konnte nicht geladen werden.',
  keyboard: 'Tastatur',
  keysEnter: keys(['Eingabe', 'Senden'], ['Umschalt+Eingabe', 'Neue Zeile']),
  keysModEnter: keys(['Strg+Eingabe', 'Senden'], ['Eingabe', 'Neue Zeile']),
  keys: keys(
    ['↑ ↓', 'In den Nachrichten: vorige oder nächste'],
    ['Pos1 Ende', 'In den Nachrichten: erste oder letzte'],
    ['Bild↑ Bild↓', 'In den Nachrichten: seitenweise'],
    ['Eingabe Tab', 'Auf einer Nachricht: Eingabe, dann Tab für ihre Links und Knöpfe'],
    ['Esc', 'Zurück zur Nachricht, dann zum Eingabefeld'],
    ['↑ ↓ A–Z', 'Bei den Personen: vorige oder nächste, oder wer so heißt'],
  ),
  formattingKeys: keys(
    ['Strg+B Strg+I Strg+U', 'Beim Formatieren: fett, kursiv, unterstrichen'],
    ['Strg+E Strg+K', 'Beim Formatieren: Code, Link'],
    ['Umschalt+Eingabe', 'Beim Formatieren: nächster Punkt einer Liste, oder aus einem leeren hinaus'],
    ['Strg+] Strg+[', 'In einer Liste: weiter hinein oder hinaus'],
  ),
  shortcuts: 'Tastenkürzel',
  shortcutsHint: 'Schalte sie aus, wenn sie dich stören. Das gilt dann auf dieser Website.',
  shortcutsOffHere: 'Diese Seite hat sie ausgeschaltet.',
  shortcutKeys: keys(
    ['F6 Umschalt+F6', 'Nächster oder vorheriger Bereich'],
    ['Umschalt+F10 Menü', 'Auf einer Nachricht: was man mit ihr tun kann'],
    ['↑', 'Im leeren Eingabefeld: zurückholen, was noch nicht gesendet ist'],
    ['Bild↑ Bild↓', 'Im leeren Eingabefeld: durch die Nachrichten blättern'],
  ),

  // Menu of a message
  actions: 'Aktionen für die Nachricht',
  copy: 'Text kopieren',
  copied: 'Kopiert',
  notCopied: 'Der Text konnte nicht kopiert werden.',
  select: 'Text auswählen',
  quote: 'Zitieren',
  react: (emoji) => `Mit ${emoji} reagieren`,
  unreact: (emoji) => `${emoji} zurücknehmen`,
  moreReactions: 'Weitere Reaktionen',
  reply: 'Antworten',
  correct: 'Bearbeiten',
  takeBack: 'Entfernen',
  takeBackQuestion: 'Diese Nachricht entfernen?',
  takeBackText: 'Andere sehen sie dann nicht mehr, sofern ihr Programm sie nicht behält.',
  takenBack: 'Entfernt',
  takeBackFailed: 'Die Nachricht konnte nicht entfernt werden.',
  replying: (nick) => `Antwort an ${nick}`,
  editing: 'Eine Nachricht wird bearbeitet',
  deedFailed: 'Das ist bei den anderen nicht angekommen.',

  // Forms
  form: 'Formular',
  formSubmit: 'Absenden',
  formRequired: 'nötig',
  formChoose: 'Auswählen …',
  formOnePerLine: 'Eins in jede Zeile',
  formJidPerLine: 'Eine Adresse in jede Zeile, zum Beispiel ann@example.org',
  formJid: 'Eine Adresse, zum Beispiel ann@example.org',
  formOther: 'Andere, eins in jede Zeile',
  formRange: (least, most) => `Erlaubt: ${span(least, most)}`,
  formChoices: (least, most) => `Wähle ${span(numbers(least), numbers(most))}`,
  formPattern: (pattern) => `Muss diesem Muster entsprechen: ${pattern}`,
  formCut: 'Dieses Formular ist zu lang, um ganz gezeigt zu werden.',
  formShowSecret: 'Zeigen',
  formHideSecret: 'Verbergen',
  formYes: 'Ja',
  formNo: 'Nein',
  formMissing: 'Bitte ausfüllen.',
  formMissingChoice: 'Bitte auswählen.',
  formNotJid: (value) => `„${value}“ ist keine Adresse.`,
  formNotOption: (value) => `„${value}“ steht nicht zur Wahl.`,
  formNotNumber: (value) => `„${value}“ ist keine Zahl.`,
  formNotInteger: (value) => `„${value}“ ist keine ganze Zahl in den Grenzen.`,
  formNotDate: (value) => `„${value}“ ist kein Datum wie 2026-11-23.`,
  formNotTime: (value) => `„${value}“ ist keine Uhrzeit wie 18:30:00.`,
  formNotDateTime: (value) => `„${value}“ ist kein Zeitpunkt wie 2026-11-23T18:30:00Z.`,
  formNotUri: (value) => `„${value}“ ist keine Adresse wie https://example.org.`,
  formNotThat: (value) => `„${value}“ passt hier nicht.`,
  formTaken: 'Dieser Name ist vergeben. Wähle einen anderen.',
  formRefused: 'Das wurde nicht angenommen.',
  formLater: 'Das wurde nicht angenommen. Versuche es später noch einmal.',
  formOffline: 'Die Verbindung brach ab, bevor das angenommen war. Versuche es noch einmal.',
  formSilent: 'Es kam keine Antwort. Versuche es noch einmal.',
  formShowImage: (host) => `Bild von ${host} zeigen`,
  formImage: 'Bild zu diesem Feld',
  formImageFailed: 'Das Bild konnte hier nicht gezeigt werden.',
  formOpenImage: (host) => `Bei ${host} öffnen`,
  formNotShown: (type) => `Was hierher gehört, kann nicht gezeigt werden: ${type}.`,
  formTable: 'Tabelle',
  formNothing: 'Nichts gefunden.',
  formMoreRows: (n) => `${number(n)} weitere zeigen`,
  formLabels: {
    username: 'Benutzername',
    password: 'Passwort',
    old_password: 'Bisheriges Passwort',
    nick: 'Spitzname',
    name: 'Voller Name',
    first: 'Vorname',
    last: 'Nachname',
    email: 'E-Mail-Adresse',
    address: 'Straße',
    city: 'Ort',
    state: 'Bundesland',
    zip: 'Postleitzahl',
    phone: 'Telefonnummer',
    url: 'Webseite',
    date: 'Datum',
    misc: 'Sonstiges',
    text: 'Text',
    ocr: 'Die Buchstaben im Bild',
    'captcha-fallback-url': 'Wenn du das Bild nicht sehen kannst',
  },
};
