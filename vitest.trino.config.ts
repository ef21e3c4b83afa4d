import { defineConfig } from 'vitest/config';

const unattended = process.env['CI'] !== undefined;

// Far from UTC, and with a change of hour: whatever depends on the machine's zone shows.
process.env['TZ'] = 'America/New_York';

/** The same SQL on DuckDB and on Trino 435, the engine behind Athena 3; the first run installs it. */
export default defineConfig({
  test: {
    include: ['test/trino/**/*.test.ts'],
    globalSetup: ['test/trino/server/global-setup.ts'],
    testTimeout: 300_000,
    hookTimeout: 240_000,
    maxWorkers: 1,
    reporters: unattended ? ['default', ['json', { outputFile: 'test-report.trino.json' }]] : ['default'],
  },
});
