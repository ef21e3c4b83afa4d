import type { ColumnName } from '#core/dataset/columns.ts';
import { CALIPER_FILLS } from '#core/normalise/dialects/caliper/fills.ts';
import { CANVAS_FILLS } from '#core/normalise/dialects/canvas/fills.ts';
import { MOODLE_FILLS } from '#core/normalise/dialects/moodle/fills.ts';
import { NATIVE_FILLS } from '#core/normalise/dialects/native-fills.ts';
import { OPENEDX_FILLS } from '#core/normalise/dialects/openedx/fills.ts';
import { XAPI_FILLS } from '#core/normalise/dialects/xapi/fills.ts';

/**
 * Columns that events of a dialect may fill, each with the sender's fields that it is made of, as the codebook tells them: names of
 * fields, with what is done to them in a few words. What sillage itself writes (source, dialect, received_on, versions) is not listed.
 */
export type Fills = Readonly<Partial<Record<ColumnName, string>>>;

/** By dialect. Apart from the dialects themselves: who reads lines tells nobody of columns, and need not carry the texts. */
export const FILLS: ReadonlyMap<string, Fills> = new Map([
  ['openedx', OPENEDX_FILLS],
  ['xapi', XAPI_FILLS],
  ['caliper', CALIPER_FILLS],
  ['canvas', CANVAS_FILLS],
  ['moodle', MOODLE_FILLS],
  ['native', NATIVE_FILLS],
]);
