import { afterAll, beforeAll, inject } from 'vitest';
import { type AthenaEndpoint, athenaEndpoint } from '../aws/athena/endpoint.ts';
import { athenaLake } from '../aws/athena/lake.ts';
import { describeQueryEngine } from '../contracts/query-engine.suite.ts';
import { trinoBehind } from './trino-behind.ts';

let endpoint: AthenaEndpoint;
beforeAll(async () => {
  endpoint = await athenaEndpoint(trinoBehind(inject('trino')));
});
afterAll(() => endpoint.close());

describeQueryEngine('Athena, with Trino 435 behind', () => athenaLake(endpoint.url));
