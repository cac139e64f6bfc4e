/** The elements, by their folders in src/components: a new one needs no edit in any configuration. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const COMPONENTS = new URL('../src/components/', import.meta.url);

/** Tag names. @type {readonly string[]} */
export const ELEMENTS = readdirSync(fileURLToPath(COMPONENTS), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name.startsWith('xmpp-'))
  .map((entry) => entry.name)
  .sort();
