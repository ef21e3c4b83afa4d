import { defineConfig } from 'vitest/config';

const unattended = process.env['CI'] !== undefined;

/** The examples in other languages, and the official validator of Data Packages; the first run installs Python's part. */
export default defineConfig({
  test: {
    include: ['test/python/**/*.test.ts'],
    testTimeout: 300_000,
    maxWorkers: 1,
    reporters: unattended ? ['default', ['json', { outputFile: 'test-report.python.json' }]] : ['default'],
  },
});
