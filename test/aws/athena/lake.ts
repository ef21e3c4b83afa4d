import { AthenaClient } from '@aws-sdk/client-athena';
import { CreateDatabaseCommand, CreateTableCommand, GlueClient } from '@aws-sdk/client-glue';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { AthenaEngine } from '#adapters/aws/athena-engine.ts';
import { GlueCatalogue } from '#adapters/aws/glue-catalogue.ts';
import { S3Store } from '#adapters/aws/s3-store.ts';
import { eventsKey } from '#core/dataset/layout.ts';
import { athenaView } from '#core/query/athena-view.ts';
import { type GlueTable, glueTable } from '#core/query/glue-table.ts';
import { VIEWS } from '#core/query/views.ts';
import type { EngineUnderTest } from '../../contracts/query-engine.suite.ts';
import { fileOf } from '../../query/lake.ts';
import { freshName, motoOptions } from '../support/clients.ts';
import { glueInput } from './glue-input.ts';

export interface AthenaLake extends EngineUnderTest {
  readonly engine: AthenaEngine;
  readonly objects: S3Store;
  readonly database: string;
  /** Of the merged files. */
  readonly location: string;
  /** Publishes the month and puts the file, as merge does. */
  put(slug: string, day: string, file: Uint8Array): Promise<void>;
}

/** An empty lake with the stacks' database, table and views. @param athena where Athena's protocol is spoken */
export async function athenaLake(athena: string): Promise<AthenaLake> {
  const bucket = freshName('events');
  const s3 = new S3Client(motoOptions());
  await s3.send(new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration: { LocationConstraint: 'eu-west-3' } }));
  const objects = new S3Store(s3, [{ prefix: '', bucket }]);
  const database = bucket.replaceAll('-', '_');
  const location = `s3://${bucket}/events/`;
  await makeDatabase(database, [glueTable(location), ...VIEWS.map((view) => athenaView(view, database))]);
  const catalogue = new GlueCatalogue(new GlueClient(motoOptions()), database, bucket);
  const engine = engineOver(athena, database, { catalogue, files: () => objects.list('events/') });
  const put = async (slug: string, day: string, file: Uint8Array): Promise<void> => {
    await engine.publish({ slug, month: day.slice(0, 7) });
    await objects.put(eventsKey({ slug, day }), file);
  };
  let generation = 0;
  return {
    engine,
    objects,
    database,
    location,
    put,
    place: async (slug, day, rows) => put(slug, day, await fileOf(rows, generation++)),
    close: () => {},
  };
}

/** An engine that asks in another database. */
export function engineOver(
  athena: string,
  database: string,
  options: Partial<ConstructorParameters<typeof AthenaEngine>[0]> = {},
): AthenaEngine {
  const catalogue = { publish: async () => {} };
  return new AthenaEngine({
    athena: new AthenaClient({ ...motoOptions(), endpoint: athena }),
    workgroup: 'primary',
    database,
    catalogue,
    ...options,
  });
}

export async function makeDatabase(name: string, tables: readonly GlueTable[]): Promise<void> {
  const glue = new GlueClient(motoOptions());
  await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: name } }));
  for (const table of tables) await glue.send(new CreateTableCommand({ DatabaseName: name, TableInput: glueInput(table) }));
}
