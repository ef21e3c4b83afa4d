import { GlueClient } from '@aws-sdk/client-glue';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { courseKey, courseSlug } from '#core/pseudonymise/course.ts';
import { duckdbBehind } from '../athena/duckdb-behind.ts';
import { type AthenaEndpoint, athenaEndpoint } from '../athena/endpoint.ts';
import { motoOptions } from '../support/clients.ts';
import { EventSource } from '../support/event-source.ts';
import { contextOf } from '../support/lambda.ts';
import { type Functions, posting, World } from './world.ts';

const COURSE = 'course-v1:Sorbonne+BIO101+2026';
const LEARNERS = 12;
const parameters = { course: courseSlug(courseKey('campus', COURSE)) };

let world: World;
let athena: AthenaEndpoint;
let functions: Functions;
beforeAll(async () => {
  world = await World.make();
  await world.addSource('campus');
  athena = await athenaEndpoint(duckdbBehind(new GlueClient(motoOptions()), new S3Client(motoOptions())));
  functions = await world.cold(3, athena.url);
});
afterAll(async () => {
  await athena.close();
  await world.close();
});

/** Twelve learners play a video, nine of them pause it. */
function events(): string {
  const of = (n: number, action: string) =>
    JSON.stringify({
      sillage: 1,
      id: `${action}-${n}`,
      time: `2026-10-07T0${n % 10}:00:00Z`,
      actor: { user_id: 7_000_000 + n },
      course: COURSE,
      category: 'video',
      action,
      object: { type: 'video', id: 'v1' },
    });
  const all = Array.from({ length: LEARNERS }, (_, n) => n);
  return [...all.map((n) => of(n, 'played')), ...all.slice(3).map((n) => of(n, 'paused'))].join('\n');
}

const ask = async (question: string, more: Readonly<Record<string, string>> = {}) =>
  functions.query({ question, parameters: { ...parameters, ...more } }, contextOf('query'));

test('from POST to the answer of a named question, through every function', async () => {
  expect((await functions.receive(posting('campus', events()), contextOf('receive'))).statusCode).toBe(200);
  await new EventSource(world.cloud.queueUrl).deliver((event) => functions.process(event, contextOf('process')));
  expect((await ask('actions')).rows).toEqual([]);
  await world.merge(functions);
  const { columns, rows } = await ask('actions');
  expect(columns.map(({ name }) => name)).toEqual(['category', 'action', 'events', 'learners']);
  // Nine who paused are too few to be shown.
  expect(rows).toEqual([['video', 'played', 12, 12]]);
  expect((await ask('activity_per_day', { from: '2026-10-08' })).rows).toEqual([]);
});

test('takes no SQL, and tells by code alone what it refuses', async () => {
  await expect(ask('SELECT * FROM events')).rejects.toThrow(/^question_refused$/);
  await expect(ask('actions', { course: "x' OR 1=1 --" })).rejects.toThrow(/^question_refused$/);
  await expect(ask('actions', { sql: 'SELECT 1' })).rejects.toThrow(/^question_refused$/);
  expect(world.logged.join('\n')).not.toContain('OR 1=1');
});
