import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync, type Metafile } from 'esbuild';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

export interface Bundle {
  /** Holds index.mjs and nothing else. */
  readonly folder: string;
  readonly bytes: number;
  readonly metafile: Metafile;
}

/** Libraries that are CommonJS ask for Node's own modules by `require`, which a module does not have. */
const REQUIRE = "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

/**
 * A Lambda's code in one file: ESM for Node 24, everything inside, nothing native, the same bytes for the same sources.
 * In Lambda credentials come from the environment, so the SDK's other ways to find some stay out (lambdas/edge/credentials.ts).
 *
 * @param entry path of the handler from the repository's root
 */
export function bundleOf(entry: string): Bundle {
  const { outputFiles, metafile } = buildSync({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    minify: true,
    // Error classes are told by name in logs.
    keepNames: false,
    legalComments: 'none',
    metafile: true,
    write: false,
    logLevel: 'error',
    banner: { js: REQUIRE },
    alias: { '@aws-sdk/credential-provider-node': './lambdas/edge/credentials.ts' },
  });
  const code = outputFiles[0]?.contents ?? new Uint8Array();
  const digest = createHash('sha256').update(code).digest('hex').slice(0, 16);
  const folder = join(tmpdir(), 'sillage-bundles', digest);
  place(folder, code);
  return { folder, bytes: code.length, metafile };
}

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
