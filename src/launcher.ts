/**
 * The script-tag build for pages that use the launcher alone. It holds the button; the panel, and the whole kit's
 * script beside it, load once somebody is about to use them.
 */
import './components/xmpp-launcher/define.js';

// in this file by being exported: a button is worth one request, not two
export { LauncherView } from './components/xmpp-launcher/view.js';
