import { randomBytes } from 'node:crypto';
import type { Clock } from '#core/ports/clock.ts';
import type { Random } from '#core/ports/random.ts';

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() };

/** The operating system's generator, fit for salts and secrets. */
export const systemRandom: Random = { bytes: (length) => randomBytes(length) };
