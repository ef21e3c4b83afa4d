import { isObject } from '#core/normalise/dialects/openedx/envelope.ts';
import { parsed } from './json-text.ts';

/**
 * Members that log shippers put around a line of a file: Vector (`message`), Fluent Bit and Docker (`log`), and what they say of it beside.
 * https://docs.fluentbit.io/manual/pipeline/outputs/http, https://vector.dev/docs/reference/configuration/sinks/http,
 * https://docs.docker.com/engine/logging/drivers/json-file
 */
const AROUND: ReadonlySet<string> = new Set(
  'log message date time timestamp @timestamp @version stream host hostname file source_type tag path attrs kubernetes'.split(' '),
);
/** Told without parsing, for every line of every log passes here: which member comes first. */
const FIRST = new RegExp(`^\\s*\\{\\s*"(?:${[...AROUND].join('|')})"`);

/** What they say of a container nests no deeper. */
const DEEPEST = 8;

/** The line inside a shipper's record; a line that is none stays as it is. */
export function unshipped(line: string): string {
  const record = FIRST.test(line) ? parsed(line, DEEPEST) : undefined;
  if (!isObject(record) || !Object.keys(record).every((key) => AROUND.has(key))) return line;
  const { log, message } = record;
  const text = typeof log === 'string' ? log : typeof message === 'string' ? message : null;
  // Half a surrogate pair does not outlive the way to the disk: read as it will be read again, or receive and process would disagree.
  const inner = text?.trim().toWellFormed() ?? '';
  return inner === '' || /[\r\n]/.test(inner) ? line : inner;
}
