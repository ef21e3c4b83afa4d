/** What Athena says when an object is not, or no longer, what it was when the query was planned. */
const REPLACED = [
  'HIVE_CANNOT_OPEN_SPLIT',
  'HIVE_BAD_DATA',
  'HIVE_CURSOR_ERROR',
  'HIVE_FILESYSTEM_ERROR',
  'HIVE_FILE_NOT_FOUND',
  'HIVE_FILE_MISSING',
  'NoSuchKey',
  'PreconditionFailed',
];

/** @param reason StateChangeReason of GetQueryExecution */
export function isReplacement(reason: string): boolean {
  return REPLACED.some((code) => reason.includes(code));
}

export function isUnknownTable(reason: string): boolean {
  return /\b(?:TABLE|SCHEMA|CATALOG)_NOT_FOUND\b/.test(reason);
}

/** For whoever wrote the SQL; the ids of requests and buckets that follow help nobody. */
export function reasonOf(reason: string): string {
  return reason.replace(/\s*\((?:Service|Request ID|Extended).*$/s, '').trim();
}
