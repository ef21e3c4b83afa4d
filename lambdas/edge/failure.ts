import { faultCode } from '#core/errors.ts';
import type { Log } from '#core/log.ts';
import { NotSetUp } from '../environment.ts';

/** The code of whatever was thrown: all of it that may be written anywhere. What is not set up is told to the log, by the settings' names. */
export function codeOf(error: unknown, log: Log): string {
  if (!(error instanceof NotSetUp)) return faultCode(error);
  log.error('function.not_set_up', { settings: error.settings });
  return 'not_set_up';
}

/** What leaves a function in place of what was thrown: the words of foreign code may quote data, and Lambda writes them to the log. */
export class Failed extends Error {
  constructor(code: string) {
    super(code);
    this.name = 'Failed';
    // The stack is of no use without the error that it belongs to, and Lambda would log it.
    this.stack = `Failed: ${code}`;
  }
}
