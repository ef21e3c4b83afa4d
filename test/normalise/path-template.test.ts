import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/normalise/dialect.ts';
import { DIALECTS } from '#core/normalise/dialects/index.ts';
import { normaliseLine } from '#core/normalise/normalise.ts';
import { pathTemplate, referrerTemplate } from '#core/normalise/path-template.ts';

const ROUTES = { segments: new Set('course courses user users quiz quizzes pages'.split(' ')), query: [] };
const COURSE = new Set(['17']);
const QUIZ = { type: 'quiz', id: '40' };

describe('an own id of digits', () => {
  it.each([
    ['/courses/17', '/courses/17'],
    ['/course/17/pages', '/course/17/pages'],
    ['/courses/17/users/17', '/courses/17/users/:x'],
    ['/courses/17/users/%31%37', '/courses/17/users/:x'],
    ['/users/17/courses/17', '/users/:x/courses/17'],
    ['/17/courses', '/:x/courses'],
    ['/courses/17/17', '/courses/17/:x'],
    ['/courses//17', '/courses/17'],
    ['/courses/17/quizzes/40', '/courses/17/quizzes/40'],
    ['/courses/40/quiz/40', '/courses/:x/quiz/40'],
    ['/users/40', '/users/:x'],
  ])('stands behind its own kind only: %s', (url, shown) => {
    expect(pathTemplate(url, ROUTES, COURSE, QUIZ)).toBe(shown);
  });

  it('stands anywhere where it is no number', () => {
    expect(pathTemplate('/users/BIO101/q-1', ROUTES, new Set(['BIO101']), { type: 'quiz', id: 'q-1' })).toBe('/users/BIO101/q-1');
  });

  it('makes a page before one of the course only as the number of a course', () => {
    expect(referrerTemplate('/courses/17/users/17', ROUTES, COURSE, '17')).toBe('/courses/17/users/:x');
    expect(referrerTemplate('/courses/99/users/17', ROUTES, COURSE, '17')).toBe(':other');
    expect(referrerTemplate('/courses/99/quizzes/17', ROUTES, COURSE, '17', { type: 'quiz', id: '17' })).toBe(':other');
  });
});

describe('a person with the number of the course', () => {
  const web = 'https://exemple.instructure.com/courses/17/users/17';
  const shown = { page: '/courses/17/users/:x', referrer: '/courses/17/users/:x' };
  const pagesOf = (item: JsonObject, dialect: string) => {
    expect(DIALECTS.has(dialect)).toBe(true);
    const { outcome } = normaliseLine(JSON.stringify(item), dialect, Date.UTC(2026, 0, 15), () => {});
    if (outcome.kind !== 'event') throw new Error(JSON.stringify(outcome));
    return { page: outcome.event.page, referrer: outcome.event.referrer };
  };

  it('is hidden in Canvas', () => {
    const metadata = { event_name: 'asset_accessed', event_time: '2025-02-03T09:15:00.123Z', user_id: '21070000000000017', url: web };
    const context = { context_type: 'Course', context_id: '21070000000000017', referrer: web };
    expect(pagesOf({ metadata: { ...metadata, ...context }, body: { asset_type: 'user', asset_id: '17' } }, 'canvas')).toEqual(shown);
  });

  it('is hidden in Caliper', () => {
    const event = {
      '@context': 'http://purl.imsglobal.org/ctx/caliper/v1p1',
      type: 'NavigationEvent',
      action: 'NavigatedTo',
      eventTime: '2025-02-03T09:15:00.123Z',
      actor: 'urn:instructure:canvas:user:21070000000000017',
      object: { id: web, type: 'WebPage' },
      group: { id: 'urn:instructure:canvas:course:21070000000000017', type: 'CourseOffering' },
      referrer: web,
    };
    expect(pagesOf(event, 'caliper')).toEqual(shown);
  });

  it('is hidden in events of our own', () => {
    const event = { sillage: 1, course: '17', object: { type: 'quiz', id: '40', public: true } };
    const paths = { page: '/quiz/40/17', referrer: '/courses/17/home/40' };
    const sent = { ...event, category: 'assessment', action: 'viewed', time: '2025-02-03T09:15:00.123Z', ...paths };
    expect(pagesOf(sent, 'native')).toEqual({ page: '/quiz/40/:x', referrer: '/courses/17/home/:x' });
  });
});
