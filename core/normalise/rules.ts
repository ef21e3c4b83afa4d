import type { JsonObject } from './dialect.ts';
import { breach as caliper } from './dialects/caliper/rules/rules.ts';
import { breach as xapi } from './dialects/xapi/rules/rules.ts';

/** The specifications whose rules an endpoint can hold its senders to. */
export type RulesName = 'xapi-1.0' | 'xapi-2.0' | 'caliper';

/** @returns the path of the first fault in the specification's own vocabulary, never the sender's words; null when there is none */
export type Breach = (item: JsonObject) => string | null;

/** By name; a batch tells which ones its items were held to, so that process decides as receive did. */
export const RULES: ReadonlyMap<RulesName, Breach> = new Map<RulesName, Breach>([
  ['xapi-1.0', (item) => xapi(item, '1.0')],
  ['xapi-2.0', (item) => xapi(item, '2.0')],
  ['caliper', caliper],
]);
