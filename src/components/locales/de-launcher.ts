/** German, as far as the launcher says it. */
import type { LauncherWords } from '../xmpp-launcher/extras-strings.js';

export const strings: LauncherWords = {
  launcher: {
    label: 'Chatte mit uns',
    loadFailed: 'Der Chat konnte nicht geladen werden. Drücke den Knopf noch einmal.',
    unread: (label, count) => `${label}, ${count} ungelesen`,
    minimised: (label) => `${label}, ein Gespräch läuft`,
    dismiss: 'Ausblenden',
    close: 'Chat schließen',
    sound: 'Ton',
    popout: 'In eigenem Fenster öffnen',
    notifyOn: 'Benachrichtigungen einschalten',
    notifyOff: 'Benachrichtigungen ausschalten',
    notifyBlocked: 'Dein Browser lässt keine Benachrichtigungen zu',
    notifyIsOn: 'Benachrichtigungen sind an',
    notifyIsOff: 'Benachrichtigungen sind aus',
    notified: (count) => `${count} ungelesen`,
    unsupported: 'Gespräche mit einer Person können hier noch nicht geöffnet werden.',
    nobody: 'Diese Seite sagt nicht, mit wem du chatten kannst.',
  },
};
