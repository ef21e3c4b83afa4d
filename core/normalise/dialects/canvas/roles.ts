import type { Role } from '../../learning-event.ts';

/** Enrolment types (`context_role`, `role`, `type`). Observers are parents and mentors: no learners, so their rows are withheld like staff's. */
const ROLES: ReadonlyMap<string, Role> = new Map([
  ['StudentEnrollment', 'learner'],
  ['StudentViewEnrollment', 'staff'],
  ['TeacherEnrollment', 'instructor'],
  ['TaEnrollment', 'staff'],
  ['DesignerEnrollment', 'staff'],
  ['ObserverEnrollment', 'staff'],
  ['AccountAdmin', 'staff'],
  ['AccountUser', 'staff'],
  ['AccountMembership', 'staff'],
]);

/** null where the enrolment type tells no role. */
export function canvasRole(type: unknown): Role | null {
  return typeof type === 'string' ? (ROLES.get(type) ?? null) : null;
}
