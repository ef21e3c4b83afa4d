import { SpoolIntake } from '#adapters/embedded/spool-intake.ts';
import { temporaryFolder } from '../adapters/embedded/temporary-folder.ts';
import { MemoryIntake } from '../support/memory/intake.ts';
import { describeIntake } from './intake.suite.ts';

describeIntake('spool', async () => {
  const folder = temporaryFolder();
  return { intake: new SpoolIntake(folder), restart: async () => new SpoolIntake(folder), close: () => {} };
});

describeIntake('memory', async () => {
  const intake = new MemoryIntake();
  return { intake, restart: async () => intake, close: () => {} };
});
