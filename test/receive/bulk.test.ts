import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Batch } from '#core/receive/batch.ts';
import { ingestFile } from '#core/receive/bulk.ts';
import { cuts } from '#core/receive/cut.ts';
import { Installation, native, sourceOf } from '../support/installation.ts';

async function* chunks(bytes: Uint8Array, size = 1_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function ingest(bytes: Uint8Array, chunk?: number) {
  const installation = await Installation.make();
  const batches: Batch[] = [];
  const intake = new Proxy(installation.intake, {
    get(real, name) {
      if (name !== 'submit') return (Reflect.get(real, name, real) as () => unknown).bind(real);
      return async (batch: Batch) => {
        batches.push(batch);
        await real.submit(batch);
      };
    },
  });
  await ingestFile(chunks(bytes, chunk), { source: sourceOf('lenient'), dialect: null }, { ...installation.pipeline, intake });
  await installation.settle();
  return { installation, batches, lines: batches.flatMap(({ lines }) => lines) };
}

const events = (n: number) => Array.from({ length: n }, (_, i) => native({ id: `event-${i}` }));

describe('ingestFile', () => {
  it.each([
    ['plain', (text: string) => Buffer.from(text)],
    ['gzip', (text: string) => gzipSync(text)],
    ['two gzip members', (text: string) => Buffer.concat([gzipSync(text.slice(0, 100)), gzipSync(text.slice(100))])],
    ['zstd', (text: string) => zstdCompressSync(text)],
    ['CRLF and a byte order mark', (text: string) => Buffer.from(`\ufeff${text.replaceAll('\n', '\r\n')}`)],
    ['no line end after the last line', (text: string) => Buffer.from(text.trimEnd())],
  ])('reads %s, and names the batch by its content', async (_how, pack) => {
    const text = `${events(5).join('\n')}\n`;
    const reference = await ingest(Buffer.from(text));
    const packed = await ingest(pack(text), 7);
    expect(packed.lines).toEqual(events(5));
    expect(packed.batches.map(({ id }) => id)).toEqual(reference.batches.map(({ id }) => id));
    expect(await packed.installation.rows()).toHaveLength(5);
  });

  it.each([
    ['one object over several lines', JSON.stringify(JSON.parse(native()), null, 2), 1],
    ['an array over several lines', `[\n${events(3).join(',\n')}\n]\n`, 3],
    ['an array in one line', `[${events(3).join(',')}]`, 3],
    [
      'a long array in one line',
      `[${Array.from({ length: 30 }, (_, i) => native({ id: `event-${i}`, bulk: 'x'.repeat(100_000) })).join(',')}]`,
      30,
    ],
    ['lines of which the first is cut off', `{"sillage":1,"id\n${events(2).join('\n')}`, 3],
    ['blank lines before and between', `\n\n${events(1)[0]}\n\n${events(2)[1]}\n`, 5],
    ['nothing', '', 0],
  ])('reads %s', async (_how, text, lines) => {
    const { installation } = await ingest(Buffer.from(text));
    const summary = await installation.summary();
    expect(summary.lines).toBe(lines);
    const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((a, b) => a + b, 0);
    expect(summary.rows + sum(summary.rejected) + sum(summary.dropped)).toBe(lines);
  });

  it('cuts at fixed lines, wherever the chunks end', async () => {
    const text = Buffer.from(`${events(20_001).join('\n')}\n`);
    const sizes: number[][] = [];
    for (const size of [997, 65_536]) {
      const found: number[] = [];
      for await (const { lines } of cuts(chunks(text, size))) found.push(lines.length);
      sizes.push(found);
    }
    expect(sizes).toEqual([
      [10_000, 10_000, 1],
      [10_000, 10_000, 1],
    ]);
  });

  it('gives the cuts of a file that grew the same ids', async () => {
    const before = await ingest(Buffer.from(`${events(10_000).join('\n')}\n`), 65_536);
    const after = await ingest(Buffer.from(`${events(10_003).join('\n')}\n`), 65_536);
    expect(after.batches[0]?.id).toBe(before.batches[0]?.id);
    expect(after.batches).toHaveLength(2);
  });

  it('keeps equals of a coarse clock apart, across the cuts of one file, and finds them again in a second sending', async () => {
    const coarse = native({ id: undefined, time: '2026-03-02T09:00:00Z' });
    const fine = native({ id: undefined, time: '2026-03-02T09:00:00.001Z' });
    const text = Buffer.from(`${[coarse, fine, ...events(9_998), coarse, fine, coarse].join('\n')}\n`);
    const { installation } = await ingest(text, 65_536);
    expect(await installation.rows()).toHaveLength(9_998 + 3 + 1);
    await ingestFile(chunks(text, 65_536), { source: sourceOf('lenient'), dialect: null }, installation.pipeline);
    await installation.settle();
    expect(await installation.rows()).toHaveLength(9_998 + 3 + 1);
  });

  it('keeps what came before the damage, and says that the file is damaged', async () => {
    const packed = gzipSync(`${events(15_000).join('\n')}\n`);
    const installation = await Installation.make();
    const damaged = packed.subarray(0, packed.length - 2_000);
    await expect(ingestFile(chunks(damaged), { source: sourceOf('lenient'), dialect: null }, installation.pipeline)).rejects.toMatchObject({
      code: 'file_unreadable',
    });
    await installation.settle();
    expect((await installation.rows()).length).toBe(10_000);
  });

  it('rejects lines that are no UTF-8 one by one', async () => {
    const latin1 = Buffer.from(native({ id: 'é' }), 'latin1');
    const { installation } = await ingest(Buffer.concat([Buffer.from(`${native()}\n`), latin1, Buffer.from('\n')]));
    expect(await installation.summary()).toMatchObject({ lines: 2, rows: 1, rejected: { invalid_utf8: 1 } });
  });
});
