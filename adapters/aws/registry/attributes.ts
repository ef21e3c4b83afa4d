import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { Fault } from '#core/errors.ts';

/** An item as DynamoDB writes it: each value beside the letter of its type. */
export type Item = Record<string, AttributeValue>;

export const text = (value: string): AttributeValue => ({ S: value });
export const number = (value: number): AttributeValue => ({ N: String(value) });
export const bytes = (value: Uint8Array): AttributeValue => ({ B: value });

/** An attribute that every item of its kind has. @throws Fault `registry_unavailable` when it is missing: somebody else wrote into the table */
export function textOf(item: Item, name: string): string {
  return maybeText(item, name) ?? damaged();
}

export function numberOf(item: Item, name: string): number {
  return maybeNumber(item, name) ?? damaged();
}

export function maybeText(item: Item, name: string): string | null {
  return item[name]?.S ?? null;
}

export function maybeNumber(item: Item, name: string): number | null {
  const digits = item[name]?.N;
  return digits === undefined ? null : Number(digits);
}

export function maybeBytes(item: Item, name: string): Uint8Array | null {
  const value = item[name]?.B;
  // A plain array: what the SDK gives may be a Buffer over a larger pool.
  return value === undefined ? null : Uint8Array.from(value);
}

function damaged(): never {
  throw new Fault('registry_unavailable', 'an item of the table lacks an attribute');
}
