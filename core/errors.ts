/**
 * Broken machinery, by code. Bad data is never a Fault: it is a Rejection (normalise/rejection.ts).
 * Messages are fixed sentences plus values that cannot be personal data (codes, keys, versions, counts).
 */
const FAULTS = {
  vault_unavailable: 'The key vault did not answer; check the key file or the key service and try again.',
  key_version_unknown: 'The key vault has no key of this version; restore the key before going on.',
  key_file_exposed: 'The key file can be read by others; set its mode to 0600.',
  object_changed: 'An object was replaced while it was being read; run the operation again.',
  store_unavailable: 'The object store did not answer, or refused for now; try again.',
  object_key_invalid: 'An object key has a segment that is not allowed.',
  registry_unavailable: 'The registry did not answer; try again.',
  registry_contended: 'The registry kept changing under this operation; try again.',
  slug_taken: "A course's folder name belongs to another course; the two course ids collide.",
  parquet_unreadable: 'A Parquet file of the dataset cannot be read; restore it or remove it.',
  intake_unavailable: 'The queue did not answer, or refused for now; try again.',
  intake_full: 'The disk or the queue is full; free some space, or wait until what was received before is processed.',
  batch_unreadable: 'A stored batch cannot be decoded; it is kept apart for inspection.',
  merge_contended: 'A merged file kept being replaced by another merge; try again.',
  catalogue_unavailable: 'The table catalogue did not answer, or refused for now; try again.',
  engine_unavailable: 'The query service did not answer, or refused for now; try again.',
  signing_keys_unavailable: 'The public keys of a source that signs what it sends cannot be had; check its JWKS address and try again.',
  metrics_unavailable: 'CloudWatch did not answer, or refused for now; try again.',
  query_refused: 'Only one SELECT statement over the view "events" is allowed.',
  question_refused: 'A named question cannot be asked like this.',
  course_withheld:
    'There is no such course, or fewer than ten learners are in it; see: sillage query "SELECT course, course_id, learners FROM courses".',
  query_failed: 'The query could not be run.',
  file_unreadable: 'The file cannot be unpacked to its end; what came before is taken in, and the whole file may be ingested again.',
  folder_busy: 'Another sillage process works on this data folder; stop it first or let it do the work.',
  function_failed: 'A deployed function failed or ran out of time; its log says why.',
  data_version: 'This data folder was written by a newer version of sillage; upgrade first.',
} as const;

export type FaultCode = keyof typeof FAULTS;

export class Fault extends Error {
  readonly code: FaultCode;

  /** @param detail shown after the sentence; must never hold personal data */
  constructor(code: FaultCode, detail?: string, options?: ErrorOptions) {
    super(detail === undefined ? FAULTS[code] : `${FAULTS[code]} (${detail})`, options);
    this.name = 'Fault';
    this.code = code;
  }
}

/** The version of an object that was being read is gone. */
export function isChanged(error: unknown): boolean {
  return error instanceof Fault && error.code === 'object_changed';
}

/** The code to log for anything thrown; a message of foreign code is never logged, since it may quote data. */
export function faultCode(error: unknown): FaultCode | 'unexpected' {
  return error instanceof Fault ? error.code : 'unexpected';
}

/** Faults of the surroundings, which pass: what failed with them is tried again later, never given up. */
const PASSING: ReadonlySet<string> = new Set<FaultCode>([
  'vault_unavailable',
  'key_version_unknown',
  'key_file_exposed',
  'registry_unavailable',
  'registry_contended',
  'object_changed',
  'store_unavailable',
  'intake_unavailable',
  'intake_full',
  'catalogue_unavailable',
  'engine_unavailable',
  'signing_keys_unavailable',
  'metrics_unavailable',
  'merge_contended',
]);

/**
 * Whether trying again later may help; so it is with everything that the operating system or the network refused (ENOSPC, ECONNRESET).
 * Codes that begin with ERR_ are Node's own for wrong calls: a defect, which stays.
 */
export function passing(error: unknown): boolean {
  if (error instanceof Fault) return PASSING.has(error.code);
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && !code.startsWith('ERR_');
}
