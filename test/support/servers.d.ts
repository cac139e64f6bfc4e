/** What the launchers in tools/servers give; they are plain JavaScript, documented there. */
declare module '*/tools/servers/prosody.mjs' {
  export function startProsody(options?: object): Promise<import('./people.js').XmppServer>;
}

declare module '*/tools/servers/ejabberd.mjs' {
  export function startEjabberd(options?: object): Promise<import('./people.js').XmppServer>;
}
