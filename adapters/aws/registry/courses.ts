import { Fault } from '#core/errors.ts';
import { TOLD_MEMBERS, type ToldMembers, toldOf } from '#core/ports/course-tellings.ts';
import type { CourseClaim, CourseRecord } from '#core/ports/registry.ts';
import { type Item, maybeNumber, maybeText, number, numberOf, text, textOf } from './attributes.ts';
import { chunks } from './concurrently.ts';
import { absent, type Put } from './expressions.ts';
import { COURSES, courseItemKey, slugKey } from './keys.ts';
import { type Table, TRANSACTION } from './table.ts';

/** Course and slug, in one transaction. */
const ITEMS = 2;

/** New courses are claimed together; each is as whoever claimed it first said. */
export async function claimCourses(table: Table, claims: readonly CourseClaim[]): Promise<readonly CourseClaim[]> {
  for (;;) {
    const known = await table.getAll(claims.map(({ courseKey }) => courseItemKey(courseKey)));
    if (known.every((item) => item !== null)) return known.map(toClaim);
    const open = new Map(claims.filter((_, i) => known[i] === null).map((claim) => [claim.courseKey, claim]));
    await refuseTaken(table, [...open.values()]);
    for (const chunk of chunks([...open.values()], TRANSACTION / ITEMS)) {
      // False: somebody else claimed one of them at this moment; then look again.
      if (!(await table.transact(chunk.flatMap(claiming)))) break;
    }
  }
}

async function refuseTaken(table: Table, claims: readonly CourseClaim[]): Promise<void> {
  const owners = await table.getAll(claims.map(({ slug }) => slugKey(slug)));
  const taken = owners.some((owner, i) => owner !== null && textOf(owner, 'courseKey') !== claims[i]?.courseKey);
  if (taken || new Set(claims.map(({ slug }) => slug)).size < claims.length) throw new Fault('slug_taken');
}

function claiming({ courseKey, slug, source, courseId, keyVersion }: CourseClaim): Put[] {
  const item: Item = { slug: text(slug), source: text(source), courseId: text(courseId), keyVersion: number(keyVersion) };
  return [
    { kind: 'put', key: courseItemKey(courseKey), item, when: [absent('pk')] },
    { kind: 'put', key: slugKey(slug), item: { courseKey: text(courseKey) }, when: [absent('pk')] },
  ];
}

export async function allCourses(table: Table): Promise<readonly CourseRecord[]> {
  return (await table.query(COURSES)).map(toRecord);
}

function toClaim(item: Item | null): CourseClaim {
  if (item === null) throw new RangeError('Every course is there.');
  return {
    courseKey: textOf(item, 'sk'),
    slug: textOf(item, 'slug'),
    source: textOf(item, 'source'),
    courseId: textOf(item, 'courseId'),
    keyVersion: numberOf(item, 'keyVersion'),
  };
}

export function toRecord(item: Item): CourseRecord {
  return { ...toClaim(item), ...toldOf(membersOf(item)) };
}

/** Each member is an attribute, and beside it (`titleAt`) stands when it was told. */
export function membersOf(item: Item): ToldMembers {
  const told = TOLD_MEMBERS.flatMap((member) => {
    const at = maybeNumber(item, `${member}At`);
    return at === null ? [] : [[member, { value: maybeText(item, member) ?? maybeNumber(item, member), at }]];
  });
  return Object.fromEntries(told);
}
