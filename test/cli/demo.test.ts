import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { generate } from '../../examples/demo/generate.ts';

const DEMO = fileURLToPath(new URL('../../examples/demo/demo.ts', import.meta.url));

test('the demo holds what it says, and says it within 100 columns', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sillage-demo-'));
  try {
    const child = spawn(process.execPath, [DEMO], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      out += chunk;
    });
    expect(await once(child, 'close')).toEqual([0, null]);
    const lines = out.split('\n');
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
    expect(lines).toContainEqual(expect.stringMatching(/^0 of \d{4,} identifiers found outside raw\/$/));
    expect(out.match(/✓/g)).toHaveLength(4);
    expect(out).not.toContain('✗');
    expect(out).not.toContain('\u001b');
    expect(existsSync(join(folder, 'demo-data/events'))).toBe(true);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('the campus is large enough, and the same every time', () => {
  const once = generate();
  expect(once.learners).toHaveLength(200);
  expect(once.posts.reduce((sum, { lines }) => sum + lines.length, 0)).toBeGreaterThan(5_000);
  expect(JSON.stringify(generate())).toBe(JSON.stringify(once));
});
