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

declare module '*/tools/servers/server-process.mjs' {
  export function freePort(): Promise<number>;
  export function serverEnv(home: string): NodeJS.ProcessEnv;
  export function temporaryDirectory(prefix: string): string;
  export class ServerProcess {
    constructor(spec: {
      readonly name: string;
      readonly command: string;
      readonly args: readonly string[];
      readonly cwd: string;
      readonly env: NodeJS.ProcessEnv;
      readonly ports: readonly number[];
    });
    start(): Promise<void>;
    stop(): Promise<void>;
    log(): string;
  }
}
