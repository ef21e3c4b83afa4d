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

/** "Admin User as Ada Lovelace", in English and French: somebody was logged in as somebody else. */
const DISGUISED: Readonly<Record<string, RegExp>> = { en: / as /, fr: / en tant que /, any: / as | en tant que / };

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
  const course = told.course ?? (typeof declared === 'string' ? declared : null);
  const disguise = DISGUISED[typeof language === 'string' && Object.hasOwn(DISGUISED, language) ? language : 'any'] as RegExp;
  const sent: Sent = {
    component: name?.component ?? plugin ?? 'core',
    event: name?.event ?? null,
    verb: told.verb,
    user: told.user,
    // Where a description names one person, it is the one concerned, whoever set it off: "The user with id '3' completed the course".
    related: told.related ?? told.user,
    disguised: disguise.test(textOf(user)),
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
