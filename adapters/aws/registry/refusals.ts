import type { Refusals } from '#core/ports/registry.ts';
import { number, numberOf, textOf } from './attributes.ts';
import { REFUSALS, refusalsKey, sourceKey } from './keys.ts';
import type { Table } from './table.ts';

/** Days for which refused requests are counted. */
const KEPT_DAYS = 30;
const MS_PER_DAY = 86_400_000;
/** Where a source's id would stand: no id is empty. */
const NOBODY = '';

export async function noteRefusals(table: Table, day: string, source: string | null, count: number): Promise<void> {
  const known = source !== null && (await table.get(sourceKey(source))) !== null;
  const ttl = number((Date.parse(day) + KEPT_DAYS * MS_PER_DAY) / 1000);
  await table.write({ kind: 'update', key: refusalsKey(day, known ? source : NOBODY), set: { ttl }, add: { count: number(count) } });
}

export async function refusals(table: Table, sinceDay: string): Promise<readonly Refusals[]> {
  const counters = (await table.query(REFUSALS)).map((item) => {
    const [day = '', source = NOBODY] = textOf(item, 'sk').split('#');
    return { day, source: source === NOBODY ? null : source, count: numberOf(item, 'count') };
  });
  return counters.filter(({ day }) => day >= sinceDay);
}
