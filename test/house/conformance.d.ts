declare module '*/tools/conformance.mjs' {
  export function readRules(
    list: string,
  ): { readonly id: string; readonly text: string; readonly out: string | undefined }[];
  export function citedIn(title: string): string[];
  export function titlesIn(source: string): string[];
}
