import * as z from 'zod';
import { isZone } from '../normalise/dialects/moodle/report/zone.ts';
import type { Platform, SourcePolicy } from '../ports/registry.ts';

export const PLATFORMS = ['openedx', 'moodle', 'canvas', 'other'] as const satisfies readonly Platform[];
export const POLICIES = ['strict', 'lenient'] as const satisfies readonly SourcePolicy[];

/**
 * Logs of these platforms hold lines of every age and kind: one odd line must not refuse a whole sending. Canvas ends a subscription whose
 * events are refused.
 */
const LENIENT: ReadonlySet<Platform> = new Set(['openedx', 'moodle', 'canvas']);

export function defaultPolicy(platform: Platform): SourcePolicy {
  return LENIENT.has(platform) ? 'lenient' : 'strict';
}

const ID = 'must be 1 to 32 lower-case letters, digits and hyphens, as in campus-1 (digits alone in quotes)';
const ZONE = 'must be a time zone of the IANA database, as in Europe/Paris';
const TITLE = 'must be a title of 1 to 200 characters';

/** Longer than any key set's address. */
const LONGEST_URL = 512;
export const KEY_SET_URL =
  'must be the https address of a key set (JWKS), at most 512 characters, without a user or password, as in https://keys.example/jwks.json';

/** Whether a text may be where a platform's signing keys are fetched. */
export function isKeySetUrl(text: string): boolean {
  const url = text.length <= LONGEST_URL && /^https:\/\/[!-~]+$/.test(text) && URL.canParse(text) ? new URL(text) : null;
  return url !== null && url.username === '' && url.password === '' && url.hash === '';
}

export const id = z.string(ID).regex(/^[a-z0-9-]{1,32}$/, ID);

export const source = z
  .strictObject({
    id: id.describe('Its name, for ever: it is part of every pseudonym.'),
    platform: z.enum(PLATFORMS, `must be one of ${PLATFORMS.join(', ')}`).describe('Whose people and courses these are.'),
    policy: z
      .enum(POLICIES, `must be one of ${POLICIES.join(', ')}`)
      .optional()
      .describe(
        'Whether one faulty event refuses the whole POST (strict) or only itself. Default: strict for other, lenient for the rest.',
      ),
    title: z.string(TITLE).min(1, TITLE).max(200, TITLE).optional().describe('For people to read.'),
    jwks_url: z
      .string(KEY_SET_URL)
      .refine(isKeySetUrl, KEY_SET_URL)
      .optional()
      .describe('Key set (JWKS) by which the platform signs what it sends, as Canvas Live Events may. Read when the source is added.'),
    time_zone: z
      .string(ZONE)
      .refine(isZone, ZONE)
      .optional()
      .describe('In which its downloaded reports tell their times, for sillage ingest. Logs and tables tell UTC by themselves.'),
  })
  .transform(({ policy, ...rest }) => ({ ...rest, policy: policy ?? defaultPolicy(rest.platform) }))
  .describe('A platform that sends events.');
