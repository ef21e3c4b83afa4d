import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Real files, real processes and real fsyncs on small machines.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
