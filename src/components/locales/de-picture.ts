/** German, of one's own picture. */
import type { PictureWords } from '../shared/picture-strings.js';

export const strings: PictureWords = {
  picture: {
    about: 'Deine Kontakte sehen es, und wer mit dir in einem Raum ist, vielleicht auch.',
    none: 'Du hast kein Bild',
    now: 'Dein jetziges Bild',
    chosen: 'Dein neues Bild',
    choose: 'Bild auswählen',
    chooseOther: 'Anderes auswählen',
    hint: 'Oder lege hier eines ab, oder füge es ein.',
    cut: 'Quadratisch aus der Mitte geschnitten; viele zeigen den Kreis darin.',
    remove: 'Bild entfernen',
    save: 'Speichern',
    saving: 'Wird gespeichert …',
    saved: 'Dein Bild ist gespeichert',
    removed: 'Dein Bild ist entfernt',
    notPicture: 'Das ist kein Bild, das hier geht. Wähle ein PNG, JPEG, GIF oder WebP.',
    tooLarge: 'Dieses Bild ist zu groß. Wähle eines mit höchstens 32 MB und 40 Megapixeln.',
    unreadable: 'Dieses Bild lässt sich nicht lesen. Vielleicht ist es beschädigt.',
    tooLargeForServer: 'Dein Server nimmt Bilder dieser Größe nicht an.',
    unsupported: 'Dein Server bewahrt keine Bilder auf.',
    offline: 'Es besteht keine Verbindung. Ändern kannst du dein Bild, sobald wieder eine da ist.',
  },
};
