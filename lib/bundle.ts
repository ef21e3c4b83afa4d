import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, buildSync, type Metafile } from 'esbuild';
import { withoutPlainErrors } from './bundling/plain-errors.ts';
import { shakable } from './bundling/shake.ts';
import { withVersionsInPlace } from './bundling/versions.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

export interface Bundle {
  /** Holds index.mjs and nothing else. */
  readonly folder: string;
  readonly bytes: number;
  /** What went in, with the bytes that each file gave before minification. */
  readonly metafile: Metafile;
}

const COMMON = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  write: false,
  logLevel: 'error',
} as const satisfies BuildOptions;

/** Libraries that are CommonJS ask for Node's own modules by `require`, which a module does not have. */
const REQUIRE = "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

/** What the SDK brings along and no function uses: each is replaced by a small file of ours. */
const STAND_INS = {
  '@aws-sdk/credential-provider-node': './lambdas/stand-ins/credentials.ts',
  '@aws-sdk/middleware-endpoint-discovery': './lambdas/stand-ins/endpoint-discovery.ts',
  '@smithy/core/event-streams': './lambdas/stand-ins/event-streams.ts',
};

/**
 * A Lambda's code in one file: ESM for Node 24, everything inside, nothing native, the same bytes for the same sources
 * (docs/decisions/lambda-bundles.md).
 *
 * @param entry path of the handler from the repository's root
 * @param under folder to put it in; without it, one of the machine's temporary folder, named by its content
 */
export function bundleOf(entry: string, under: string = join(tmpdir(), 'sillage-bundles')): Bundle {
  const joined = buildSync({
    ...COMMON,
    absWorkingDir: ROOT,
    entryPoints: [entry],
    mainFields: ['module', 'main'],
    alias: STAND_INS,
    metafile: true,
  });
  const { outputFiles } = buildSync({
    ...COMMON,
    stdin: { contents: rewritten(joined.outputFiles[0]?.text ?? ''), resolveDir: ROOT },
    minify: true,
    legalComments: 'none',
    banner: { js: REQUIRE },
  });
  const code = outputFiles[0]?.contents ?? new Uint8Array();
  const folder = join(under, createHash('sha256').update(code).digest('hex').slice(0, 16));
  place(folder, code);
  return { folder, bytes: code.length, metafile: joined.metafile };
}

/** What the second pass is to find unused, written so that it does. */
const rewritten = (code: string): string => shakable(withoutPlainErrors(withVersionsInPlace(code)));

/** The folder in which an entry point's bundle lies. */
export function bundle(entry: string): string {
  return bundleOf(entry).folder;
}

/** Appears whole, also when several processes bundle at once. */
function place(folder: string, code: Uint8Array): void {
  mkdirSync(dirname(folder), { recursive: true });
  const draft = mkdtempSync(`${folder}-`);
  writeFileSync(join(draft, 'index.mjs'), code, { mode: 0o644 });
  try {
    renameSync(draft, folder);
  } catch {
    // It is there already, with the same content: that is its name.
    if (!Buffer.from(code).equals(readFileSync(join(folder, 'index.mjs')))) throw new Error('a bundle folder holds something else');
    rmSync(draft, { recursive: true });
  }
}
