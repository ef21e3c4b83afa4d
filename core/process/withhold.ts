import type { AliasRecord, Mark, Registry } from '#core/ports/registry.ts';
import type { AliasToken } from '#core/pseudonymise/pseudonym.ts';
import { forbidden } from '#core/pseudonymise/resolve.ts';
import type { Pending } from './read-group.ts';

export interface Withheld {
  readonly allowed: readonly Pending[];
  readonly withheld: readonly Pending[];
  /** Names of a forgotten person that somebody else bears now. */
  readonly conflicts: number;
  /** Who the names were when they were looked up. */
  readonly records: ReadonlyMap<AliasToken, AliasRecord>;
}

/**
 * Parts the events against which a right stands from the others. An event from before a mark that names the marked person by another
 * name too shows that this was her name as well: then the mark stands against it from now on.
 */
export async function withholdMarked(pending: readonly Pending[], registry: Registry): Promise<Withheld> {
  const aliases = new Set(pending.flatMap(({ person }) => person?.links.map((link) => link.alias) ?? []));
  const records = await registry.lookup([...aliases]);
  const marks = new Map<AliasToken, Mark>();
  for (const [alias, { mark }] of records) if (mark !== null) marks.set(alias, mark);
  const { extended, conflicts } = extendMarks(pending, marks, records);
  for (const [mark, names] of extended) await registry.extendMark(names, mark);
  const allowed: Pending[] = [];
  const withheld: Pending[] = [];
  for (const item of pending) {
    const against = (item.person?.links ?? []).map(({ alias }) => marks.get(alias)).filter((mark) => mark !== undefined);
    (forbidden(against, item.time, item.received) ? withheld : allowed).push(item);
  }
  return { allowed, withheld, conflicts, records };
}

/** Adds to `marks` what ties of old events say, as far as ties reach. @returns the names that became marked, by mark */
function extendMarks(pending: readonly Pending[], marks: Map<AliasToken, Mark>, records: ReadonlyMap<AliasToken, AliasRecord>) {
  const extended = new Map<Mark, AliasToken[]>();
  const borne = new Set<AliasToken>();
  for (let grown = marks.size > 0; grown; ) {
    grown = false;
    for (const { person, time } of pending) {
      const own = person?.links.map((link) => link.alias) ?? [];
      const mark = own.map((name) => marks.get(name)).find((found) => found !== undefined && time <= found.at);
      if (mark === undefined) continue;
      for (const name of own) {
        if (marks.has(name)) continue;
        if (records.get(name)?.learner != null) {
          borne.add(name);
          continue;
        }
        marks.set(name, mark);
        const reached = extended.get(mark) ?? [];
        reached.push(name);
        extended.set(mark, reached);
        grown = true;
      }
    }
  }
  return { extended, conflicts: borne.size };
}
