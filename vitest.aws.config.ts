import { defineConfig } from 'vitest/config';

const unattended = process.env['CI'] !== undefined;

/** Tests of the AWS edition, against emulators over HTTP; the first run installs them. */
export default defineConfig({
  test: {
    include: ['test/aws/**/*.test.ts'],
    globalSetup: ['test/aws/emulators/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Two processes of tests and two emulators share the machine.
    maxWorkers: 2,
    reporters: unattended ? ['default', ['json', { outputFile: 'test-report.aws.json' }]] : ['default'],
  },
});
