import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Runs the CDK app as the CDK does: context and output folder by the environment, no credentials. */
function runApp(settings: string | null) {
  const folder = mkdtempSync(join(tmpdir(), 'sillage-app-'));
  const config = join(folder, 'sillage.yaml');
  if (settings !== null) writeFileSync(config, settings);
  const { PATH = '' } = process.env;
  const env = { PATH, CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify({ config }) };
  const { status, stderr } = spawnSync(process.execPath, ['bin/cloud.ts'], { encoding: 'utf8', env });
  return { status, lines: stderr.trim().split('\n'), config };
}

describe('the CDK app', () => {
  it('fails with every mistake of the configuration, each with its line', () => {
    const { status, lines, config } = runApp('name: UPPER\nregion: us-east-1\nlimits: { burst: -1 }\n');
    expect(status).toBe(1);
    expect(lines.map((line) => line.replace(config, '').split(' ').slice(0, 2).join(' '))).toEqual([
      ':1:7 name',
      ':2:9 region',
      ':3:18 limits.burst',
    ]);
    expect(lines[1]).toContain('must be eu-west-3');
  });

  it('says when there is no configuration', () => {
    const { status, lines, config } = runApp(null);
    expect([status, lines]).toEqual([1, [`${config}: there is no such file; name one with -c config=FILE`]]);
  });
});
