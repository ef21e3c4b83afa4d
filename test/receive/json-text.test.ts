import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportedRows } from '#core/receive/framing/export.ts';
import { frontDoor } from '#core/receive/front-door.ts';
import { jsonTextOf, parsed, tooCostly } from '#core/receive/json-text.ts';
import { Installation, SECRET } from '../support/installation.ts';

const MOST = 1_000_000;
const zeros = (values: number) => `[${'0,'.repeat(values - 1)}0]`;

describe('jsonTextOf', () => {
  it('gives what JSON gives', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        expect(jsonTextOf(Buffer.from(text))).toEqual({ ok: true, text, value: JSON.parse(text) });
      }),
    );
  });

  it.each([
    ['no JSON', Buffer.from('[1')],
    ['nothing', Buffer.from('')],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22])],
    ['JSON that nests too deep', Buffer.from('['.repeat(10_001) + ']'.repeat(10_001))],
  ])('refuses %s', (_what, bytes) => {
    expect(jsonTextOf(bytes)).toEqual({ ok: false, reason: 'malformed_json' });
  });

  it('parses as many values as it may, and not one more', () => {
    expect(jsonTextOf(Buffer.from(zeros(MOST)))).toMatchObject({ ok: true });
    expect(jsonTextOf(Buffer.from(zeros(MOST + 1)))).toEqual({ ok: false, reason: 'too_many_values' });
    expect(parsed(zeros(MOST + 1))).toBeUndefined();
  });

  it('counts no signs inside strings', () => {
    const text = JSON.stringify(['\\",[{'.repeat(MOST / 2), ',']);
    expect(tooCostly(text)).toBe(false);
    expect(jsonTextOf(Buffer.from(text))).toMatchObject({ ok: true });
  });
});

it('a report in JSON is read up to the same bound', () => {
  const rows = (count: number) => `[[${Array.from({ length: count }, () => '["","","","","","","","",""]').join(',')}]]`;
  expect(exportedRows(rows(1_000))).toHaveLength(1_000);
  expect(exportedRows(rows(MOST / 9))).toBeNull();
});

it.each([
  ['/v1/events', '{},'],
  ['/v1/events', '[],'],
  ['/xapi/statements', '{},'],
  ['/caliper', '{"a":[[],[]]},'],
  ['/v1/courses/a', '{"a":0},'],
])('%s refuses sixteen megabytes of %s unread', async (path, unit) => {
  const { pipeline } = await Installation.make();
  const body = gzipSync(`[${unit.repeat(Math.floor((16 * 1_048_576 - 3) / unit.length))}0]`);
  const before = process.memoryUsage().heapUsed;
  const answer = await frontDoor(
    {
      method: path.startsWith('/v1/courses') ? 'PUT' : 'POST',
      path,
      query: new URLSearchParams(),
      headers: {
        authorization: `Bearer ${SECRET}-lenient`,
        'content-type': 'application/json',
        'content-encoding': 'gzip',
        'x-experience-api-version': '1.0.3',
      },
      body: async () => body,
    },
    pipeline,
  );
  expect(answer.status).toBe(413);
  expect(JSON.parse(answer.body)).toMatchObject({ error: { code: 'too_many_values' } });
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(128 * 1_048_576);
});
