import {
  CreateDatabaseCommand,
  CreateTableCommand,
  GetPartitionCommand,
  GetPartitionsCommand,
  GlueClient,
  UpdateTableCommand,
} from '@aws-sdk/client-glue';
import { beforeEach, expect, it } from 'vitest';
import { GlueCatalogue } from '#adapters/aws/glue-catalogue.ts';
import { Meter, metered } from '#adapters/aws/meter.ts';
import { type GlueTable, glueTable } from '#core/query/glue-table.ts';
import { SLUG } from '../../support/rows.ts';
import { freshName, motoOptions } from '../support/clients.ts';
import { glueInput } from './glue-input.ts';

const BUCKET = 'bucket-of-events';
const MARCH = { slug: SLUG, month: '2026-03' };
const now = glueTable(`s3://${BUCKET}/events/`);
const withColumns = (columns: GlueTable['storageDescriptor']['columns']): GlueTable => ({
  ...now,
  storageDescriptor: { ...now.storageDescriptor, columns },
});
/** The table before its last column was added, and with one more. */
const before = withColumns(now.storageDescriptor.columns.slice(0, -1));
const after = withColumns([...now.storageDescriptor.columns, { name: 'added_later', type: 'string' }]);

const glue = new GlueClient(motoOptions());
let DatabaseName: string;
let meter: Meter;

beforeEach(async () => {
  DatabaseName = freshName('partitions').replaceAll('-', '_');
  meter = new Meter();
  await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: DatabaseName } }));
  await glue.send(new CreateTableCommand({ DatabaseName, TableInput: glueInput(before) }));
});

const replaceTable = (table: GlueTable) => glue.send(new UpdateTableCommand({ DatabaseName, TableInput: glueInput(table) }));
/** As a function has it after a cold start. */
const catalogue = () => new GlueCatalogue(metered(new GlueClient(motoOptions()), 'Glue', meter), DatabaseName, BUCKET);

async function march() {
  const asked = new GetPartitionCommand({ DatabaseName, TableName: 'events', PartitionValues: [MARCH.slug, MARCH.month] });
  const { Columns = [], Location } = (await glue.send(asked)).Partition?.StorageDescriptor ?? {};
  return { columns: Columns.map(({ Name }) => Name), location: Location };
}
const names = ({ storageDescriptor }: GlueTable) => storageDescriptor.columns.map(({ name }) => name);
const location = `s3://${BUCKET}/events/course=${SLUG}/month=2026-03/`;

it('a month has the columns of its table', async () => {
  await catalogue().publish(MARCH);
  expect(await march()).toEqual({ columns: names(before), location });
});

it('a month gets the columns that its table has gained, once something is put into it', async () => {
  await catalogue().publish(MARCH);
  await replaceTable(after);
  await catalogue().publish(MARCH);
  expect(await march()).toEqual({ columns: names(after), location });
  const { Partitions = [] } = await glue.send(new GetPartitionsCommand({ DatabaseName, TableName: 'events' }));
  expect(Partitions).toHaveLength(1);
});

it('a column whose type has changed is described anew', async () => {
  await catalogue().publish(MARCH);
  const [first, ...others] = before.storageDescriptor.columns;
  const changed = withColumns([{ ...first, name: first?.name ?? '', type: 'bigint' }, ...others]);
  await replaceTable(changed);
  await catalogue().publish(MARCH);
  const asked = new GetPartitionCommand({ DatabaseName, TableName: 'events', PartitionValues: [MARCH.slug, MARCH.month] });
  expect((await glue.send(asked)).Partition?.StorageDescriptor?.Columns?.[0]?.Type).toBe('bigint');
});

it('an old function, still warm, takes no column away from what a new one described', async () => {
  const old = catalogue();
  await old.publish({ ...MARCH, month: '2026-02' });
  await replaceTable(after);
  await catalogue().publish(MARCH);
  await old.publish(MARCH);
  expect((await march()).columns).toEqual(names(after));
});

it('asks once for each month and cold start, and several at once do no harm', async () => {
  const [one, other] = [catalogue(), catalogue()];
  await Promise.all([one.publish(MARCH), other.publish(MARCH)]);
  expect((await march()).columns).toEqual(names(before));
  const third = catalogue();
  const asked = meter.calls()['Glue.GetPartition'] ?? 0;
  for (let i = 0; i < 3; i++) await third.publish(MARCH);
  expect((meter.calls()['Glue.GetPartition'] ?? 0) - asked).toBe(1);
  expect(meter.calls()['Glue.UpdatePartition']).toBeUndefined();
});

it('is not available when Glue refuses', async () => {
  const elsewhere = new GlueCatalogue(new GlueClient(motoOptions()), 'no_such_database', BUCKET);
  await expect(elsewhere.publish(MARCH)).rejects.toMatchObject({ code: 'catalogue_unavailable' });
});
