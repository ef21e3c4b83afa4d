import type { LearnerRecord } from '#core/ports/registry.ts';
import { type CourseKey, courseKey } from './course.ts';
import type { KeyRing } from './keys.ts';
import { type LearnerToken, type SessionToken, type TokenKey, token } from './pseudonym.ts';

/** The keys under which everything in one course is named. */
export interface CourseKeys {
  readonly courseKey: CourseKey;
  readonly learner: TokenKey;
  readonly session: TokenKey;
  readonly object: TokenKey;
}

/** A learner as she is known in one course. */
export interface LearnerInCourse {
  readonly record: LearnerRecord;
  readonly token: LearnerToken;
  session(id: string): SessionToken;
}

/** @param version pinned at the course's creation */
export async function courseKeys(ring: KeyRing, source: string, course: string, version: number): Promise<CourseKeys> {
  const key = courseKey(source, course);
  return {
    courseKey: key,
    learner: await ring.subkey('learner', key, version),
    session: await ring.subkey('session', key, version),
    object: await ring.subkey('object', key, version),
  };
}

/** token("p1", subkey("learner", course key), salt) */
export function learnerToken(key: TokenKey, salt: Uint8Array): LearnerToken {
  return token('p', key, salt);
}

/** Names one learner and her sessions; sessions are remembered, since each has many events. */
export function learnerInCourse(keys: CourseKeys, record: LearnerRecord, salt: Uint8Array): LearnerInCourse {
  const sessions = new Map<string, SessionToken>();
  return {
    record,
    token: learnerToken(keys.learner, salt),
    session(id) {
      const known = sessions.get(id);
      if (known !== undefined) return known;
      const made = token('s', keys.session, Buffer.concat([salt, Buffer.from(`\0${id}`, 'utf8')]));
      sessions.set(id, made);
      return made;
    },
  };
}
