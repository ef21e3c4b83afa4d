import type { JsonObject } from '../../dialect.ts';
import type { Role } from '../../learning-event.ts';
import { member } from './sent.ts';

/** Roles of LIS, as terms and as the IRIs of 1.0. Mentors are parents and tutors: no learners. `Member` and `Guest` tell nothing. */
const ROLES: ReadonlyMap<string, Role> = new Map([
  ['Learner', 'learner'],
  ['Instructor', 'instructor'],
  ['TeachingAssistant', 'staff'],
  ['Administrator', 'staff'],
  ['ContentDeveloper', 'staff'],
  ['Manager', 'staff'],
  ['Mentor', 'staff'],
  ['Officer', 'staff'],
]);
const STRENGTH: readonly Role[] = ['instructor', 'staff', 'learner'];
const PREFIX = /^https?:\/\/purl\.imsglobal\.org\/vocab\/lis\/v2\/(?:institution\/)?(?:person|membership)[#/]/;

/** The acting person's role in the course, the strongest of several; null where none is told. */
export function roleOf(event: JsonObject): Role | null {
  const roles = member(event['membership'], ['roles']);
  const found = new Set((Array.isArray(roles) ? roles : [roles]).map(roleIn));
  return STRENGTH.find((role) => found.has(role)) ?? null;
}

/** `Instructor#TeachingAssistant` is an assistant; of other sub-roles the main one counts. */
function roleIn(text: unknown): Role | null {
  if (typeof text !== 'string') return null;
  const parts = text.replace(PREFIX, '').split('#');
  return ROLES.get(parts.at(-1) ?? '') ?? ROLES.get(parts[0] ?? '') ?? null;
}
