import type { CourseTelling, CourseTold } from './registry.ts';

type Member = keyof CourseTold;

/** One member of what is told of a course, and when that was told. */
interface ToldMember {
  readonly value: CourseTold[Member];
  readonly at: number;
}

/** What is told of a course, as a registry keeps it; a member of which nobody told is missing. */
export type ToldMembers = Readonly<Partial<Record<Member, ToldMember>>>;

export const TOLD_MEMBERS = ['title', 'opens', 'closes', 'deleted'] as const satisfies readonly Member[];

/** The same with a telling added: whatever the order in which tellings come, the end is one. The same object when it says nothing new. */
export function retold(known: ToldMembers, telling: CourseTelling): ToldMembers {
  const { at } = telling;
  const newer = TOLD_MEMBERS.flatMap((member) => {
    const value = telling[member];
    return value !== undefined && wins({ value, at }, known[member]) ? [[member, { value, at }] as const] : [];
  });
  return newer.length === 0 ? known : { ...known, ...Object.fromEntries(newer) };
}

/** Of two that were told at one moment the greater wins, and anything wins over what was taken back: it only has to be the same one always. */
function wins(one: ToldMember, other: ToldMember | undefined): boolean {
  if (other === undefined || one.at !== other.at) return other === undefined || one.at > other.at;
  if (one.value === null || other.value === null) return one.value !== null && other.value === null;
  return one.value > other.value;
}

export function toldOf(members: ToldMembers): CourseTold {
  const value = <M extends Member>(member: M) => (members[member]?.value ?? null) as CourseTold[M];
  return { title: value('title'), opens: value('opens'), closes: value('closes'), deleted: value('deleted') };
}
