/** What tools/ gives besides the servers; plain JavaScript, documented there. */
declare module '*/tools/browsers/launch.mjs' {
  export const BROWSERS: readonly string[];
  export function launchBrowser(name?: string): Promise<import('puppeteer-core').Browser>;
}

declare module '*/tools/browsers/stillness.mjs' {
  export function stillness(): Promise<void>;
}

declare module '*/tools/demo-page.mjs' {
  export function demoPage(
    name: string,
    where: {
      readonly service: string;
      readonly domain: string;
      readonly room: string;
      readonly accounts: string;
    },
  ): string;
}

declare module '*/tools/serve.mjs' {
  export interface Answer {
    readonly body: string;
    readonly type?: string;
    readonly status?: number;
    readonly headers?: Record<string, string>;
  }
  export function serve(options: {
    readonly folders: Record<string, string>;
    readonly answers?: Record<string, () => Answer>;
    readonly headers?: Record<string, string>;
  }): Promise<{ readonly url: string; readonly port: number; close(): Promise<void> }>;
}

declare module '*/tools/setup.mjs' {
  export const ROOT: string;
}
