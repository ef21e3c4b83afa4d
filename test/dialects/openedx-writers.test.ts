import { describe, expect, it } from 'vitest';
import { openedx } from '#core/normalise/dialects/openedx/openedx.ts';
import type { LearningEvent } from '#core/normalise/learning-event.ts';
import catalogue from './openedx-catalogue.json' with { type: 'json' };

// The platform takes an event of any type and content from any page: only `event_source` says that it came from there.

const COURSE = 'course-v1:UnivArmor+BIO101+2025_A';
const BLOCK = `block-v1:UnivArmor+BIO101+2025_A+type@problem+block@0123456789abcdef0123456789abcdef`;

const CLAIMS = {
  user_id: 8113,
  username: 'victime',
  student: 'victime',
  attempt_user_id: 8113,
  instructor_id: 8113,
  problem_id: BLOCK,
  block_id: BLOCK,
  problem: BLOCK,
  id: 'fil-1',
  course_id: 'course-v1:Autre+CANARI+2025',
  grade: 1,
  max_grade: 1,
  success: 'correct',
  completion: 1,
  percent: 1,
  weighted_earned: 1,
  weighted_possible: 1,
  new_weighted_earned: 1,
  new_weighted_possible: 1,
  attempts: 3,
  body: 'bonjour',
  user_forums_roles: ['Administrator'],
  certificate_id: 'c'.repeat(32),
  team_id: 'equipe',
};

/** What a learner's page sends to /event, as the platform writes it down: her own account around, her own text inside. */
function claimed(type: string, source: string, shape: 'log' | 'emission', payload: object = CLAIMS): LearningEvent {
  const envelope = { session: 'a'.repeat(32), page: `https://cours.exemple.fr/courses/${COURSE}/progress` };
  const context = { user_id: 4217, course_id: COURSE, path: '/event' };
  const item =
    shape === 'log'
      ? { ...envelope, name: type, event_type: type, event_source: source, username: 'zlefevre', context, event: JSON.stringify(payload) }
      : { name: type, data: payload, context: { ...envelope, ...context, event_source: source, username: 'zlefevre' } };
  const outcome = openedx.normalise(item, () => {});
  if (outcome.kind !== 'event') throw new Error(outcome.kind);
  return outcome.event;
}

const HERSELF = [
  { kind: 'user_id', value: '4217' },
  { kind: 'username', value: 'zlefevre' },
];
const NOTHING = { category: 'other', action: 'other', person: HERSELF, role: null, object: null, parent: null, facts: {}, course: COURSE };

const named = (source: string) => catalogue.filter((group) => group.source === source).flatMap(({ names }) => names);
/** The catalogue calls them the server's; the first arrives from the app, the others are written by pages of some releases. */
const ALSO_CLIENTS = ['edx.forum.thread.viewed', 'edx.bookmark.listed', 'edx.certificate.shared'];

describe.each(['browser', 'mobile', 'page', 'Server'])('what %s claims', (source) => {
  it.each(named('server').filter((name) => !ALSO_CLIENTS.includes(name)))('%s is the server’s to tell', (name) => {
    for (const shape of ['log', 'emission'] as const) expect(claimed(name, source, shape)).toMatchObject(NOTHING);
  });

  it.each(catalogue.flatMap(({ names }) => names))('%s is about nobody else', (name) => {
    for (const shape of ['log', 'emission'] as const) expect(claimed(name, source, shape).person).toEqual(HERSELF);
  });

  it.each(['/courses/course-v1:A+B+C/progress', '/event', `/courses/${COURSE}/instructor`, '/static/a.js'])('%s is no request', (path) => {
    expect(claimed(path, source, 'log', { GET: {}, POST: {} })).toMatchObject({ ...NOTHING, page: `/courses/${COURSE}/progress` });
  });
});

describe('what a page or an app may tell', () => {
  const believed: readonly (readonly [name: string, source: string])[] = [
    ...named('browser').map((name) => [name, 'browser'] as const),
    ...named('mobile').map((name) => [name, 'mobile'] as const),
    ...named('both').map((name) => [name, 'browser'] as const),
    ['play_video', 'mobile'],
    ['edx.video.closed_captions.shown', 'mobile'],
    ['edx.forum.thread.viewed', 'mobile'],
    ['edx.bookmark.listed', 'browser'],
    ['edx.certificate.shared', 'browser'],
  ];

  it.each(believed)('%s from %s keeps its meaning', (name, source) => {
    expect(claimed(name, source, 'log').category === 'other').toBe(OTHERS.has(name));
  });

  it('is never that a problem was answered', () => {
    for (const source of ['browser', 'mobile'])
      for (const shape of ['log', 'emission'] as const)
        expect(claimed('problem_check', source, shape)).toMatchObject({ action: source === 'browser' ? 'clicked' : 'other', facts: {} });
  });
});

/** Settings of the app and its connection: no act of learning. */
const OTHERS = new Set(
  ['app.connection.cell', 'app.connection.speed', 'app.whats_new.close', 'app.whats_new.done', 'app.settings.sdcard.toggle.on']
    .concat('app.settings.sdcard.toggle.off')
    .map((name) => `edx.bi.${name}`),
);

describe('an event without a source', () => {
  const bare = (type: string, event: unknown) =>
    openedx.normalise(
      { name: type, [typeof event === 'string' ? 'event' : 'data']: event, context: { user_id: 4217, course_id: COURSE } },
      () => {},
    );

  it('is the server’s, who emits it so', () => {
    expect(bare('edx.grades.problem.submitted', { user_id: 8113 })).toMatchObject({
      event: { action: 'graded', person: [{ kind: 'user_id', value: '8113' }] },
    });
    expect(bare('problem_check', CLAIMS)).toMatchObject({ event: { action: 'answered', facts: { success: true } } });
  });

  it('is a page’s where its payload is a form', () => {
    for (const form of ['input_a_2_1=choice_1', '', 'choice_1'])
      expect(bare('problem_check', form)).toMatchObject({ event: { action: 'clicked', facts: {} } });
    expect(bare('edx.course.grade.now_passed', 'user_id=8113')).toMatchObject({ event: { action: 'other', facts: {} } });
  });
});
