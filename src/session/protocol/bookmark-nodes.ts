/** Where an account's rooms are kept: what people.ts listens to before somebody wants them. */

/** XEP-0402. */
export const NODE_BOOKMARKS = 'urn:xmpp:bookmarks:1';
/** Of XEP-0048; by its events servers with XEP-0411 tell of changes to the private XML, too. */
export const NODE_STORAGE = 'storage:bookmarks';
