import type { Person } from '../../learning-event.ts';
import { personOf } from './person.ts';
import { member, type Path, type Sent } from './sent.ts';

/** Where an event names the learner whom it is about, best place first; and who it is about where none of them names anybody. */
export interface About {
  readonly paths: readonly Path[];
  readonly otherwise: 'acting' | 'nobody';
}

export interface Concerned {
  readonly person: Person | null;
  /** The acting person and the concerned one are the same: session, browser and role are hers. */
  readonly acting: boolean;
}

/** Whom the row is about. The ids of one person object tie and nothing else: a grader never becomes one with a learner. */
export function concerned({ paths, otherwise }: About, sent: Sent): Concerned | 'invalid' {
  const acting = personOf(sent.event['actor'], sent);
  if (acting === 'invalid') return 'invalid';
  for (const path of paths) {
    const named = personOf(member(sent.event, path), sent);
    if (named === 'invalid') return 'invalid';
    if (named === null) continue;
    return sharesName(named, acting) ? { person: acting, acting: true } : { person: named, acting: false };
  }
  return otherwise === 'acting' ? { person: acting, acting: true } : { person: null, acting: false };
}

function sharesName(one: Person, other: Person | null): boolean {
  return other?.some((a) => one.some((b) => a.kind === b.kind && a.value === b.value)) ?? false;
}
