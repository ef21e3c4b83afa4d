import { describe, expect, it } from 'vitest';
import { secretHash } from '#core/receive/authenticate.ts';
import { frontDoor } from '#core/receive/front-door.ts';
import { caliperEvent, statement } from '../clients/acts.ts';
import { Installation, NOW, native } from '../support/installation.ts';

/** Two sources that say the same, word for word: same home page, same host, same course id, same ids of events. */
async function both(method: string, path: string, body: unknown, scope: readonly ('events' | 'courses')[] = ['events', 'courses']) {
  const installation = await Installation.make();
  for (const id of ['north', 'south']) {
    await installation.registry.addSource({
      ...{ id, platform: 'other', policy: 'strict', keyVersion: 1, createdAt: NOW, revokedAt: null, jwksUrl: null },
      secrets: [{ hash: secretHash(id), since: NOW, scopes: scope }],
    });
    const headers = {
      authorization: `Bearer ${id}`,
      'content-type': 'application/json',
      'x-experience-api-version': '1.0.3',
    };
    const request = { method, path, query: new URLSearchParams(), headers, body: async () => Buffer.from(JSON.stringify(body)) };
    expect((await frontDoor(request, installation.pipeline)).status).toBe(200);
  }
  await installation.settle();
  return installation;
}

const envelope = {
  sensor: 'https://campus.exemple.fr/sensors/1',
  sendTime: '2026-03-02T10:00:01.000Z',
  dataVersion: 'http://purl.imsglobal.org/ctx/caliper/v1p1',
  data: [caliperEvent()],
};

describe('a source writes only as itself', () => {
  it.each([
    ['/v1/events', JSON.parse(native()) as unknown],
    ['/xapi/statements', statement()],
    ['/caliper', envelope],
  ])('at %s: the same words from two sources are two courses, two learners and two events', async (path, body) => {
    const installation = await both('POST', path, body);
    const rows = await installation.rows();
    expect(rows.map(({ source }) => source).sort()).toEqual(['north', 'south']);
    for (const column of ['event_id', 'learner'] as const) expect(new Set(rows.map((row) => row[column])).size).toBe(2);
    expect(new Set(rows.map(({ course_id }) => course_id)).size).toBe(1);
    expect(new Set((await installation.keys('events/')).map((key) => key.split('/')[1])).size).toBe(2);
    const owners = (await installation.registry.courses()).map(({ source, courseKey }) => [source, courseKey.split('/')[0]]);
    expect(owners.every(([source, key]) => source === key)).toBe(true);
  });

  it('at /v1/courses: each tells of its own course of that name', async () => {
    const { registry } = await both('PUT', '/v1/courses/bio101', { title: 'Biology' });
    expect((await registry.courses()).map(({ source, courseId }) => [source, courseId]).sort()).toEqual([
      ['north', 'bio101'],
      ['south', 'bio101'],
    ]);
  });

  it('no course id leads into the folder of another source', async () => {
    const installation = await both('POST', '/v1/events', JSON.parse(native({ course: 'south/bio101' })));
    const folders = (await installation.keys('events/')).map((key) => key.split('/')[1]);
    expect(new Set(folders).size).toBe(2);
    expect((await installation.registry.courses()).map(({ courseKey }) => courseKey).sort()).toEqual([
      'north/south/bio101',
      'south/south/bio101',
    ]);
  });
});
