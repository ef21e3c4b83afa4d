import { defineConfig } from 'vitest/config';

const unattended = process.env['CI'] !== undefined;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // These need emulators or Python: vitest.aws.config.ts, vitest.trino.config.ts, vitest.python.config.ts.
    exclude: ['test/aws/**', 'test/trino/**', 'test/python/**'],
    // Real files, real processes and real fsyncs on small machines.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: unattended ? ['default', ['json', { outputFile: 'test-report.json' }]] : ['default'],
  },
});
