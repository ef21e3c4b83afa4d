import type { CourseOf } from './course.ts';
import { inner, type Statement } from './statement.ts';

const LOCKER = 'http://lrs.learninglocker.net/define/extensions/';

/** Who speaks, where its statements are to be read in its own way: told by what only that platform writes. */
export function platformOf(sent: Statement, course: CourseOf | null): 'openedx' | 'moodle' | null {
  if (isMoodle(sent)) return 'moodle';
  return course !== null && course.openedx !== null ? 'openedx' : null;
}

function isMoodle({ context, contextExtensions }: Statement): boolean {
  const { platform } = context;
  if (typeof platform === 'string' && platform.toLowerCase() === 'moodle') return true;
  if (`${LOCKER}moodle_logstore_standard_log` in contextExtensions) return true;
  return 'http://moodle.org' in inner(contextExtensions[`${LOCKER}info`]);
}
