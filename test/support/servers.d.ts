/** What the launchers in tools/servers give; they are plain JavaScript, documented there. */
declare module '*/tools/servers/prosody.mjs' {
  export function startProsody(options?: object): Promise<import('./people.js').XmppServer>;
}

declare module '*/tools/servers/ejabberd.mjs' {
  export function startEjabberd(options?: object): Promise<import('./people.js').XmppServer>;
}

declare module '*/tools/servers/component.mjs' {
  export const COMPONENT: { readonly domain: string; readonly secret: string };
  export function connectComponent(
    port: number,
    receive: (stanza: string) => void,
  ): Promise<{ send(stanzas: string): void; close(): void }>;
}
