import type { TestProject } from 'vitest/node';
import { startEmulators } from '../../aws/emulators/start.ts';
import { startTrino } from './start.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of Trino. */
    trino: string;
  }
}

/** The emulators of AWS, and Trino over their Glue and S3, for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { moto, dynamo, stop } = await startEmulators();
  try {
    const { trino, stop: stopTrino } = await startTrino(moto);
    project.provide('emulators', { moto, dynamo });
    project.provide('trino', trino);
    return async () => {
      await stopTrino();
      stop();
    };
  } catch (error) {
    stop();
    throw error;
  }
}
