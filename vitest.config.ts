import { defineConfig } from 'vitest/config';

const unattended = process.env['CI'] !== undefined;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Real files, real processes and real fsyncs on small machines.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: unattended ? ['default', ['json', { outputFile: 'test-report.json' }]] : ['default'],
  },
});
