/** German, as far as formatted text is written. */
import type { RichWords } from '../shared/rich-strings.js';

export const strings: RichWords = {
  rich: {
    formatting: 'Formatierung',
    strong: 'Fett',
    em: 'Kursiv',
    underline: 'Unterstrichen',
    strike: 'Durchgestrichen',
    code: 'Code',
    link: 'Link',
    bullet_list: 'Liste mit Punkten',
    ordered_list: 'Liste mit Nummern',
    blockquote: 'Zitat',
    code_block: 'Codeblock',
    address: 'Adresse des Links',
    addressHint: 'https://',
    setLink: 'Link setzen',
    removeLink: 'Link entfernen',
    badAddress: 'Das ist keine Adresse einer Webseite, einer E-Mail oder eines Chats.',
    message: 'Nachricht',
    cannotWrite: 'Hier kann jetzt nichts geschrieben werden',
    notInside: 'Was du sendest, geht hinaus, sobald du im Raum bist',
    nobody: (jid) => `„${jid}“ ist keine Adresse von irgendjemandem.`,
    shortcut: (name, keys) => `${name} (${keys})`,
  },
};
