import { derivedId } from '#core/normalise/derived-id.ts';
import type { EventIdentity } from '#core/normalise/learning-event.ts';
import { type EventToken, type TokenKey, token } from './pseudonym.ts';

/**
 * token("e1", subkey("event", source), form 0x00 identity), and for the second and later ones among equals
 * of a coarse clock: 0x00 occurrence number. An event whose id was derived is named by that id, as if it had come with it: so does
 * who speaks of it later (a voiding statement).
 *
 * @param occurrence counted among equals in what the sender sent, from 0
 */
export function eventToken(key: TokenKey, identity: EventIdentity, occurrence: number): EventToken {
  if (identity.native === 'uuid') return token('e', key, `id\0${derivedId(identity, occurrence)}`);
  const message = `${identity.form}\0${identity.value}`;
  return token('e', key, occurrence === 0 ? message : `${message}\0${occurrence}`);
}
