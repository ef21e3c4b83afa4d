import { canonicalJson } from '../../../canonical-json.ts';
import type { JsonObject, Outcome, UnusedKeys } from '../../../dialect.ts';
import { rejection } from '../../../rejection.ts';
import { SITE } from '../row.ts';
import type { Sent } from '../sent.ts';
import { toldOf } from '../told.ts';
import { describe } from './description.ts';
import { localTime } from './local-time.ts';
import { componentNamed, eventNamed } from './names.ts';
import { instantIn, isZone } from './zone.ts';

const READ = new Set(['moodle_report', 'time_zone', 'language', 'in_course', 'time', 'component', 'event', 'description', 'user']);
const DROPPED = new Set(['course', 'affected', 'context', 'origin', 'ip']);

/**
 * "Admin User as Ada Lovelace", in English and French: somebody was logged in as somebody else. A first and a last name stand on both
 * sides: somebody may be called "Thomas as Salim".
 */
const DISGUISED: Readonly<Record<string, RegExp>> = { en: between('as'), fr: between('en tant que'), any: between('as|en tant que') };

function between(words: string): RegExp {
  return new RegExp(`^\\S+ \\S.* (?:${words}) \\S+ \\S`);
}

/**
 * Events about somebody else than who set them off, in whose sentence that one stands alone: "The user with id '3' completed the course".
 * In all others who stands alone is the acting one (a teacher who "has marked the essay"), and whom it was done to is not told.
 */
const CONCERNED_ALONE = new Set(['core/course_completed', 'core/badge_revoked']);

/** A line of the downloaded report, as receive frames it: its columns in our words, and what was declared of the file. */
export function readReport(item: JsonObject, unused: UnusedKeys): Outcome {
  const { time, description, component, event, user, time_zone: zone, language, in_course: declared } = item;
  if (typeof time !== 'string' || typeof description !== 'string') return rejection('invalid_field', 'description');
  if (zone === undefined || zone === null) return rejection('missing_time_zone', 'time_zone');
  if (typeof zone !== 'string' || !isZone(zone)) return rejection('unknown_time_zone', 'time_zone');
  const local = localTime(time);
  const instant = local === null ? null : instantIn(zone, local);
  if (instant === null) return rejection('invalid_local_time', 'time');
  const told = describe(description);
  // FROZEN FOR EVER: the second, and Moodle's own English sentence with its numbers. The other columns are names, and change with the language.
  const identity = { form: 'json', value: canonicalJson([instant, description]), coarse: true } as const;
  if (declared !== undefined && !(typeof declared === 'string' && /^[1-9]\d{0,18}$/.test(declared))) {
    return rejection('invalid_course_id', 'in_course', identity);
  }
  const plugin = componentNamed(textOf(component)) ?? (told.plugin === null ? null : `mod_${told.plugin}`);
  const name = eventNamed(textOf(event), plugin);
  // Only the title of the event tells the language of a download in JSON ("System" is German as well). In another than ours nobody could tell
  // who was logged in as somebody else, and the act would be the victim's.
  if (language === undefined && name === null) return rejection('unknown_report_language', 'event', identity);
  const course = told.course ?? (typeof declared === 'string' ? declared : null);
  const disguise = DISGUISED[typeof language === 'string' && Object.hasOwn(DISGUISED, language) ? language : 'any'] as RegExp;
  const sent: Sent = {
    component: name?.component ?? plugin ?? 'core',
    event: name?.event ?? null,
    verb: told.verb,
    user: told.user,
    related: told.related ?? (CONCERNED_ALONE.has(`${name?.component}/${name?.event}`) ? told.user : null),
    disguised: disguise.test(textOf(user).trim().replace(/\s+/g, ' ')),
    anonymous: false,
    course: course === SITE ? null : course,
    module: told.module,
    objectId: told.objectId,
    other: Object.fromEntries(Object.entries(told.things).flatMap(([word, id]) => [[`${word}id`, id] as const, [word, id] as const])),
  };
  for (const key in item) if (!READ.has(key)) unused(DROPPED.has(key) ? key : '(unknown)');
  return toldOf(sent, identity, instant);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
