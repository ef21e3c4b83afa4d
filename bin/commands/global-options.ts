import type { Command } from 'commander';

/** Options that every command takes. */
export interface GlobalOptions {
  readonly data: string;
  readonly json?: boolean;
}

/** A command's own options and the ones that every command takes. */
export function optionsOf<T>(command: Command): T & GlobalOptions {
  return command.optsWithGlobals();
}
