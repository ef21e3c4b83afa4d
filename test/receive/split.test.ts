import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cuts } from '#core/receive/cut.ts';
import { itemsOf } from '#core/receive/items.ts';
import { itemsOfLine } from '#core/receive/split.ts';

const SENSOR = 'https://cours.exemple.fr/capteur';
const envelope = (data: unknown, more: object = {}) => ({ sensor: SENSOR, sendTime: '2026-02-03T04:05:06+0000', ...more, data });
const split = (text: string) => [...itemsOfLine(text)];
const parse = (lines: readonly string[]) => lines.map((line) => JSON.parse(line) as unknown);

const value = fc.jsonValue({ maxDepth: 3 });
const plainJson = (it: unknown) => JSON.parse(JSON.stringify(it)) as unknown;

async function cutUp(text: string, size: number): Promise<{ lines: readonly string[]; digest: string }[]> {
  const bytes = Buffer.from(text);
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const found = [];
  for await (const { lines, digest } of cuts(chunks())) found.push({ lines, digest });
  return found;
}

describe('an envelope', () => {
  it('gives each of its items once, in order, under its own head', () => {
    fc.assert(
      fc.property(fc.array(value), fc.constantFrom(undefined, '\t'), fc.constantFrom({}, { dataVersion: 'v' }), (items, indent, more) => {
        const text = JSON.stringify(envelope(items, more), null, indent);
        expect(parse(split(text))).toEqual(items.map((item) => plainJson(envelope([item], more))));
      }),
    );
  });

  it('of one item is the same line again when it is split again', () => {
    fc.assert(
      fc.property(value, (item) => {
        const once = split(JSON.stringify(envelope([item])));
        expect(once.flatMap(split)).toEqual(once);
      }),
    );
  });

  it('keeps every digit, and strings that look like JSON', () => {
    const text = `{"data" : [ {"a":12345678901234567890} , "]},{\\"" ], "sensor":"s,]}\\"" }`;
    expect(split(text)).toEqual(['{"sensor":"s,]}\\"","data":[{"a":12345678901234567890}]}', '{"sensor":"s,]}\\"","data":["]},{\\""]}']);
  });

  it('takes the last of two members of one name, as parsers do', () => {
    expect(split('{"sensor":"a","data":[1],"sensor":"b","data":[2,3]}')).toEqual([
      '{"sensor":"b","data":[2]}',
      '{"sensor":"b","data":[3]}',
    ]);
  });

  it('without items is no line', () => {
    expect(split(JSON.stringify(envelope([])))).toEqual([]);
  });
});

describe('what is no envelope', () => {
  it.each([
    ['cut off', '{"sensor":"a","data":[{"x":1},'],
    ['data that are no array', '{"sensor":"a","data":{"x":[1,2]}}'],
    ['a sensor that is no text', '{"sensor":{},"data":[1,2]}'],
    ['an array', '[{"sensor":"a","data":[1,2]}]'],
    ['an envelope within something else', '{"event":{"sensor":"a","data":[1,2]}}'],
    ['words', 'the "sensor" has no "data"'],
    ['a head so long that its copies would fill memory', JSON.stringify({ sensor: 's'.repeat(2_000), data: [1, 2, 3] })],
    ['deeper than any sender writes', `{"sensor":"a","data":[1,${'['.repeat(20_000)}${']'.repeat(20_000)}]}`],
  ])('stays one line: %s', (_, line) => {
    expect(split(line)).toEqual([line]);
  });

  it('stays as it is, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (line) => {
        expect(split(line)).toEqual([line]);
      }),
    );
  });
});

describe('a POST', () => {
  const body = (value: unknown, indent?: number) => Buffer.from(JSON.stringify(value, null, indent));

  it('may be an envelope, an array of envelopes and events, or a line for each', () => {
    const sent = [envelope([1, 2]), { type: 'ViewEvent' }, envelope([]), envelope([3])];
    const lines = parse(sent.flatMap((one) => split(JSON.stringify(one))));
    expect(lines).toHaveLength(4);
    const asArray = itemsOf(body(sent, 2), 'application/json');
    const asLines = itemsOf(Buffer.from(sent.map((one) => JSON.stringify(one)).join('\n')), 'application/x-ndjson');
    const untold = itemsOf(Buffer.from(sent.map((one) => JSON.stringify(one)).join('\n')), undefined);
    for (const items of [asArray, asLines, untold]) expect(items.ok && parse(items.lines)).toEqual(lines);
  });

  it.each(['application/json', 'application/x-ndjson'])('holds 10,000 items at most after the splitting (%s)', (type) => {
    const most = envelope(Array.from({ length: 10_000 }, (_, i) => i));
    expect(itemsOf(body(most), type)).toMatchObject({ ok: true });
    expect(itemsOf(body(envelope([...(most.data as number[]), 1])), type)).toEqual({ ok: false, reason: 'too_many_items' });
    const many = Buffer.from(`${JSON.stringify(most)}\n{}`);
    expect(itemsOf(many, 'application/x-ndjson')).toEqual({ ok: false, reason: 'too_many_items' });
  });

  it('makes nothing of the items beyond the bound', () => {
    const body = Buffer.from(`{"sensor":"${'s'.repeat(900)}","data":[${'1,'.repeat(400_000)}1]}`);
    const before = process.memoryUsage().heapUsed;
    expect(itemsOf(body, 'application/json')).toEqual({ ok: false, reason: 'too_many_items' });
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(200_000_000);
  });

  it('keeps the neighbours of a malformed envelope', () => {
    const lines = [JSON.stringify(envelope([1])), '{"sensor":"a","data":[1,2', JSON.stringify(envelope([2, 3]))];
    const items = itemsOf(Buffer.from(lines.join('\n')), 'text/plain');
    expect(items.ok && items.lines).toHaveLength(4);
    expect(items.ok && items.lines[1]).toBe(lines[1]);
  });
});

describe('a bulk file', () => {
  const big = (n: number, from = 0) => envelope(Array.from({ length: n }, (_, i) => ({ n: from + i })));
  const numbers = (lines: readonly string[]) => lines.map((line) => (JSON.parse(line) as { data: [{ n: number }] }).data[0].n);

  it('is cut by the lines that come out, wherever the chunks end', async () => {
    const text = [big(7_000), big(7_000, 7_000), big(7_000, 14_000)].map((one) => JSON.stringify(one)).join('\n');
    const found = await cutUp(text, 65_536);
    expect(found.map(({ lines }) => lines.length)).toEqual([10_000, 10_000, 1_000]);
    expect(numbers(found.flatMap(({ lines }) => lines))).toEqual(Array.from({ length: 21_000 }, (_, i) => i));
    expect(await cutUp(text, 1_000_003)).toEqual(found);
  });

  it('may be one document: an envelope, or an array of them, on many lines', async () => {
    const lines = (await cutUp(JSON.stringify([big(3), big(3, 3)], null, 2), 1_000)).flatMap((cut) => cut.lines);
    expect(numbers(lines)).toEqual([0, 1, 2, 3, 4, 5]);
    const one = (await cutUp(JSON.stringify(big(4), null, 2), 1_000)).flatMap((cut) => cut.lines);
    expect(numbers(one)).toEqual([0, 1, 2, 3]);
  });

  it('is cut at 8 MiB of what comes out, so that a small file never fills memory', async () => {
    const text = `{"sensor":"${'s'.repeat(900)}","data":[${'1,'.repeat(30_000)}1]}`;
    const found = await cutUp(text, 65_536);
    expect(found.reduce((sum, { lines }) => sum + lines.length, 0)).toBe(30_001);
    for (const { lines } of found) expect(lines.reduce((sum, line) => sum + line.length + 1, 0)).toBeLessThanOrEqual(8 * 1_048_576 + 1_000);
  });
});
