import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { eventsView, literal, storedViews } from '#adapters/embedded/duckdb-engine-view.ts';
import { COLUMNS } from '#core/dataset/columns.ts';
import { VIEWS } from '#core/query/views.ts';
import { median, round } from './report.ts';

export interface TableRun {
  readonly table: string;
  /** That it has. */
  readonly rows: number;
  readonly seconds: number;
  /** Most memory that the engine held at once. */
  readonly peakMB: number;
}

/** A day's sitting of 25 events, of each learner on each day: pages, a video with a jump, answers with clicks and grades, the forum. */
const LEARNERS = 5_000;
const COURSES = 4;
const SITTING = 25;
/** What a query may use here, without any spilling to the disk: it fails beyond. */
const MEMORY = '1GiB';

const ACTS = `(VALUES
  (0, 'navigation', 'viewed', 'sequential'), (1, 'video', 'loaded', 'video'), (2, 'video', 'played', 'video'), (3, 'video', 'seeked', 'video'),
  (4, 'video', 'paused', 'video'), (5, 'assessment', 'clicked', 'problem'), (6, 'assessment', 'answered', 'problem'),
  (7, 'grade', 'graded', 'problem'), (8, 'navigation', 'viewed', 'page'), (9, 'forum', 'posted', 'thread')
) AS acts (act, category, action, object_type)`;

/** Of events with what the tables read; every other column is null. */
function made(rows: number): string {
  const given: Readonly<Record<string, string>> = {
    event_id: `'e1' || left(md5(CAST(n AS VARCHAR)), 26)`,
    time: `TIMESTAMPTZ '2026-03-02 07:00:00Z' + INTERVAL (n // ${LEARNERS * SITTING}) DAY + INTERVAL (who % 600) MINUTE + INTERVAL (step * 20 + n % 7) SECOND`,
    received_on: `DATE '2026-03-02'`,
    source: `'campus'`,
    dialect: `'openedx'`,
    course_id: `'course-v1:Sorbonne+BIO10' || who % ${COURSES} || '+2026'`,
    learner: `'p1' || left(md5(CAST(who AS VARCHAR)), 26)`,
    session: `'s1' || left(md5(CAST(n // ${SITTING} AS VARCHAR)), 26)`,
    category: 'category',
    action: 'action',
    object_type: 'object_type',
    object_id: `CASE WHEN object_type <> 'thread' THEN 'block-v1:Sorbonne+BIO10' || who % ${COURSES} || '+2026+type@' || object_type || '+block@' || md5(CAST(item AS VARCHAR)) END`,
    page: `CASE WHEN category <> 'grade' THEN '/courses/course-v1:Sorbonne+BIO101+2026/courseware/' || md5(CAST(item AS VARCHAR)) || '/:x' END`,
    score_raw: `CASE WHEN action IN ('answered', 'graded') THEN CAST(n % 2 AS DOUBLE) END`,
    score_max: `CASE WHEN action IN ('answered', 'graded') THEN 1e0 END`,
    success: `CASE WHEN action = 'answered' THEN n % 2 = 1 END`,
    media_time_s: `CASE WHEN action = 'played' THEN CAST(n % 300 AS DOUBLE) WHEN action = 'paused' THEN CAST(n % 300 + 15 AS DOUBLE) END`,
    media_from_s: `CASE WHEN action = 'seeked' THEN CAST(n % 300 + 15 AS DOUBLE) END`,
    media_to_s: `CASE WHEN action = 'seeked' THEN CAST(n % 300 AS DOUBLE) END`,
    schema_version: '1',
    transform_version: '1',
  };
  const types = {
    string: 'VARCHAR',
    timestamp: 'TIMESTAMPTZ',
    date: 'DATE',
    int32: 'INTEGER',
    double: 'DOUBLE',
    boolean: 'BOOLEAN',
  } as const;
  const columns = COLUMNS.map(({ name, type }) => `CAST(${given[name] ?? 'NULL'} AS ${types[type]}) AS ${name}`);
  return `SELECT ${columns.join(', ')}, 'course-' || who % ${COURSES} AS course, '2026-03' AS month
FROM (SELECT range AS n, range // ${SITTING} % ${LEARNERS} AS who, range % ${SITTING} AS step, (range // 10) % 300 AS item FROM range(${rows}))
JOIN ${ACTS} ON act = step % 10`;
}

/** Every table over this many generated events, read whole by DuckDB from Parquet, under a bound of memory. */
export async function measureTables(rows: number, rounds: number): Promise<TableRun[]> {
  const folder = await mkdtemp(join(tmpdir(), 'sillage-bench-'));
  try {
    const events = join(folder, 'events');
    const files = await connected(async (connection) => {
      await connection.run(`COPY (${made(rows)}) TO ${literal(events)} (FORMAT parquet, PARTITION_BY (course, month), COMPRESSION zstd)`);
      const found = await connection.runAndReadAll(`SELECT file FROM glob(${literal(`${events}/**/*.parquet`)})`);
      return found.getRows().map(([file]) => String(file));
    });
    const runs: TableRun[] = [];
    for (const { name } of VIEWS) runs.push(await measure(name, rounds, files, join(folder, 'profile.json')));
    return runs;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** An engine of its own: the peak of memory is counted over its life. */
async function connected<T>(use: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    await connection.run(`SET TimeZone = 'UTC'`);
    return await use(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function measure(table: string, rounds: number, files: readonly string[], profile: string): Promise<TableRun> {
  return connected(async (connection) => {
    for (const statement of [
      eventsView(files),
      ...storedViews(VIEWS),
      `SET memory_limit = '${MEMORY}'`,
      `SET temp_directory = ''`,
      `SET enable_profiling = 'json'`,
      `SET profiling_output = ${literal(profile)}`,
      `SET custom_profiling_settings = '{"SYSTEM_PEAK_BUFFER_MEMORY": "true"}'`,
    ]) {
      await connection.run(statement);
    }
    const seconds: number[] = [];
    let rows = 0;
    for (let i = 0; i < rounds; i++) {
      const before = performance.now();
      // The hash of the whole row: no column may be left out.
      const answer = await connection.runAndReadAll(`SELECT count(*), max(hash(all_of_it)) FROM ${table} AS all_of_it`);
      seconds.push((performance.now() - before) / 1000);
      rows = Number(answer.getRows()[0]?.[0]);
    }
    const { system_peak_buffer_memory: peak } = JSON.parse(await readFile(profile, 'utf8')) as { system_peak_buffer_memory: number };
    return { table, rows, seconds: round(median(seconds), 3), peakMB: Math.round(peak / 1e6) };
  });
}
