import { type ExpiryDays, endingsOf, tooLate } from './endings.ts';
import { grantRules } from './grant-rules.ts';
import { groupOf, repeated, textsOf } from './look.ts';
import type { Complaint } from './mistake.ts';
import { expiries } from './schema.ts';

/**
 * What no single value can say. Looks at what was written, not at what the schema made of it: a mistake elsewhere must not hide these.
 *
 * @param today UTC day, YYYY-MM-DD; null: grants that have ended are not told
 */
export function rulesOf(value: unknown, today: string | null): Complaint[] {
  return [...expiryRules(value), ...sourceRules(value), ...grantRules(value, today)];
}

function expiryRules(value: unknown): Complaint[] {
  const written = groupOf(groupOf(value)['expiries']);
  // NaN for what is told already: no sum with it is too large.
  const days = (key: keyof ExpiryDays): number => expiries.shape[key].safeParse(written[key]).data ?? Number.NaN;
  const all = { intake: days('intake'), raw: days('raw'), results: days('results'), registry_backup: days('registry_backup') };
  return endingsOf(all).flatMap((ending) => {
    const message = tooLate(ending);
    const place = [ending, ...ending.parts].find(({ key }) => written[key] !== undefined)?.key ?? ending.key;
    return message === null ? [] : [{ path: ['expiries', place], message }];
  });
}

function sourceRules(value: unknown): Complaint[] {
  return repeated(textsOf(groupOf(value)['sources'], 'id')).map(({ index, first }) => ({
    path: ['sources', index, 'id'],
    message: `this id stands in sources[${first}] already; ids are given once`,
  }));
}
