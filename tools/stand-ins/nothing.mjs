/** For what @xmpp/* import and the session never reaches; calling it would throw. */
export default undefined;
