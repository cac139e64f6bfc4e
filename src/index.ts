/** Registers every element, each of which loads its code when its tag is first used. */
import './components/xmpp-session/define.js';
import './components/xmpp-room/define.js';
import './components/xmpp-chat/define.js';
import './components/xmpp-launcher/define.js';
import './components/xmpp-data-form/define.js';

export { registerStrings } from './components/shared/page-strings.js';
export { configureSession, getSession } from './session/index.js';
export type { Session, SessionConfig } from './session/index.js';
export type { Catalogue, PageStrings } from './components/shared/catalogue.js';
export type { Room } from './session/room.js';
export type * from './session/data-form.js';
export type * from './session/message.js';
export type * from './session/occupant.js';
export type { NewAccount, Registration, RegistrationError, RegistrationOffer } from './session/index.js';
export type * from './session/room-status.js';
export type * from './components/shared/events.js';
export type * from './components/conversation/menu-event.js';
export type { XmppChat } from './components/xmpp-chat/xmpp-chat.js';
export type * from './components/xmpp-data-form/events.js';
export type { XmppDataForm } from './components/xmpp-data-form/xmpp-data-form.js';
export type * from './components/xmpp-launcher/launcher-events.js';
export type { XmppLauncher } from './components/xmpp-launcher/xmpp-launcher.js';
export type { XmppRoom } from './components/xmpp-room/xmpp-room.js';
export type { XmppSession } from './components/xmpp-session/xmpp-session.js';
