import { SpoolIntake } from '#adapters/embedded/spool-intake.ts';
import { temporaryFolder } from '../adapters/embedded/temporary-folder.ts';
import { MemoryIntake } from '../support/memory/intake.ts';
import { describeIntake, describeOrderedIntake, type IntakeUnderTest } from './intake.suite.ts';

const spool = async (): Promise<IntakeUnderTest> => {
  const folder = temporaryFolder();
  return { intake: new SpoolIntake(folder), restart: async () => new SpoolIntake(folder), close: () => {} };
};

const memory = async (): Promise<IntakeUnderTest> => {
  const intake = new MemoryIntake();
  return { intake, restart: async () => intake, close: () => {} };
};

for (const describeOne of [describeIntake, describeOrderedIntake]) {
  describeOne('spool', spool);
  describeOne('memory', memory);
}
