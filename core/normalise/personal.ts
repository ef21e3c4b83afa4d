/**
 * Segments of a path or a URN after which a person stands, or that are one: course_id is read by everybody. ONE LIST for all dialects
 * whose senders choose their own course ids.
 */
const FOLLOWED = ['user', 'profile', 'member', 'learner', 'student', 'pupil', 'teacher', 'tutor', 'author', 'instructor', 'employee']
  .concat('person', 'account', 'portfolio')
  .join('|');
const ALONE = 'u|people|staff|home|by|my|me';
/** `users`, `student-554433`, `profile.php`, `~jdoe`. */
const PERSONAL = new RegExp(String.raw`(?:^|[/:])(?:(?:${FOLLOWED})s?(?:[-_.]?\d[^/:?]*|\.\w+)?|${ALONE}|~[^/:]*)(?=[/:?]|$)`, 'i');

/** `https://host/jane.doe`: two words and a dot between them, where the name of a person's page stands. */
const NAMED = /^https?:\/\/[^/]+\/\p{L}[\p{L}_-]*\.\p{L}[\p{L}\p{N}_-]*\/?(?:\?|$)/iu;

/** Whether an id that may become a course's leads to a person. */
export function leadsToPerson(id: string): boolean {
  return PERSONAL.test(id) || NAMED.test(id);
}
