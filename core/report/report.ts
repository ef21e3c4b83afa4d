import { Fault } from '#core/errors.ts';
import { courseLiteral } from '#core/query/literal.ts';
import { eventsShown, learnersShown, number, records, told } from './cells.ts';
import type { Ask, Section } from './section.ts';
import { activity } from './sections/activity.ts';
import { engagement } from './sections/engagement.ts';
import { paths } from './sections/paths.ts';
import { quizzes } from './sections/quizzes.ts';
import { videos } from './sections/videos.ts';

/** What a report says of one course. */
export interface CourseReport {
  /** The course as its LMS names it. */
  readonly title: string;
  readonly about: readonly { readonly name: string; readonly value: string }[];
  readonly sections: readonly Section[];
  readonly version: string;
  /** UTC day. */
  readonly madeOn: string;
}

const SECTIONS = [activity, engagement, videos, quizzes, paths] as const;

/**
 * Asks everything that the report tells, section by section.
 *
 * @param course folder name
 * @param told after each section
 * @throws Fault `course_withheld` when there is no such course, or fewer than ten learners are in it; `question_refused`
 */
export async function courseReport(
  course: string,
  ask: Ask,
  made: Pick<CourseReport, 'version' | 'madeOn'>,
  done: (sections: number, of: number) => void = () => {},
): Promise<CourseReport> {
  const [known] = records(await ask(`SELECT * FROM courses WHERE course = ${courseLiteral(course)}`));
  if (known === undefined) throw new Fault('course_withheld');
  const sections: Section[] = [];
  for (const section of SECTIONS) {
    sections.push(await section(course, ask));
    done(sections.length, SECTIONS.length);
  }
  const id = known['course_id'];
  return {
    title: id === null ? 'Outside any course' : String(id),
    about: [
      { name: 'Learners', value: `about ${told(learnersShown(number(known['learners'])) ?? 0)}` },
      { name: 'Events', value: `about ${told(eventsShown(number(known['events']), number(known['learners'])) ?? 0)}` },
      ...period(sections),
      { name: 'Source', value: String(known['source']) },
    ],
    sections,
    ...made,
  };
}

/** From the first day with ten learners to the last: a day of its own may be one person's. */
function period([first]: readonly Section[]): CourseReport['about'] {
  const days = (first?.figures[0]?.data.rows ?? []).filter(([, learners]) => learners !== null).map(([day]) => String(day));
  const [from, to] = [days[0], days.at(-1)];
  return from === undefined || to === undefined ? [] : [{ name: 'Days', value: `${from} to ${to}` }];
}
