import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { GetPartitionsCommand, type GlueClient } from '@aws-sdk/client-glue';
import { GetObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { DirectoryStore } from '#adapters/embedded/directory-store.ts';
import { DuckdbEngine } from '#adapters/embedded/duckdb-engine.ts';
import { Fault } from '#core/errors.ts';
import type { Cell } from '#core/ports/query-engine.ts';
import { VIEWS } from '#core/query/views.ts';
import type { EngineAnswer, SqlBehind } from './endpoint.ts';

/** DuckDB's names of types in Athena's words. */
const TYPES: Readonly<Record<string, string>> = {
  VARCHAR: 'varchar',
  BIGINT: 'bigint',
  HUGEINT: 'bigint',
  INTEGER: 'integer',
  DOUBLE: 'double',
  BOOLEAN: 'boolean',
  DATE: 'date',
  'TIMESTAMP WITH TIME ZONE': 'timestamp',
};

/**
 * DuckDB over the files that lie in the locations of the registered partitions, as Athena looks for them: a month that nobody
 * registered is not there.
 */
export function duckdbBehind(glue: GlueClient, s3: S3Client): SqlBehind {
  return {
    async run(sql, database) {
      const folder = mkdtempSync(join(tmpdir(), 'sillage-athena-'));
      try {
        await fetchPartitions(glue, s3, database, folder);
        const objects = new DirectoryStore(folder);
        try {
          const engine = new DuckdbEngine({ root: folder, list: (prefix) => objects.list(prefix), views: VIEWS });
          const { columns, rows } = await engine.run(sql);
          return {
            columns: columns.map(({ name, type }) => ({ name, type: TYPES[type] ?? type.toLowerCase() })),
            rows: rows.map((row) => row.map((cell, i) => athenaText(cell, columns[i]?.type ?? ''))),
          } satisfies EngineAnswer;
        } finally {
          objects.close();
        }
      } catch (error) {
        throw new Error(athenaReason(error));
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

async function fetchPartitions(glue: GlueClient, s3: S3Client, DatabaseName: string, folder: string): Promise<void> {
  const { Partitions = [] } = await glue.send(new GetPartitionsCommand({ DatabaseName, TableName: 'events' }));
  for (const { StorageDescriptor, Values = [] } of Partitions) {
    const [, Bucket = '', Prefix = ''] = /^s3:\/\/([^/]+)\/(.*)$/.exec(StorageDescriptor?.Location ?? '') ?? [];
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix }));
    for (const { Key = '' } of Contents) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      // By the partition's values, not by the path: so does Athena.
      const file = join(folder, `events/course=${Values[0]}/month=${Values[1]}`, Key.slice(Prefix.length));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, (await Body?.transformToByteArray()) ?? new Uint8Array());
    }
  }
}

function athenaText(cell: Cell, type: string): string | null {
  if (cell === null) return null;
  if (type === 'TIMESTAMP WITH TIME ZONE') return String(cell).replace('T', ' ').replace('Z', '');
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
}

function athenaReason(error: unknown): string {
  if (error instanceof Fault && error.code === 'query_refused') return 'TABLE_NOT_FOUND: the engine behind refused it';
  const cause = error instanceof Fault ? error.cause : error;
  return `SYNTAX_ERROR: ${cause instanceof Error ? cause.message : String(cause)}`;
}
