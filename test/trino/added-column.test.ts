import { GetPartitionsCommand, GlueClient, UpdateTableCommand } from '@aws-sdk/client-glue';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { GlueCatalogue } from '#adapters/aws/glue-catalogue.ts';
import { glueTable } from '#core/query/glue-table.ts';
import { type AthenaEndpoint, athenaEndpoint } from '../aws/athena/endpoint.ts';
import { glueInput } from '../aws/athena/glue-input.ts';
import { athenaLake } from '../aws/athena/lake.ts';
import { motoOptions } from '../aws/support/clients.ts';
import { DAY, row, SLUG } from '../support/rows.ts';
import { trinoBehind } from './trino-behind.ts';

let endpoint: AthenaEndpoint;
beforeAll(async () => {
  endpoint = await athenaEndpoint(trinoBehind(inject('trino')));
});
afterAll(() => endpoint.close());

/** Athena's engine reads Parquet by the table's names; other readers of the catalogue go by a partition's own list. */
it('a column added to the table is read in the months that were there before, whether or not they were described anew', async () => {
  const { engine, place, database } = await athenaLake(endpoint.url);
  const bucket = database.replaceAll('_', '-');
  const now = glueTable(`s3://${bucket}/events/`);
  const { columns, ...storage } = now.storageDescriptor;
  const before = { ...now, storageDescriptor: { ...storage, columns: columns.filter(({ name }) => name !== 'country') } };
  const glue = new GlueClient(motoOptions());
  const replaceTable = (table: typeof now) => glue.send(new UpdateTableCommand({ DatabaseName: database, TableInput: glueInput(table) }));
  await replaceTable(before);
  await place(SLUG, DAY, [row('e1a', { country: 'FR' })]);
  await replaceTable(now);
  const described = async (): Promise<boolean | undefined> => {
    const { Partitions = [] } = await glue.send(new GetPartitionsCommand({ DatabaseName: database, TableName: 'events' }));
    return Partitions[0]?.StorageDescriptor?.Columns?.some(({ Name }) => Name === 'country');
  };
  const select = 'SELECT event_id, country FROM events';
  expect(await described()).toBe(false);
  expect((await engine.run(select)).rows).toEqual([['e1a', 'FR']]);
  await new GlueCatalogue(glue, database, bucket).publish({ slug: SLUG, month: DAY.slice(0, 7) });
  expect(await described()).toBe(true);
  expect((await engine.run(select)).rows).toEqual([['e1a', 'FR']]);
});
