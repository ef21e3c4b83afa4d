import { describe, expect, it } from 'vitest';
import { normaliseLine } from '#core/normalise/normalise.ts';

// course_id is read by everybody, and three dialects let the sender write it: no person may stand in it.

const HOST = 'https://e.example';

function outcomeOf(item: object): unknown {
  return normaliseLine(JSON.stringify(item), null, Date.UTC(2026, 0, 15), () => {}).outcome;
}
const inCourse = (course: string | null) => ({ kind: 'event', event: { course } });
const REFUSED = { kind: 'rejection', code: 'invalid_course_id' };

const caliper = (group: unknown) =>
  outcomeOf({
    '@context': 'http://purl.imsglobal.org/ctx/caliper/v1p2',
    id: 'urn:uuid:3a648e68-f00d-4c08-aa59-8738e1884f2c',
    type: 'NavigationEvent',
    action: 'NavigatedTo',
    actor: `${HOST}/actors/1`,
    object: { id: `${HOST}/pages/1`, type: 'WebPage' },
    eventTime: '2026-01-14T10:00:00.000Z',
    group,
  });
const section = (id: string) => caliper({ id, type: 'CourseSection' });

const xapi = (id: string) =>
  outcomeOf({
    id: 'cd4c397f-2e8f-447b-ad6a-c9c87641edf7',
    actor: { account: { homePage: HOST, name: 'e-7741' } },
    verb: { id: 'http://id.tincanapi.com/verb/viewed' },
    object: { id: `${HOST}/pages/1` },
    timestamp: '2026-01-14T10:00:00.000Z',
    context: { contextActivities: { grouping: [{ id, definition: { type: 'http://adlnet.gov/expapi/activities/course' } }] } },
  });

const native = (course: string) =>
  outcomeOf({ sillage: 1, time: '2026-01-14T10:00:00.000Z', actor: { user_id: 7 }, course, category: 'navigation', action: 'viewed' });

/** What leads to a person, wherever it stands. */
const PERSONAL = [
  ...['/learners/jane.doe', '/students/554433', '/student-554433', '/accounts/jdoe', '/home/jdoe', '/jane.doe', '/employee/554433'],
  ...['/author/jane-doe', '/tutors/jane.doe/lessons', '/teacher/jdoe/courses/7', '/staff/jdoe', '/courses/7/by/jdoe', '/portfolios/jdoe'],
  ...['/people/jdoe', '/person/jdoe', '/members/jdoe', '/instructors/jdoe', '/courses/~jdoe', '/Users/jdoe', '/profile.php'],
].map((path) => HOST + path);

describe('Caliper', () => {
  it.each([...PERSONAL, 'urn:mace:student:jdoe', 'urn:tag:jane.doe', 'urn:lms:course:7:group:2'])('no course of %s', (id) => {
    expect(caliper(id)).toMatchObject(REFUSED);
    expect(section(id)).toMatchObject(REFUSED);
  });

  it.each(['/teams/les-copains-de-jane', '/terms/1/courses/7/groups/2', '/group/2'])('no course of a group: %s', (path) => {
    expect(caliper(HOST + path)).toMatchObject(REFUSED);
    expect(section(HOST + path)).toMatchObject(REFUSED);
  });

  it.each(['/terms/1/bio101', 'urn:uuid:456c7996-e572-4627-addf-96470e5e0948'])('no course of %s, unless the sender says so', (id) => {
    const iri = id.startsWith('/') ? HOST + id : id;
    expect(caliper(iri)).toMatchObject(REFUSED);
    expect(section(iri)).toMatchObject(inCourse(iri));
  });

  it('no course by the name of the host', () => {
    expect(caliper('https://courses/jdoe')).toMatchObject(REFUSED);
  });

  it.each([
    ...['/terms/1/courses/7/sections/1', '/class/7', '/course-offerings/7', '/courses/_12_1'].map((path) => HOST + path),
    ...['urn:lms:course:7', 'urn:lis:coursesection:bio101'],
  ])('a course of %s', (id) => {
    expect(caliper(id)).toMatchObject(inCourse(id));
  });
});

describe('xAPI', () => {
  it.each([...PERSONAL, `${HOST}/profile.php?id=554433`, `${HOST}/view.php?id=554433`, `${HOST}/discourse?id=554433`])(
    'no course of %s',
    (id) => {
      expect(xapi(id)).toMatchObject(inCourse(null));
    },
  );

  it.each(['/cours/biologie-2026', '/course?id=12', '/formations/secourisme', '/lms/view.php?courseid=7'])('a course of %s', (path) => {
    expect(xapi(HOST + path)).toMatchObject(inCourse(HOST + path));
  });
});

describe('native', () => {
  it.each(['users/jane.doe', 'student-554433', '~jdoe', ...PERSONAL])('no course of %s', (id) => {
    expect(native(id)).toMatchObject(REFUSED);
  });

  it.each(['BIO101-2025', 'course-v1:Sorbonne+BIO101+2026', 'Org/Course/Run', 'cours.a'])('a course of %s', (id) => {
    expect(native(id)).toMatchObject(inCourse(id));
  });
});

describe('the choice of a native event', () => {
  const answer = (choice: string) =>
    outcomeOf({ sillage: 1, actor: { user_id: 7 }, category: 'assessment', action: 'answered', graded: true, choice });

  it.each(['b', '3', 'a1', 'b,d', 'choice_2', 'true'])('is kept: %s', (choice) => {
    expect(answer(choice)).toMatchObject({ event: { facts: { response: choice } } });
  });

  it.each(['jane_doe', 'choice_jane', 'b,jane', '554433'])('is a length: %s', (choice) => {
    expect(answer(choice)).toMatchObject({ event: { facts: { response_length: choice.length } } });
    expect(answer(choice)).not.toHaveProperty('event.facts.response');
  });
});
