import type { Mark, MarkKind } from '#core/ports/registry.ts';
import { type Item, maybeNumber, number } from './attributes.ts';

const KINDS: readonly MarkKind[] = ['erase', 'deidentify', 'object', 'restrict'];
/** Stand until somebody lifts them, whatever came later. */
const STANDING: ReadonlySet<MarkKind> = new Set(['object', 'restrict']);

const at = (kind: MarkKind): string => `${kind}_at`;
const ends = (kind: MarkKind): string => `${kind}_ends`;

/** One mark for each kind, as attributes of the item that it stands on. */
export function marksOf(item: Item): readonly Mark[] {
  return KINDS.flatMap((kind) => {
    const time = maybeNumber(item, at(kind));
    return time === null ? [] : [{ kind, at: time, expiresAt: maybeNumber(item, ends(kind)) ?? time }];
  });
}

/** Of several marks the one that matters most: a standing objection or restriction, else the newest. */
export function strongest(marks: readonly Mark[]): Mark | null {
  const order = (mark: Mark): number => (STANDING.has(mark.kind) ? Number.POSITIVE_INFINITY : 0);
  const [first = null] = marks.toSorted((a, b) => order(b) - order(a) || b.at - a.at || (a.kind < b.kind ? -1 : 1));
  return first;
}

/** The attributes that these marks add to what the item has: later times win, and nothing is taken away. */
export function markedWith(item: Item, marks: readonly Mark[]): Item {
  const set: Item = {};
  for (const { kind, at: time, expiresAt } of marks) {
    set[at(kind)] = number(Math.max(time, maybeNumber(item, at(kind)) ?? 0, Number(set[at(kind)]?.N ?? 0)));
    set[ends(kind)] = number(Math.max(expiresAt, maybeNumber(item, ends(kind)) ?? 0, Number(set[ends(kind)]?.N ?? 0)));
  }
  return set;
}
