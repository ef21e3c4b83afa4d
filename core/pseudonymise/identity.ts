import type { EventIdentity } from '#core/normalise/learning-event.ts';
import { type EventToken, type TokenKey, token } from './pseudonym.ts';

/**
 * token("e1", subkey("event", source), form 0x00 identity), and for the second and later ones among equals
 * of a coarse clock: 0x00 occurrence number.
 *
 * @param occurrence counted among equals in what the sender sent, from 0
 */
export function eventToken(key: TokenKey, identity: EventIdentity, occurrence: number): EventToken {
  const message = `${identity.form}\0${identity.value}`;
  return token('e', key, occurrence === 0 ? message : `${message}\0${occurrence}`);
}
