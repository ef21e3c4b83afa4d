import type { JsonObject } from '../../dialect.ts';
import { idOf } from './sent.ts';

const NUMBERED = /^(.{1,400})\/(user|course)\/(\d{1,18})$/;

/**
 * The number of a user or a course as the plugin logstore_caliper writes it: `…/user/17`, `…/course/42`, in events of 1.0, below the
 * address of the site, which is their edApp; null for any other IRI.
 */
export function moodleNumber(event: JsonObject, id: string, kind: 'user' | 'course'): string | null {
  const [, site, what, number = ''] = NUMBERED.exec(id) ?? [];
  if (what !== kind || typeof event['@type'] !== 'string') return null;
  return idOf(event['edApp'])?.replace(/\/$/, '') === site ? number : null;
}
