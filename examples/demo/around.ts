import type { Course } from './courses.ts';
import type { Learner } from './people.ts';
import type { Dice } from './random.ts';
import { HOST, request, server, type TrackingEvent, type Visit } from './tracking-log.ts';

/** What happens around the visits of a learner: joining the course, settings, one's own profile page. */
export function* around(learner: Learner, course: Course, start: number, dice: Dice): Generator<TrackingEvent> {
  const page = `https://${HOST}/courses/${course.id}/about`;
  const here: Visit = { learner, course, session: dice.hex(32), page, now: start, micros: () => dice.whole(1, 999) };
  yield request(here, `/courses/${course.id}/about`);
  here.now += 4_000;
  const enrolment = { course_id: course.id, user_id: learner.userId, mode: 'honor' };
  yield server(here, 'edx.course.enrollment.activated', enrolment, '/change_enrollment');
  if (dice.chance(0.1)) {
    here.now += 60_000;
    const change = { setting: 'email', table: 'auth_user', user_id: learner.userId, truncated: [] };
    yield server(
      here,
      'edx.user.settings.changed',
      { ...change, old: `ancien.${learner.email}`, new: learner.email },
      '/api/user/v1/accounts',
    );
  }
  if (dice.chance(0.2)) {
    here.now += 30_000;
    yield request(here, `/u/${learner.username}`);
  }
}

/** Lines that every real log has, and that are no events: each is rejected or dropped under its own name, with its sentence. */
export function noise(learners: readonly Learner[], whole: readonly string[], dice: Dice): readonly Buffer[] {
  const texts = [
    ...Array.from({ length: 6 }, () => {
      const line = dice.pick(whole);
      return line.slice(0, Math.floor(line.length * 0.7));
    }),
    'Traceback (most recent call last):',
    `  File "/openedx/lms/views.py", line 52, in login: ${dice.pick(learners).email}`,
    '[]',
    '',
    '',
    ...[Date.UTC(1969, 11, 31), Date.UTC(2099, 0, 1)].map((time) => {
      const parsed = JSON.parse(dice.pick(whole)) as Record<string, unknown>;
      return JSON.stringify({ ...parsed, time: new Date(time).toISOString() });
    }),
  ];
  // Written by a program that knows no UTF-8.
  const latin = Buffer.from(`{"username": "${dice.pick(learners).familyName}", "event_type": "play_video"}`, 'latin1');
  return [...texts.map((text) => Buffer.from(text)), latin];
}
