/** Runs the golden pairs beside it: what is in them, and how to add one, is in README.md. */
import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseFrame, type Element } from '../../src/session/xml.js';

interface Case {
  /** Rows of the conformance table or traps, then what is shown. */
  readonly title: string;
  /** `module/function`, or several, each taking what the one before gave. */
  readonly reader?: string | readonly string[];
  readonly builder?: string;
  /** Of the builder, or those that follow the element for the (first) reader. */
  readonly args?: readonly unknown[];
  /** All of what comes out. */
  readonly expect?: unknown;
  /** Some properties of it; null for what must be missing. */
  readonly include?: Readonly<Record<string, unknown>>;
}

const folder = dirname(fileURLToPath(import.meta.url));
const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.slice(0, -'.json'.length))
  .sort();

describe('golden pairs', () => {
  for (const name of names) {
    const golden = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Case;
    it(`${golden.title} (${name})`, async () => {
      const text = readFileSync(join(folder, `${name}.xml`), 'utf8').trim();
      if (golden.builder) await checkBuilder(golden.builder, golden, text);
      else await checkReader([golden.reader ?? []].flat(), golden, text);
    });
  }

  it('has a JSON file for each XML file', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.xml'),
    );
    expect(files.map((file) => file.slice(0, -'.xml'.length)).sort()).to.deep.equal(names);
  });
});

async function checkBuilder(builder: string, { args = [] }: Case, text: string): Promise<void> {
  const build = await load(builder);
  expect(tree(build(...args.map(revive)) as Element)).to.deep.equal(tree(parseFrame(text)!));
}

async function checkReader(readers: readonly string[], golden: Case, text: string): Promise<void> {
  expect(readers).to.have.length.above(0);
  let value: unknown = parseFrame(text);
  let args = (golden.args ?? []).map(revive);
  for (const reader of readers) {
    value = (await load(reader))(value, ...args);
    args = [];
  }
  const actual = plain(value);
  if (golden.include) {
    const found = Object.entries((actual ?? {}) as object);
    const known = new Map<string, unknown>(found);
    const picked = Object.keys(golden.include).map((key) => [key, known.get(key) ?? null] as const);
    expect(Object.fromEntries(picked)).to.deep.equal(golden.include);
  } else expect(actual).to.deep.equal(golden.expect);
}

async function load(path: string): Promise<(...args: unknown[]) => unknown> {
  const [file, name] = path.split('/') as [string, string];
  const module = (await import(`../../src/session/protocol/${file}.js`)) as Record<string, unknown>;
  expect(module[name], path).to.be.a('function');
  return module[name] as (...args: unknown[]) => unknown;
}

/** What JSON has no word for stands in an object with one key: `$date`, `$xml`. */
function revive(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const { $date, $xml } = value as { $date?: string; $xml?: string };
  if ($date !== undefined) return new Date($date);
  if ($xml !== undefined) return parseFrame($xml);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, revive(each)]));
}

/** As JSON would have it: sets and maps are arrays, dates and elements strings, what is undefined is left out. */
function plain(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Set || value instanceof Map) return [...(value as Iterable<unknown>)].map(plain);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object') return value;
  if (isElement(value)) return value.toString();
  const hidden = value instanceof Error ? ['name', 'message', 'stack'] : [];
  const entries = Object.entries(value).filter(([key, each]) => each !== undefined && !hidden.includes(key));
  return Object.fromEntries(entries.map(([key, each]) => [key, plain(each)]));
}

function isElement(value: object): value is Element {
  return 'attrs' in value && 'children' in value && 'name' in value;
}

/** Without what means nothing: the order of attributes, repeated namespaces, blanks between elements. */
function tree(element: Element, inherited = ''): unknown {
  const { xmlns = inherited, ...attrs } = element.attrs;
  const nodes = element.children.filter((node) => typeof node !== 'string' || node.trim());
  return {
    name: element.name,
    xmlns,
    attrs: Object.entries(attrs).sort(([one], [other]) => (one < other ? -1 : 1)),
    nodes: nodes.map((node) => (typeof node === 'string' ? node : tree(node, xmlns))),
  };
}
