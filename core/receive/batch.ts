import { Fault } from '#core/errors.ts';
import { RULES, type RulesName } from '#core/normalise/rules.ts';

/** One POST, or one cut of a bulk file: the unit that is stored, counted and receipted. */
export interface Batch {
  /** token("b1", subkey("batch", source), content digest 0x00 ordinal): the same content is the same batch. */
  readonly id: string;
  readonly source: string;
  /** The dialect that the sender named; null = tell it line by line. */
  readonly dialect: string | null;
  /** The specification whose rules each line must keep; none = null. One that is not known, of a newer version, makes the batch unreadable. */
  readonly rules?: RulesName | null;
  /** First receipt, ms since the epoch. */
  readonly received: number;
  /** One item a line, as sent, without line ends. */
  readonly lines: readonly string[];
  /**
   * Occurrence number among equals in what the sender sent, by line index; absent = 0.
   * Only for events whose clock is coarser than a millisecond (design: event identity).
   */
  readonly occurrences: ReadonlyMap<number, number>;
}

const HEADER_VERSION = 1;
const NEWLINE = 0x0a;

interface Header {
  readonly v: number;
  readonly id: string;
  readonly source: string;
  readonly dialect: string | null;
  /** Missing in batches of before there were rules. */
  readonly rules?: RulesName;
  readonly received: number;
  readonly lines: number;
  readonly occurrences: readonly (readonly [number, number])[];
}

/** A header line of JSON, then the lines as they came, each ended by a line feed. Encoded batches can be written one after the other. */
export function encodeBatch(batch: Batch): Uint8Array {
  const header: Header = {
    v: HEADER_VERSION,
    id: batch.id,
    source: batch.source,
    dialect: batch.dialect,
    ...(batch.rules == null ? {} : { rules: batch.rules }),
    received: batch.received,
    lines: batch.lines.length,
    occurrences: [...batch.occurrences],
  };
  const body = batch.lines.length === 0 ? '' : `${batch.lines.join('\n')}\n`;
  return Buffer.from(`${JSON.stringify(header)}\n${body}`, 'utf8');
}

/** Every batch in the bytes, in order. @throws Fault `batch_unreadable` */
export function decodeBatches(bytes: Uint8Array): Batch[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const batches: Batch[] = [];
  let at = 0;
  const nextLine = (): string => {
    const end = buffer.indexOf(NEWLINE, at);
    if (end < 0) throw new Fault('batch_unreadable');
    const line = buffer.toString('utf8', at, end);
    at = end + 1;
    return line;
  };
  while (at < buffer.length) {
    const header = parseHeader(nextLine());
    const lines: string[] = [];
    for (let i = 0; i < header.lines; i++) lines.push(nextLine());
    batches.push({
      id: header.id,
      source: header.source,
      dialect: header.dialect,
      ...(header.rules === undefined ? {} : { rules: header.rules }),
      received: header.received,
      lines,
      occurrences: new Map(header.occurrences.map(([index, n]) => [index, n])),
    });
  }
  return batches;
}

function parseHeader(line: string): Header {
  let header: Header | null;
  try {
    header = JSON.parse(line) as Header | null;
  } catch {
    // The parser's own message quotes its input, so it is not kept as the cause.
    throw new Fault('batch_unreadable');
  }
  if (header?.v !== HEADER_VERSION) throw new Fault('batch_unreadable', 'unknown header version');
  const whole =
    typeof header.id === 'string' &&
    typeof header.source === 'string' &&
    (header.dialect === null || typeof header.dialect === 'string') &&
    (header.rules === undefined || RULES.has(header.rules)) &&
    Number.isSafeInteger(header.received) &&
    Number.isSafeInteger(header.lines) &&
    Array.isArray(header.occurrences);
  if (!whole) throw new Fault('batch_unreadable', 'incomplete header');
  return header;
}
