import type { RefusalCode } from '../http.ts';

/** A part of the address, a parameter or a header: its name and what it means. */
export type Told = readonly [name: string, meaning: string];

/** One method of one address, as the description tells it. */
export interface Operation {
  readonly summary: string;
  /** Who sends is proved otherwise than by the Authorization header, or need not be proved. */
  readonly open?: true;
  /** What stands at each star of the address. */
  readonly parts?: readonly Told[];
  readonly query?: readonly Told[];
  readonly headers?: readonly Told[];
  /** JSON Schema by media type. */
  readonly body?: Readonly<Record<string, object>>;
  readonly success?: { readonly status: number; readonly what: string; readonly schema?: object };
  readonly refusals: readonly RefusalCode[];
}

export const schemaNamed = (name: string): object => ({ $ref: `#/components/schemas/${name}` });

/** What every door that takes a body may refuse before it reads what is in it. */
export const BODY_REFUSALS = [
  'unauthorized',
  'scope_missing',
  'body_too_large',
  'unsupported_encoding',
  'corrupt_encoding',
  'unavailable',
] as const satisfies readonly RefusalCode[];
