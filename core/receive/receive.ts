import { hash } from 'node:crypto';
import type { EventIdentity } from '#core/normalise/learning-event.ts';
import { normaliseLine } from '#core/normalise/normalise.ts';
import { explain, type Rejection, type RejectionCode } from '#core/normalise/rejection.ts';
import type { RulesName } from '#core/normalise/rules.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Intake } from '#core/ports/intake.ts';
import type { SourceRecord } from '#core/ports/registry.ts';
import type { KeyRing } from '#core/pseudonymise/keys.ts';
import { type BatchToken, token } from '#core/pseudonymise/pseudonym.ts';
import type { Batch } from './batch.ts';
import { Occurrences } from './occurrences.ts';

export interface ReceiveDeps {
  readonly intake: Pick<Intake, 'submit'>;
  readonly keys: KeyRing;
  readonly clock: Clock;
}

/** What one source sent in one go. */
export interface Sending {
  readonly source: SourceRecord;
  /** As named by the sender; null = told line by line. */
  readonly dialect: string | null;
  /** The specification whose rules each item must keep, besides being read; null = none. */
  readonly rules?: RulesName | null;
  /** One item a line. */
  readonly lines: readonly string[];
  /** Told of every event that a line gives, for who answers with ids. @param occurrence of equals, from 0 */
  readonly told?: (index: number, identity: EventIdentity, occurrence: number) => void;
}

interface Fault {
  /** From 0, in the order sent. */
  readonly index: number;
  readonly code: RejectionCode;
  readonly message: string;
}

export interface Received {
  /** null: nothing was sent, or a strict source's sending was refused as a whole. */
  readonly batch: BatchToken | null;
  readonly accepted: number;
  readonly rejected: readonly Fault[];
}

/**
 * Validates every item and makes the batch durable; resolves only after the intake has it.
 * A strict source's sending with a fault in it is stored nowhere; a lenient one's is stored whole,
 * faulty items included, so that a later version can read what this one could not.
 */
export async function receive(sending: Sending, deps: ReceiveDeps): Promise<Received> {
  if (sending.lines.length === 0) return { batch: null, accepted: 0, rejected: [] };
  const received = deps.clock.now();
  const { rejected, occurrences } = examine(sending, received, new Occurrences());
  if (sending.source.policy === 'strict' && rejected.length > 0) return { batch: null, accepted: 0, rejected };
  const id = await batchId(sending, contentDigest(sending.lines), 0, deps.keys);
  const { source, dialect, rules = null, lines } = sending;
  await deps.intake.submit({ id, source: source.id, dialect, ...(rules === null ? {} : { rules }), received, lines, occurrences });
  return { batch: id, accepted: sending.lines.length - rejected.length, rejected };
}

export interface Examined {
  readonly rejected: readonly Fault[];
  readonly occurrences: Batch['occurrences'];
}

/** Each item's fault, and which of equal events each one is. @param counter of the whole sending */
export function examine(sending: Sending, received: number, counter: Occurrences): Examined {
  const rejected: Fault[] = [];
  const occurrences = new Map<number, number>();
  for (const [index, line] of sending.lines.entries()) {
    const { outcome } = normaliseLine(line, sending.dialect, received, ignore, sending.rules);
    if (outcome.kind === 'rejection') rejected.push(faultOf(index, outcome));
    else if (outcome.kind === 'event') {
      const occurrence = counter.next(outcome.event.identity);
      if (occurrence > 0) occurrences.set(index, occurrence);
      sending.told?.(index, outcome.event.identity, occurrence);
    }
  }
  return { rejected, occurrences };
}

/** Keyed, because a plain digest of a short sending would let a guess at its content be confirmed. */
export async function batchId(
  { source, dialect, rules = null }: Pick<Sending, 'source' | 'dialect' | 'rules'>,
  digest: string,
  ordinal: number,
  keys: KeyRing,
): Promise<BatchToken> {
  const key = await keys.subkey('batch', source.id, source.keyVersion);
  // The same lines under another dialect's name, or under other rules, are another sending: they may be read otherwise.
  return token('b', key, `${digest}\0${ordinal}\0${dialect ?? ''}${rules === null ? '' : `\0${rules}`}`);
}

function contentDigest(lines: readonly string[]): string {
  return hash('sha256', lines.join('\n'), 'hex');
}

function faultOf(index: number, rejected: Rejection): Fault {
  return { index, code: rejected.code, message: explain(rejected) };
}

function ignore(): void {}
