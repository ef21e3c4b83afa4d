import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/normalise/dialect.ts';
import { caliper } from '#core/normalise/dialects/caliper/caliper.ts';

// What one learner does once is described alike, whichever sender of Caliper tells it, and as Open edX's own events tell it.

const given = (name: string) =>
  (JSON.parse(readFileSync(new URL(`caliper/${name}.in.json`, import.meta.url), 'utf8')) as { item: JsonObject }).item;

const question = { id: 'https://campus.exemple.fr/q/3', type: 'AssessmentItem' };
const asQuestion = (event: JsonObject): JsonObject => ({ ...event, object: { ...(event['object'] as object), assignable: question } });

it.each([
  ['page viewed', given('ViewEvent.Viewed'), ['navigation', 'viewed', 'page'], {}],
  ['page viewed (Canvas)', given('canvas.asset.page'), ['navigation', 'viewed', 'page'], {}],
  ['page viewed (Moodle)', given('1p0.page'), ['navigation', 'viewed', 'page'], {}],
  ['video played', given('MediaEvent.Started'), ['video', 'played', 'video'], { media_time_s: 64.5, media_length_s: 750 }],
  ['video played (Open edX)', given('openedx.video-played'), ['video', 'played', 'video'], { media_time_s: 10, media_length_s: 195 }],
  ['video paused', given('MediaEvent.Paused'), ['video', 'paused', 'video'], { media_time_s: 64.5, media_length_s: 750 }],
  ['video paused (1.0)', given('1p0.video'), ['video', 'paused', 'video'], { media_time_s: 710, media_length_s: 1420 }],
  ['video seeked', given('MediaEvent.JumpedTo'), ['video', 'seeked', 'video'], { media_to_s: 64.5, media_length_s: 750 }],
  [
    'video seeked (Open edX)',
    given('openedx.video-seeked'),
    ['video', 'seeked', 'video'],
    { media_from_s: 30, media_to_s: 60, media_length_s: 195 },
  ],
  ['question answered', given('AssessmentItemEvent.Completed'), ['assessment', 'answered', 'problem'], { response: 'C', attempt: 1 }],
  [
    'question answered right (Open edX)',
    given('openedx.problem-check'),
    ['assessment', 'answered', 'problem'],
    { success: true, score_raw: 1, score_max: 1, score_scaled: 1, attempt: 2 },
  ],
  [
    'question answered wrong (Open edX)',
    given('openedx.problem-check-wrong'),
    ['assessment', 'answered', 'problem'],
    { success: false, score_raw: 0, score_max: 1, score_scaled: 0, attempt: 1 },
  ],
  [
    'question graded',
    asQuestion(given('GradeEvent.Graded')),
    ['grade', 'graded', 'problem'],
    { score_raw: 15, score_max: 20, score_scaled: 0.75 },
  ],
  [
    'question graded (Open edX)',
    given('openedx.problem-graded'),
    ['grade', 'graded', 'problem'],
    { score_raw: 1, score_max: 2, score_scaled: 0.5 },
  ],
  ['quiz graded', given('GradeEvent.Graded'), ['grade', 'graded', 'quiz'], { score_raw: 15, score_max: 20, score_scaled: 0.75 }],
  ['quiz graded (1.0)', given('1p0.graded'), ['grade', 'graded', 'quiz'], { score_raw: 12.5, score_max: 20, score_scaled: 0.625 }],
  ['new discussion', given('ThreadEvent.Created'), ['forum', 'posted', 'thread'], { response_length: 36 }],
  ['answer to a thread', given('MessageEvent.Posted.to-thread'), ['forum', 'replied', 'response'], { response_length: 25 }],
  ['answer to an answer', given('MessageEvent.Posted'), ['forum', 'replied', 'comment'], { response_length: 25 }],
  ['enrolled', given('Event.Activated.membership'), ['enrolment', 'enrolled', 'course'], {}],
  ['enrolled (Open edX)', given('openedx.enrolled'), ['enrolment', 'enrolled', 'course'], {}],
  ['enrolled (Canvas)', given('canvas.enrollment-created'), ['enrolment', 'enrolled', 'course'], {}],
  ['course completed (Open edX)', given('openedx.course-completed'), ['completion', 'completed', 'course'], { completion: true }],
  ['logged in', given('SessionEvent.LoggedIn'), ['session', 'logged_in', undefined], {}],
  ['logged out', given('SessionEvent.LoggedOut'), ['session', 'logged_out', undefined], {}],
  ['search in a course', given('SearchEvent.Searched'), ['search', 'searched', 'course'], { response_length: 19 }],
])('%s', (_, item, [category, action, type], facts) => {
  const outcome = caliper.normalise(item, () => {});
  if (outcome.kind !== 'event') throw new Error('no event');
  const { event } = outcome;
  expect([event.category, event.action, event.object?.type]).toEqual([category, action, type]);
  expect(event.facts).toMatchObject(facts);
});

describe('surveys and ratings', () => {
  it.each(['QuestionnaireItemEvent.Completed', 'QuestionnaireEvent.Submitted', 'FeedbackEvent.Ranked', 'SurveyEvent.OptedIn'])(
    '%s keeps only that it happened',
    (name) => {
      const outcome = caliper.normalise(given(name), () => {});
      expect(outcome).toMatchObject({ kind: 'event', event: { category: 'feedback', facts: {} } });
    },
  );
});
