import { hash } from 'node:crypto';
import type { EventIdentity } from './learning-event.ts';

/**
 * The UUID of an event that came without one: version 8 (RFC 9562, 5.8), of the SHA-256 of its frozen identity and its number among
 * equals in one sending. The same event sent again has the same id. No key is in it, since it goes back to the sender alone, who has
 * the content; a row has it under the event key (pseudonymise/identity.ts).
 */
export function derivedId({ value }: EventIdentity, occurrence: number): string {
  return uuidOf(`${value}\0${occurrence}`);
}

/** A UUID for a text: the same one for the same text. */
export function uuidOf(text: string): string {
  const hex = hash('sha256', text, 'hex');
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) & 3];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
