import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { type Bundle, bundleOf } from '../../lib/bundle.ts';
import { entryOf, FUNCTIONS } from './support/unpacked.ts';

/** Bytes unzipped: what Node reads at a cold start. */
const LIMITS: Readonly<Record<string, number>> = {
  receive: 600_000,
  process: 1_000_000,
  merge: 800_000,
  replay: 1_050_000,
  query: 900_000,
  redrive: 450_000,
};

const bundles = new Map(FUNCTIONS.map((name) => [name, bundleOf(entryOf(name))]));
const bundleNamed = (name: string): Bundle => bundles.get(name) as Bundle;

/** First bytes of programs and libraries: ELF, Mach-O (both orders, and fat), PE. */
const NATIVE = ['7f454c46', 'cffaedfe', 'feedfacf', 'cafebabe', '4d5a'];

/** Makes `require` of a module; without it, a bundler sees each call of it for what it is. */
const BANNER = /^import\{createRequire as \w+\}from'node:module';const require=[^;]*;/;

/** What a bundle still asks Node for, as a bundler reads it. */
function importsOf(code: string): readonly string[] {
  if (!BANNER.test(code)) throw new Error('the bundle begins otherwise');
  const { metafile } = buildSync({
    stdin: { contents: code.replace(BANNER, '') },
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    write: false,
    metafile: true,
    logLevel: 'error',
  });
  return [...new Set(Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path)))].sort();
}

/** The sources of which something is left in a bundle. */
function inside({ metafile }: Bundle): readonly string[] {
  const outputs = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs));
  return outputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file);
}

describe("the functions' bundles", () => {
  it('are as small as promised', () => {
    const table = FUNCTIONS.map((name) => ({ function: name, bytes: bundleNamed(name).bytes, limit: LIMITS[name] }));
    console.table(table);
    for (const { function: name, bytes, limit = 0 } of table) expect(bytes, name).toBeLessThanOrEqual(limit);
  });

  it.each(FUNCTIONS)('%s is one file, with nothing native in it', (name) => {
    const { folder, bytes, metafile } = bundleNamed(name);
    expect(readdirSync(folder)).toEqual(['index.mjs']);
    const code = readFileSync(join(folder, 'index.mjs'));
    expect(code.length).toBe(bytes);
    expect(NATIVE.filter((magic) => code.toString('hex', 0, 4).startsWith(magic))).toEqual([]);
    expect(Object.keys(metafile.inputs).filter((file) => /\.node$|duckdb|prebuil|adapters\/embedded/.test(file))).toEqual([]);
  });

  it.each(FUNCTIONS)("%s imports Node's own modules and no others", (name) => {
    const { folder, metafile } = bundleNamed(name);
    const imports = importsOf(readFileSync(join(folder, 'index.mjs'), 'utf8'));
    expect(imports.length).toBeGreaterThan(0);
    const external = Object.values(metafile.outputs).flatMap((output) => output.imports.map(({ path }) => path));
    expect([...imports, ...external].filter((each) => !isBuiltin(each))).toEqual([]);
  });

  it.each(FUNCTIONS)('%s is the same bytes each time', (name) => {
    const again = bundleOf(entryOf(name), mkdtempSync(join(tmpdir(), 'sillage-again-')));
    expect(readFileSync(join(again.folder, 'index.mjs')).equals(readFileSync(join(bundleNamed(name).folder, 'index.mjs')))).toBe(true);
  });

  it.each(FUNCTIONS)("%s carries no package.json, and no cache of DynamoDB's addresses", (name) => {
    const { folder } = bundleNamed(name);
    expect(readFileSync(join(folder, 'index.mjs'), 'utf8')).not.toMatch(/aws-sdk-js-v3\/tree/);
    expect(inside(bundleNamed(name)).filter((file) => /endpoint-cache|endpoint-discovery\/|mnemonist|obliterator/.test(file))).toEqual([]);
  });

  it('receive carries no tracer, no Parquet, no client of S3 or SQS and no text of the codebook', () => {
    const inputs = inside(bundleNamed('receive'));
    expect(inputs.filter((file) => /xray|tracer|hyparquet|athena|glue|client-s3|client-sqs|fills|codebook/.test(file))).toEqual([]);
    // Nor what the registry does with learners.
    expect(inputs.filter((file) => /registry\/(?:activity|changes|fences|forgetting|learners|linking)\.ts$/.test(file))).toEqual([]);
  });

  it('only query and merge know the catalogue; only receive and process the key', () => {
    const uses = (client: string) => FUNCTIONS.filter((name) => inside(bundleNamed(name)).some((file) => file.includes(client)));
    expect(uses('@aws-sdk/client-kms/')).toEqual(['process', 'receive', 'replay']);
    expect(
      uses('@aws-sdk/client-athena/')
        .concat(uses('@aws-sdk/client-glue/'))
        .filter((name) => name !== 'merge' && name !== 'query'),
    ).toEqual([]);
  });
});
