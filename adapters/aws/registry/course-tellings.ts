import { retold, TOLD_MEMBERS, type ToldMembers } from '#core/ports/course-tellings.ts';
import type { CourseRecord, CourseTelling } from '#core/ports/registry.ts';
import { type Item, maybeNumber, number, text } from './attributes.ts';
import { concurrently } from './concurrently.ts';
import { membersOf, toRecord } from './courses.ts';
import { absent, equal, type Update } from './expressions.ts';
import { courseItemKey } from './keys.ts';
import type { Table } from './table.ts';

/**
 * What is told of a course stands in the course's own item, where `told` counts the writes: one that was planned on an older state is
 * refused, and planned anew.
 */
const COUNTER = 'told';

/** A course of which nothing new is told costs one read. */
export async function describeCourses(table: Table, tellings: readonly CourseTelling[]): Promise<readonly (CourseRecord | null)[]> {
  const byCourse = [...Map.groupBy(tellings, ({ courseKey }) => courseKey)];
  const known = await table.getAll(byCourse.map(([courseKey]) => courseItemKey(courseKey)));
  const courses = new Map<string, CourseRecord | null>();
  await concurrently([...byCourse.entries()], async ([i, [courseKey, own]]) => {
    courses.set(courseKey, await describeOne(table, courseKey, own, known[i] ?? null));
  });
  return tellings.map(({ courseKey }) => courses.get(courseKey) ?? null);
}

async function describeOne(
  table: Table,
  courseKey: string,
  tellings: readonly CourseTelling[],
  stored: Item | null,
): Promise<CourseRecord | null> {
  for (let item = stored; item !== null; item = await table.get(courseItemKey(courseKey))) {
    const known = membersOf(item);
    const now = tellings.reduce(retold, known);
    if (now === known) return toRecord(item);
    await table.write(telling(courseKey, now, maybeNumber(item, COUNTER)));
  }
  return null;
}

function telling(courseKey: string, members: ToldMembers, counted: number | null): Update {
  const set: Item = { [COUNTER]: number((counted ?? 0) + 1) };
  const remove: string[] = [];
  for (const member of TOLD_MEMBERS) {
    const told = members[member];
    if (told === undefined) continue;
    set[`${member}At`] = number(told.at);
    if (told.value === null) remove.push(member);
    else set[member] = typeof told.value === 'string' ? text(told.value) : number(told.value);
  }
  const unmoved = counted === null ? [absent(COUNTER)] : [equal(COUNTER, number(counted))];
  return { kind: 'update', key: courseItemKey(courseKey), set, remove, when: unmoved };
}
