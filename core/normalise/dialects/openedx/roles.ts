import type { Role } from '../../learning-event.ts';
import { member, type Reader } from './event-type.ts';

// Course roles, then forum roles. A "Student" in the forum is what everybody is who has no other role.
const INSTRUCTOR = new Set(['instructor']);
const STAFF = new Set(['staff', 'limited_staff', 'data_researcher', 'Administrator', 'Moderator', 'Group Moderator', 'Community TA']);

/** The acting person's role from lists of course and forum roles: the strongest; learner where there is only Student. */
export function rolesIn(...paths: string[]): Reader<Role> {
  return {
    uses: paths,
    read: ({ fields }) => {
      let learner = false;
      let staff = false;
      for (const path of paths) {
        const names = member(fields, [path]);
        if (!Array.isArray(names)) continue;
        for (const name of names) {
          if (INSTRUCTOR.has(name)) return 'instructor';
          if (STAFF.has(name)) staff = true;
          else if (name === 'Student') learner = true;
        }
      }
      return staff ? 'staff' : learner ? 'learner' : null;
    },
  };
}
