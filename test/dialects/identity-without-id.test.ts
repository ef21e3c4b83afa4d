import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/normalise/dialect.ts';
import { caliper } from '#core/normalise/dialects/caliper/caliper.ts';
import { canvas } from '#core/normalise/dialects/canvas/canvas.ts';
import type { LearningEvent } from '#core/normalise/learning-event.ts';

// Two acts that give two rows are two events, also where the sender gives no id: else one of them is lost.

const given = (name: string) =>
  (JSON.parse(readFileSync(new URL(`${name}.in.json`, import.meta.url), 'utf8')) as { item: JsonObject }).item;

function eventOf(item: JsonObject): LearningEvent {
  const outcome = (item['metadata'] === undefined ? caliper : canvas).normalise(item, () => {});
  if (outcome.kind !== 'event') throw new Error(`no event: ${JSON.stringify(outcome)}`);
  return outcome.event;
}
const identities = (items: readonly JsonObject[]) => new Set(items.map((item) => eventOf(item).identity.value)).size;

const USER = (id: number) => `https://moodle.univ-armor.fr/user/view.php?id=${id}`;
const old = (type: string, action: string, more: JsonObject): JsonObject => ({
  '@context': 'http://purl.imsglobal.org/ctx/caliper/v1/Context',
  '@type': `http://purl.imsglobal.org/caliper/v1/${type}`,
  action: `http://purl.imsglobal.org/vocab/caliper/v1/action#${action}`,
  actor: { '@id': USER(3), '@type': 'http://purl.imsglobal.org/caliper/v1/lis/Person' },
  eventTime: '2025-02-03T09:15:00.123Z',
  ...more,
});
const thing = (type: string, more: JsonObject = {}): JsonObject => ({ '@id': 'https://moodle.univ-armor.fr/a/1', '@type': type, ...more });

describe('Caliper events without an id', () => {
  const changes: readonly (readonly [string, readonly JsonObject[]])[] = [
    ['a member', [7, 8].map((id) => old('Event', 'Added', { object: thing('Membership', { member: USER(id) }) }))],
    ['an assignee', [7, 8].map((id) => old('AssignableEvent', 'Submitted', { object: thing('Attempt', { assignee: USER(id) }) }))],
    [
      'an acting person of an attempt',
      [7, 8].map((id) => old('OutcomeEvent', 'Graded', { object: thing('Attempt', { actor: USER(id) }) })),
    ],
    [
      'an assignee of what came of it',
      [7, 8].map((id) => old('OutcomeEvent', 'Graded', { generated: thing('Attempt', { assignee: USER(id) }) })),
    ],
    [
      'an assignee of what was scored',
      [7, 8].map((id) => old('GradeEvent', 'Graded', { generated: thing('Score', { attempt: { assignee: USER(id) } }) })),
    ],
    ['a user', [7, 8].map((id) => old('CalculatedGradeSnapshotEvent', 'Graded', { object: thing('Score', { user: USER(id) }) }))],
    ['a rater', [7, 8].map((id) => old('SurveyInvitationEvent', 'Sent', { object: thing('SurveyInvitation', { rater: USER(id) }) }))],
    [
      'an answer',
      ['a', 'bb'].map((value) => old('AssessmentItemEvent', 'Completed', { generated: thing('FillinBlankResponse', { value }) })),
    ],
    [
      'answers',
      [['a'], ['a', 'bb']].map((values) =>
        old('AssessmentItemEvent', 'Completed', { generated: thing('FillinBlankResponse', { values }) }),
      ),
    ],
    ['points', [5, 6].map((score) => old('CalculatedGradeSnapshotEvent', 'Graded', { object: thing('Score', { score }) }))],
    [
      'points to be had',
      [10, 20].map((maxScore) => old('GradeEvent', 'Graded', { generated: thing('Score', { scoreGiven: 5, maxScore }) })),
    ],
    [
      'how long it took',
      ['PT1M', 'PT2M'].map((duration) => old('AssessmentEvent', 'Submitted', { object: thing('Attempt', { duration }) })),
    ],
    [
      'the place left',
      [1, 2].map((at) => old('MediaEvent', 'JumpedTo', { object: thing('VideoObject', { extensions: { old_time: at } }) })),
    ],
    ['a speed', [1, 2].map((speed) => old('MediaEvent', 'ChangedSpeed', { object: thing('VideoObject'), extensions: { speed } }))],
    ['the length of a text', ['a', 'bb'].map((body) => old('MessageEvent', 'Posted', { object: thing('Message', { body }) }))],
    ['a kind of thing', ['VideoObject', 'WebPage'].map((type) => old('ViewEvent', 'Viewed', { object: thing(type) }))],
    ['a role', ['Learner', 'Instructor'].map((role) => old('ViewEvent', 'Viewed', { membership: { roles: [role] } }))],
    ['the page before', ['courses', 'home'].map((page) => old('ViewEvent', 'Viewed', { referrer: `https://a.fr/${page}` }))],
  ];

  it.each(changes)('are two that differ in %s', (_, items) => {
    expect(identities(items)).toBe(2);
  });

  it('are one sent again with other names, another session, in the other spelling, with members of no value', () => {
    const event = old('OutcomeEvent', 'Graded', { object: thing('Attempt', { count: 2, assignee: { '@id': USER(7), name: 'A' } }) });
    const again = {
      ...event,
      object: {
        id: 'https://moodle.univ-armor.fr/a/1',
        type: 'Attempt',
        dateModified: 'x',
        count: '2',
        assignee: { id: USER(7), name: 'B' },
      },
      target: null,
      federatedSession: 'https://moodle.univ-armor.fr/session/autre',
    };
    expect(identities([event, again])).toBe(1);
    const login = (startedAtTime: string) => old('SessionEvent', 'LoggedIn', { generated: thing('Session', { startedAtTime }) });
    expect(identities([login('2025-02-03T09:15:00Z'), login('2025-02-03T09:20:00Z')])).toBe(1);
  });

  it.each([
    ['2025-02-03T09:15:00.000Z', true],
    ['2025-02-03T09:15:00Z', true],
    ['2025-02-03T09:15:00.001Z', false],
    ['2025-02-03T09:15:00.000001Z', false],
  ])('have a coarse clock where it shows whole seconds: %s', (eventTime, coarse) => {
    expect(eventOf(old('ViewEvent', 'Viewed', { eventTime })).identity.coarse).toBe(coarse);
  });
});

describe('events of Canvas', () => {
  const changed = (name: string, part: string, values: JsonObject) => {
    const item = given(`canvas/${name}`) as { metadata: JsonObject; body: JsonObject };
    const body =
      part === '' ? { ...item.body, ...values } : { ...item.body, [part]: { ...(item.body[part] as JsonObject | undefined), ...values } };
    return { ...item, body };
  };

  it.each([
    ['course_grade_change', '', 'current_score', 50, 60],
    ['course_grade_change', '', 'final_score', 50, 60],
    ['grade_override', '', 'override_score', 50, 60],
    ['course_progress', 'progress', 'requirement_completed_count', 3, 4],
    ['course_progress', 'progress', 'requirement_count', 5, 6],
    ['course_completed', 'user', 'email', 'a@exemple.fr', 'b@exemple.fr'],
    ['grade_change', '', 'grade', 'A', 'B'],
    ['grade_change', '', 'points_possible', 10, 20],
    ['learning_outcome_result_created', '', 'mastery', true, false],
    ['learning_outcome_result_created', '', 'percent', 0.5, 0.6],
    ['learning_outcome_result_created', '', 'possible', 5, 6],
    ['learning_outcome_result_created', '', 'assessed_at', '2025-02-03T09:15:00Z', '2025-02-03T09:16:00Z'],
    ['submission_updated', '', 'submitted_at', '2025-02-03T09:15:00Z', '2025-02-03T09:16:00Z'],
    ['submission_updated', '', 'graded_at', '2025-02-03T09:15:00Z', '2025-02-03T09:16:00Z'],
    ['submission_updated', '', 'posted_at', '2025-02-03T09:15:00Z', '2025-02-03T09:16:00Z'],
    ['submission_created', '', 'body', 'a', 'bb'],
    ['discussion_entry_created', '', 'text', 'a', 'bb'],
    ['enrollment_created', '', 'type', 'StudentEnrollment', 'TeacherEnrollment'],
  ])('%s are two in one millisecond that differ in %s.%s', (name, part, key, one, other) => {
    expect(identities([changed(name, part, { [key]: one }), changed(name, part, { [key]: other })])).toBe(2);
  });

  it('count equal results of learning outcomes apart, and nothing else', () => {
    for (const name of ['created', 'updated']) expect(eventOf(given(`canvas/learning_outcome_result_${name}`)).identity.coarse).toBe(true);
    expect(eventOf(given('canvas/grade_change')).identity.coarse).toBe(false);
  });
});

describe('who uses Canvas as somebody else, in Caliper', () => {
  const event = (real: unknown, own: JsonObject = {}) => {
    const extensions = { 'com.instructure.canvas': { real_user_id: real, root_account_id: '21070000000000001', ...own } };
    const actor = { id: 'urn:instructure:canvas:user:21070000000000042', type: 'Person', extensions };
    const { person, role } = eventOf({
      '@context': 'http://purl.imsglobal.org/ctx/caliper/v1p1',
      type: 'ViewEvent',
      action: 'Viewed',
      actor,
      membership: { roles: ['Learner'] },
    });
    return [person?.[0].value, role];
  };

  it.each(['', null, 'autre', '21070000000000042', '42', 42])('is she herself: %j', (real) => {
    expect(event(real)).toEqual(['21070000000000042', 'learner']);
  });

  it('is staff where it is another', () => {
    expect(event('987')).toEqual(['21070000000000987', 'staff']);
  });
});

describe('blank nodes', () => {
  const event = (more: JsonObject) => eventOf(old('ViewEvent', 'Viewed', more));

  it.each(['_:b0', ' _:b0', { '@id': '_:b0' }, { id: '_:b0', type: 'Person' }])('are nobody: %j', (actor) => {
    expect(event({ actor }).person).toBeNull();
  });

  it('may have another name beside the label', () => {
    const actor = { id: '_:b0', type: 'Person', otherIdentifiers: [{ identifierType: 'EmailAddress', identifier: 'a@exemple.fr' }] };
    expect(event({ actor }).person?.map(({ kind }) => kind)).toEqual(['mbox']);
  });

  it('are no other person, session, object or whole', () => {
    const row = event({ object: thing('Message', { '@id': '_:b1', isPartOf: '_:b2' }), session: '_:b3', group: '_:b4' });
    expect([row.object, row.parent, row.session, row.course]).toEqual([{ form: 'none', type: 'message' }, null, null, null]);
    expect(eventOf(old('GradeEvent', 'Graded', { object: thing('Attempt', { assignee: '_:b0' }) })).person).toBeNull();
  });
});
