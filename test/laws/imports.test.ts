import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Import {
  readonly from: string;
  /** A path in the repository, or a package's name. */
  readonly to: string;
  readonly typeOnly: boolean;
}

const files = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`);

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const found = text.matchAll(/^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|\bimport\('([^']+)'\)/gm);
  return [...found].map((match) => {
    const target = match[2] ?? match[3] ?? '';
    const inside = target.startsWith('.') ? normalize(join(dirname(file), target)) : target.replace(/^#/, '');
    return { from: file, to: inside, typeOnly: match[1] !== undefined };
  });
}

const show = ({ from, to }: Import) => `${from} -> ${to}`;

/** Built-in modules without a world behind them. */
const PURE = new Set(['node:crypto', 'node:zlib', 'node:util', 'node:buffer', 'node:stream']);
/** Libraries that compute and touch nothing. */
const COMPUTING = new Set([
  'bowser',
  'echarts/charts',
  'echarts/components',
  'echarts/core',
  'echarts/renderers',
  'hyparquet',
  'hyparquet-writer',
  'jose',
  'jose/decode/protected_header',
  'jose/jws/compact/verify',
  'yaml',
  'zod',
  'zod/mini',
]);
/** What an adapter may use of the core beside its ports: the values that ports speak of, and one way to work side by side. */
const PORT_VALUES = new Set([
  'core/concurrently.ts',
  'core/errors.ts',
  'core/log.ts',
  'core/receive/batch.ts',
  'core/receive/http.ts',
  'core/dataset/columns.ts',
  'core/cost/price-lines.ts',
]);

describe('the import rules', () => {
  it('core knows nobody', () => {
    const allowed = ({ to }: Import) => to.startsWith('core/') || PURE.has(to) || COMPUTING.has(to);
    expect(
      files('core')
        .flatMap(importsOf)
        .filter((each) => !allowed(each))
        .map(show),
    ).toEqual([]);
  });

  it('core has no clock, no randomness and no environment of its own', () => {
    const worldly = /process\.env|Date\.now\(\)|new Date\(\)|Math\.random|randomBytes|randomUUID|console\./;
    expect(files('core').filter((file) => worldly.test(readFileSync(join(root, file), 'utf8')))).toEqual([]);
  });

  it('adapters know only the ports, and the values that ports speak of', () => {
    const mine = ({ to, typeOnly }: Import) => typeOnly || !to.startsWith('core/') || to.startsWith('core/ports/') || PORT_VALUES.has(to);
    const foreign = ({ to }: Import) => to.startsWith('bin/') || to.startsWith('lambdas/') || to.startsWith('lib/');
    const all = files('adapters').flatMap(importsOf);
    expect(all.filter((each) => !mine(each) || foreign(each)).map(show)).toEqual([]);
  });

  it('only the composition roots join core and adapters', () => {
    const roots = new Set(['bin/sillage.ts', 'bin/data-folder.ts', 'bin/aws.ts', 'lambdas/wire.ts']);
    const joining = [...files('bin'), ...files('lambdas')].filter((file) => !roots.has(file)).flatMap(importsOf);
    expect(joining.filter(({ to }) => to.startsWith('adapters/')).map(show)).toEqual([]);
  });

  it("functions reach AWS through lambdas/wire.ts alone, and never the command line's or the stacks' code", () => {
    const barred = ({ to }: Import) =>
      to.startsWith('@aws-sdk/') || to.startsWith('@smithy/') || to.startsWith('bin/') || to.startsWith('lib/');
    const all = files('lambdas').filter((file) => file !== 'lambdas/wire.ts');
    expect(all.flatMap(importsOf).filter(barred).map(show)).toEqual([]);
    expect(importsOf('lambdas/wire.ts').some(({ to }) => to === '@aws-sdk/client-s3')).toBe(true);
  });

  it('reads real imports', () => {
    expect(importsOf('core/pipeline.ts').length).toBeGreaterThan(5);
    expect(
      files('adapters')
        .flatMap(importsOf)
        .some(({ to }) => to === 'core/ports/object-store.ts'),
    ).toBe(true);
  });
});
