declare module '*/tools/emoji-data.mjs' {
  export const files: Readonly<Record<string, string>>;
}
