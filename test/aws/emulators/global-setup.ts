import type { TestProject } from 'vitest/node';
import { type Emulators, startEmulators } from './start.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    emulators: Emulators;
  }
}

/** One pair of emulators for the whole run; each test makes stores of its own in them. */
export default async function setup(project: TestProject): Promise<() => void> {
  const { moto, dynamo, stop } = await startEmulators();
  project.provide('emulators', { moto, dynamo });
  return stop;
}
