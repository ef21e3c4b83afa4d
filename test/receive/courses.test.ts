import { beforeEach, describe, expect, it } from 'vitest';
import { secretHash } from '#core/receive/authenticate.ts';
import { frontDoor } from '#core/receive/front-door.ts';
import { Installation, NOW, native, SECRET } from '../support/installation.ts';

const BIOLOGY = 'course-v1:Uni+BIO101+2026';
let installation: Installation;
beforeEach(async () => {
  installation = await Installation.make();
});

/** @param id as the server gives it: percent-decoded. `secret` of the source exact or campus, or another one. */
async function put(id: string, body: unknown, secret = `${SECRET}-lenient`) {
  const answer = await frontDoor(
    {
      method: 'PUT',
      path: `/v1/courses/${id}`,
      query: new URLSearchParams(),
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: async () => Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
    },
    installation.pipeline,
  );
  return { status: answer.status, ...(JSON.parse(answer.body) as { error?: { code: string; message: string } }) };
}

const courses = () => installation.registry.courses();

describe('PUT /v1/courses/…', () => {
  it('makes the course known, and keeps what is told member by member', async () => {
    const told = { title: 'Biologie 101', opens: '2026-01-12T09:00:00+01:00', closes: '2026-06-30T00:00:00Z' };
    expect(await put(BIOLOGY, told)).toEqual({
      ...{ status: 200, course_id: BIOLOGY, title: 'Biologie 101' },
      ...{ opens: '2026-01-12T08:00:00.000Z', closes: '2026-06-30T00:00:00.000Z' },
    });
    installation.clock.advance(1);
    expect(await put(BIOLOGY, { closes: null })).toMatchObject({ title: 'Biologie 101', closes: null });
    expect(await put(BIOLOGY, {})).toMatchObject({ status: 200, opens: '2026-01-12T08:00:00.000Z' });
    const opens = Date.parse('2026-01-12T08:00:00Z');
    expect(await courses()).toMatchObject([{ courseId: BIOLOGY, source: 'campus', title: 'Biologie 101', opens, closes: null }]);
  });

  it('is the same course as that of the events', async () => {
    await put(BIOLOGY, { title: 'Before' });
    const request = {
      method: 'POST',
      path: '/v1/events',
      query: new URLSearchParams(),
      headers: { authorization: `Bearer ${SECRET}-lenient` },
    };
    await frontDoor({ ...request, body: async () => Buffer.from(native({ course: BIOLOGY })) }, installation.pipeline);
    await installation.settle();
    expect(await courses()).toMatchObject([{ courseId: BIOLOGY, title: 'Before' }]);
    expect(await installation.rows()).toMatchObject([{ course_id: BIOLOGY }]);
  });

  it.each(['Org/Course/Run', 'https://lms.example/course/7', 'a+b c', '100%', '..', 'é'.repeat(127), '42'])(
    'takes the id %s as it is',
    async (id) => {
      expect(await put(id, { title: 'T' })).toMatchObject({ status: 200, course_id: id });
      expect(await courses()).toMatchObject([{ courseKey: `campus/${id}`, courseId: id }]);
    },
  );

  it.each(['é'.repeat(128), 'a\nb', 'a\0', '/users/jdoe', 'https://lms.example/~jdoe', 'https://lms.example/jane.doe'])(
    'refuses the id %j, and nothing is known afterwards',
    async (id) => {
      expect(await put(id, { title: 'T' })).toMatchObject({ status: 400, error: { code: 'invalid_course_id' } });
      expect(await courses()).toEqual([]);
    },
  );

  it.each<[unknown, string]>([
    [{ title: '' }, 'invalid_title'],
    [{ title: '  ' }, 'invalid_title'],
    [{ title: 'x'.repeat(201) }, 'invalid_title'],
    [{ title: 'a\u001b[31m' }, 'invalid_title'],
    [{ title: 7 }, 'invalid_title'],
    [{ opens: '2026-01-12' }, 'invalid_opens'],
    [{ opens: '2026-01-12T09:00:00' }, 'invalid_opens'],
    [{ opens: '1812-01-12T09:00:00Z' }, 'invalid_opens'],
    [{ opens: 1_768_204_800_000 }, 'invalid_opens'],
    [{ closes: '2026-02-30T00:00:00Z' }, 'invalid_closes'],
    [{ opens: '2026-06-30T00:00:00Z', closes: '2026-01-12T00:00:00Z' }, 'invalid_closes'],
    [{ deleted: '2026-06-30T00:00:00Z' }, 'unknown_member'],
    [{ title: 'T', teacher: 'jdoe' }, 'unknown_member'],
    [[], 'unknown_member'],
    [null, 'unknown_member'],
    ['', 'malformed_json'],
    ['{"title":', 'malformed_json'],
    [`${'['.repeat(65)}${']'.repeat(65)}`, 'malformed_json'],
  ])('refuses %j with %s, quotes nothing and stores nothing', async (body, code) => {
    const answer = await put(BIOLOGY, body);
    expect(answer).toMatchObject({ status: 400, error: { code } });
    expect(JSON.stringify(answer)).not.toMatch(/jdoe|teacher|1812|xxx/);
    expect(await courses()).toEqual([]);
  });

  it('needs the scope courses', async () => {
    await installation.registry.addSecret('campus', { hash: secretHash('posts'), since: NOW, scopes: ['events', 'rights'] });
    await installation.registry.addSecret('campus', { hash: secretHash('tells'), since: NOW, scopes: ['courses'] });
    expect(await put(BIOLOGY, { title: 'T' }, 'posts')).toMatchObject({ status: 403, error: { code: 'scope_missing' } });
    expect(await put(BIOLOGY, { title: 'T' }, 'wrong')).toMatchObject({ status: 401 });
    expect(await courses()).toEqual([]);
    expect(await put(BIOLOGY, { title: 'T' }, 'tells')).toMatchObject({ status: 200 });
  });

  it('lets a source tell of its own courses only, whatever the id says', async () => {
    await put(BIOLOGY, { title: 'Of campus' });
    await put(BIOLOGY, { title: 'Of exact' }, `${SECRET}-strict`);
    await put(`campus/${BIOLOGY}`, { title: 'Mine' }, `${SECRET}-strict`);
    expect((await courses()).map(({ courseKey, title }) => [courseKey, title])).toEqual([
      [`campus/${BIOLOGY}`, 'Of campus'],
      [`exact/campus/${BIOLOGY}`, 'Mine'],
      [`exact/${BIOLOGY}`, 'Of exact'],
    ]);
  });
});
