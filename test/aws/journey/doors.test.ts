import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { caliperEvent, statement } from '../../clients/acts.ts';
import { EventSource } from '../support/event-source.ts';
import { contextOf } from '../support/lambda.ts';
import { type Functions, posting, World } from './world.ts';

let world: World;
let functions: Functions;
beforeEach(async () => {
  world = await World.make();
  await world.addSource('campus');
  functions = await world.cold(3);
});
afterEach(() => world.close());

async function send(method: string, path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  const event = posting('campus', body === undefined ? '' : JSON.stringify(body), { 'content-type': 'application/json', ...headers });
  const [rawPath = '', rawQueryString = ''] = path.split('?');
  const { http } = event.requestContext;
  return functions.receive(
    { ...event, rawPath, rawQueryString, requestContext: { ...event.requestContext, http: { ...http, method, path: rawPath } } },
    contextOf('receive'),
  );
}

describe('the doors as functions', () => {
  it('take xAPI, Caliper and Canvas, and what they took is where researchers see it', async () => {
    const version = { 'x-experience-api-version': '1.0.3' };
    const [one, other] = [statement(), statement()];
    expect(await send('GET', '/xapi/about', undefined)).toMatchObject({
      statusCode: 200,
      headers: { 'x-experience-api-version': '2.0.0' },
    });
    expect(await send('POST', '/xapi/statements', [one, other], version)).toMatchObject({
      statusCode: 200,
      headers: { 'x-experience-api-version': '1.0.3' },
      body: JSON.stringify([one['id'], other['id']]),
    });
    const third = statement();
    expect(await send('PUT', `/xapi/statements?statementId=${third['id']}`, third, version)).toMatchObject({ statusCode: 204 });
    const envelope = {
      sensor: 'https://campus.exemple.fr/sensors/1',
      sendTime: '2026-03-02T10:00:01.000Z',
      dataVersion: 'http://purl.imsglobal.org/ctx/caliper/v1p1',
      data: [caliperEvent()],
    };
    expect(await send('POST', '/caliper', envelope)).toMatchObject({ statusCode: 200, body: '' });
    expect(await send('PUT', '/v1/courses/course-v1:Uni+BIO101+2026', { title: 'Biology', closes: '2026-06-30T00:00:00Z' })).toMatchObject({
      statusCode: 200,
    });
    const golden = readFileSync(new URL('../../dialects/canvas/logged_in.in.json', import.meta.url), 'utf8');
    const { item } = JSON.parse(golden) as { item: unknown };
    expect(await send('POST', '/canvas/campus/wrong', item)).toMatchObject({ statusCode: 401 });
    // The gateway gives the address decoded.
    expect(await send('POST', '/canvas/campus/secret of campus', item)).toMatchObject({ statusCode: 200 });
    const events = new EventSource(world.cloud.queueUrl);
    await events.deliver((event) => functions.process(event, contextOf('process')));
    await world.merge(functions);
    const rows = await world.rows('campus');
    expect(rows.map(({ action }) => action).sort()).toEqual(['logged_in', 'played', 'played', 'played', 'viewed']);
    expect(world.logged.join('\n')).not.toContain('secret of campus');
    const known = (await world.registry.courses()).find(({ courseId }) => courseId === 'course-v1:Uni+BIO101+2026');
    expect(known).toMatchObject({ source: 'campus' });
  }, 60_000);
});
