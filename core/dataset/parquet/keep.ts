import type { RowGroup } from 'hyparquet';
import type { ParquetFile } from './read.ts';

/** Row groups with which a file begins, to begin another one with. */
export interface KeptGroups {
  readonly groups: readonly RowGroup[];
  /** Where they end in the file, and so in the other. */
  readonly end: number;
  /** Their bytes, from a place in the file on. */
  bytes(from: number): AsyncGenerator<Uint8Array>;
}

/** Copied at once. */
const COPY_BYTES = 8 * 1_048_576;

/** The first row groups of a file, as they are. */
export function keep(file: ParquetFile, count: number): KeptGroups {
  const groups = file.groups.slice(0, count).map(told);
  const end = Math.max(0, ...groups.flatMap(({ columns }) => columns.map(endOf)));
  return {
    groups,
    end,
    async *bytes(from) {
      for (let at = from; at < end; at += COPY_BYTES) yield await file.bytes(at, Math.min(at + COPY_BYTES, end));
    },
  };
}

/**
 * How many of a file's first row groups stay as they are: full ones, so that the file is the same as if it were written anew, which
 * end before a time. Bytes of a row group hold no position in the file; what stands behind the last one (page indexes) does.
 *
 * @param time ms since the epoch: of the first row that enters
 * @param untouched row groups in which no row leaves or changes
 */
export function keepable(file: ParquetFile, rows: number, time: number, untouched: number): number {
  let count = 0;
  while (count < untouched && isKeepable(file.groups[count], rows, time)) count++;
  return count;
}

function isKeepable(group: RowGroup | undefined, rows: number, time: number): boolean {
  if (group === undefined || Number(group.num_rows) !== rows) return false;
  if (group.columns.some(({ offset_index_offset, column_index_offset }) => (offset_index_offset ?? column_index_offset) !== undefined)) {
    return false;
  }
  const last = lastTime(group);
  return last !== null && last < time;
}

/** ms since the epoch; null: its statistics do not tell. */
function lastTime({ columns }: RowGroup): number | null {
  const { statistics } = columns.find(({ meta_data }) => meta_data?.path_in_schema[0] === 'time')?.meta_data ?? {};
  const last = statistics?.max_value ?? statistics?.max;
  return typeof last === 'number' ? last : null;
}

/** The reader leaves out how many values are not a number, which the writer tells of doubles: none, since all come from JSON. */
function told(group: RowGroup): RowGroup {
  const columns = group.columns.map((column) => {
    const { meta_data } = column;
    if (meta_data?.type !== 'DOUBLE' || meta_data.statistics === undefined) return column;
    return { ...column, meta_data: { ...meta_data, statistics: { ...meta_data.statistics, nan_count: 0n } } };
  });
  return { ...group, columns };
}

function endOf({ meta_data }: RowGroup['columns'][number]): number {
  if (meta_data === undefined) return 0;
  const start = meta_data.dictionary_page_offset ?? meta_data.data_page_offset;
  return Number(start + meta_data.total_compressed_size);
}
