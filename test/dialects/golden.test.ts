import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DIALECTS } from '#core/normalise/dialects/index.ts';
import { normaliseLine } from '#core/normalise/normalise.ts';

/** One pair: what a source sends, and what we make of it. */
interface Given {
  /** A line as its shipper wrote it … */
  readonly line?: string;
  /** … or the object, where the shape of the line is beside the point. */
  readonly item?: object;
  /** First receipt; the test's own when missing. */
  readonly received?: string;
}

const HERE = new URL('.', import.meta.url).pathname;
const RECEIVED = '2026-01-15T12:00:00.000Z';
/** `UPDATE_GOLDEN=1 vitest run test/dialects` writes the results anew: read the difference before you commit it. */
const updating = process.env['UPDATE_GOLDEN'] === '1';

const folders = readdirSync(HERE, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && DIALECTS.has(entry.name))
  .map(({ name }) => name);

describe.each(folders)('golden pairs of %s', (dialect) => {
  const folder = `${HERE}${dialect}/`;
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.in.json'))
    .map((file) => file.slice(0, -'.in.json'.length));

  it('has pairs, and no result without its input', () => {
    expect(names.length).toBeGreaterThan(0);
    const results = readdirSync(folder).filter((file) => file.endsWith('.out.json'));
    expect(results.map((file) => file.slice(0, -'.out.json'.length)).filter((name) => !names.includes(name))).toEqual([]);
  });

  it.each(names)('%s', (name) => {
    const given = JSON.parse(readFileSync(`${folder}${name}.in.json`, 'utf8')) as Given;
    const result = read(given, dialect);
    const file = `${folder}${name}.out.json`;
    if (updating) writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
    expect(result).toEqual(JSON.parse(readFileSync(file, 'utf8')));
  });
});

function read(given: Given, dialect: string): unknown {
  const unused: string[] = [];
  const line = given.line ?? JSON.stringify(given.item);
  const { outcome } = normaliseLine(line, dialect, Date.parse(given.received ?? RECEIVED), (path) => unused.push(path));
  return JSON.parse(JSON.stringify({ outcome, unused: unused.sort() }));
}
