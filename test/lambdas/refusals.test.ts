import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleOf } from '../../lib/bundle.ts';
import { type Refusal, refused } from './support/refused-calls.ts';

/** A few of each kind: with nothing but a name, with members, repeated by the SDK, and unknown to it. */
const REFUSALS: readonly (Refusal & { readonly name: string })[] = [
  { service: 'dynamodb', status: 400, name: 'ResourceNotFoundException', body: { message: 'no table' } },
  { service: 'dynamodb', status: 400, name: 'TransactionConflictException', body: { message: 'another' } },
  { service: 'dynamodb', status: 500, name: 'InternalServerError', body: { message: 'broken' } },
  { service: 'dynamodb', status: 400, name: 'ProvisionedThroughputExceededException', body: { message: 'slowly' } },
  { service: 'dynamodb', status: 400, name: 'ThrottlingException', body: { message: 'slowly' } },
  { service: 'dynamodb', status: 400, name: 'ValidationException', body: { message: 'nonsense' } },
  {
    service: 'dynamodb',
    status: 400,
    name: 'ConditionalCheckFailedException',
    body: { message: 'no', Item: { pk: { S: 'a' }, b: { B: 'AQI=' } } },
  },
  {
    service: 'dynamodb',
    status: 400,
    name: 'TransactionCanceledException',
    body: { Message: 'all off', CancellationReasons: [{ Code: 'ConditionalCheckFailed', Item: { pk: { S: 'a' } } }, { Code: 'None' }] },
  },
  { service: 'kms', status: 400, name: 'DisabledException', body: { message: 'no key' } },
  { service: 'kms', status: 400, name: 'KMSInvalidStateException', body: { message: 'pending' } },
  { service: 'kms', status: 500, name: 'KMSInternalException', body: { message: 'broken' } },
  { service: 'kms', status: 500, name: 'KeyUnavailableException', body: { message: 'not now' } },
  { service: 'kms', status: 400, name: 'ThrottlingException', body: { message: 'slowly' } },
];

const folder = bundleOf('test/lambdas/support/refused-calls.ts').folder;
let refusal = REFUSALS[0] as (typeof REFUSALS)[number];
const agents: string[] = [];
const server = createServer((request, response) => {
  agents.push(request.headers['user-agent'] ?? '');
  request.resume().once('end', () => {
    const body = JSON.stringify({ __type: `com.amazonaws.${refusal.service}#${refusal.name}`, ...refusal.body });
    response.writeHead(refusal.status, { 'content-type': 'application/x-amz-json-1.0' }).end(body);
  });
});
beforeAll(() => new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening)));
afterAll(() => void server.close());

describe('what AWS refuses', () => {
  it.each(REFUSALS)('is told from a bundle as by the whole SDK: $service, $name', async (one) => {
    refusal = one;
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const bundled = (await import(/* @vite-ignore */ pathToFileURL(join(folder, 'index.mjs')).href)) as { refused: typeof refused };
    const whole = await refused(one, endpoint);
    expect(whole.name).toBe(one.name);
    expect(await bundled.refused(one, endpoint)).toEqual(whole);
    const { version } = JSON.parse(readFileSync(`node_modules/@aws-sdk/client-${one.service}/package.json`, 'utf8')) as { version: string };
    expect(agents.at(-1)).toContain(`api/${one.service}#${version} `);
  });

  it('needs no class of its own where it has only a name', () => {
    const code = readFileSync(join(folder, 'index.mjs'), 'utf8');
    expect(code).toContain('ConditionalCheckFailedException');
    expect(code.match(/\w+NotFoundException/g)?.filter((name) => !/ResourceNotFound/.test(name)) ?? []).toEqual([]);
    expect(code).not.toContain('KMSInvalidStateException');
  });
});
