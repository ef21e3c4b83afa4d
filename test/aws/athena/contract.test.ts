import { GlueClient } from '@aws-sdk/client-glue';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsKey } from '#core/dataset/layout.ts';
import { describeQueryEngine } from '../../contracts/query-engine.suite.ts';
import { fileOf } from '../../query/lake.ts';
import { DAY, row, SLUG } from '../../support/rows.ts';
import { motoOptions } from '../support/clients.ts';
import { duckdbBehind } from './duckdb-behind.ts';
import { type AthenaEndpoint, athenaEndpoint, type SqlBehind } from './endpoint.ts';
import { type AthenaLake, athenaLake } from './lake.ts';

let endpoint: AthenaEndpoint;
beforeAll(async () => {
  endpoint = await athenaEndpoint(duckdbBehind(new GlueClient(motoOptions()), new S3Client(motoOptions())));
});
afterAll(() => endpoint.close());

const lake = (url = endpoint.url): Promise<AthenaLake> => athenaLake(url);

describeQueryEngine('Athena', () => lake());

describe('AthenaEngine', () => {
  it('sees no month that was not published', async () => {
    const { engine, objects, place } = await lake();
    await place(SLUG, DAY, [row('e1a')]);
    await objects.put(eventsKey({ slug: SLUG, day: '2026-04-01' }), await fileOf([row('e1b', { time: Date.UTC(2026, 3, 1) })]));
    expect((await engine.run('SELECT event_id FROM events')).rows).toEqual([['e1a']]);
  });

  it('gives all rows of a long answer, in order', async () => {
    const { engine, place } = await lake();
    const ids = Array.from({ length: 2_500 }, (_, i) => `e1${String(i).padStart(5, '0')}`);
    await place(
      SLUG,
      DAY,
      ids.map((id) => row(id)),
    );
    expect((await engine.run('SELECT event_id FROM events ORDER BY 1')).rows.flat()).toEqual(ids);
  });

  it('runs again what met a replaced file, and gives up at last', async () => {
    let failures = 2;
    const behind: SqlBehind = {
      run: async () => {
        if (failures-- > 0) throw new Error('HIVE_CANNOT_OPEN_SPLIT: Error opening Hive split s3://b/k (offset=0): NoSuchKey');
        return { columns: [{ name: 'n', type: 'bigint' }], rows: [['7']] };
      },
    };
    const replaced = await athenaEndpoint(behind);
    const { engine } = await lake(replaced.url);
    expect((await engine.run('SELECT 7 AS n')).rows).toEqual([[7]]);
    failures = 100;
    await expect(engine.run('SELECT 7 AS n')).rejects.toMatchObject({ code: 'object_changed' });
    await replaced.close();
  });

  it('runs again when a file was replaced under a query that succeeded', async () => {
    const own: { lake?: AthenaLake } = {};
    let asked = 0;
    const behind: SqlBehind = {
      run: async () => {
        // A merge, in the midst of the first query.
        if (asked++ === 0) await own.lake?.place(SLUG, DAY, [row('e1b')]);
        return { columns: [{ name: 'n', type: 'integer' }], rows: [[String(asked)]] };
      },
    };
    const slow = await athenaEndpoint(behind);
    own.lake = await lake(slow.url);
    await own.lake.place(SLUG, DAY, [row('e1a')]);
    expect((await own.lake.engine.run('SELECT 1')).rows).toEqual([[2]]);
    await slow.close();
  });

  it('is not available when nobody answers', async () => {
    const { engine } = await lake('http://127.0.0.1:9');
    await expect(engine.run('SELECT 1')).rejects.toMatchObject({ code: 'engine_unavailable' });
  });
});
