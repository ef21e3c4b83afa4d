import { randomUUID } from 'node:crypto';

/** What the clients send: one learner who does not exist plays videos in one course. */
const COURSE = 'https://moodle.exemple.fr/course/view.php?id=42';
const TIME = '2026-03-02T10:00:00.000Z';

/** An xAPI statement that keeps every rule, as 1.0.3 and 2.0 write it. */
export function statement(id: string | null = randomUUID()): Record<string, unknown> {
  return {
    ...(id !== null && { id }),
    actor: { objectType: 'Agent', account: { homePage: 'https://moodle.exemple.fr', name: 'zoe.lefevre' } },
    verb: { id: 'https://w3id.org/xapi/video/verbs/played', display: { en: 'played' } },
    object: {
      objectType: 'Activity',
      id: `https://moodle.exemple.fr/mod/video/view.php?id=${id ?? 7}`,
      definition: { type: 'https://w3id.org/xapi/video/activity-type/video' },
    },
    context: {
      contextActivities: {
        parent: [{ objectType: 'Activity', id: COURSE, definition: { type: 'https://w3id.org/xapi/cmi5/activitytype/course' } }],
      },
    },
    timestamp: TIME,
  };
}

/** A Caliper 1.1 event that keeps every rule. */
export function caliperEvent(): Record<string, unknown> {
  return {
    '@context': 'http://purl.imsglobal.org/ctx/caliper/v1p1',
    id: `urn:uuid:${randomUUID()}`,
    type: 'NavigationEvent',
    actor: { id: 'https://campus.exemple.fr/users/554433', type: 'Person' },
    action: 'NavigatedTo',
    object: { id: 'https://campus.exemple.fr/pages/welcome', type: 'WebPage' },
    eventTime: TIME,
    group: { id: 'https://campus.exemple.fr/courses/bio101', type: 'CourseSection' },
  };
}
