import { type Drawn, hex, uuid } from './draw.ts';

const ADL = 'http://adlnet.gov/expapi';
const VIDEO = 'https://w3id.org/xapi/video';
const CAMPUS = 'https://campus.exemple.fr';
const MOODLE = 'https://moodle.exemple.fr';

const activity = (id: string, type: string, told: object = {}): object => ({ id, objectType: 'Activity', definition: { type, ...told } });

type Told = (drawn: Drawn) => object;

// Open edX, as its router sends.
const routed = ({ who, course }: Drawn, verb: string, object: object, result: object): object => ({
  actor: { objectType: 'Agent', account: { homePage: CAMPUS, name: uuid(who) } },
  verb: { id: verb, display: { en: verb.slice(verb.lastIndexOf('/') + 1) } },
  object,
  result,
  context: {
    contextActivities: { parent: [activity(`${CAMPUS}/course/${course}`, `${ADL}/activities/course`, { name: { 'en-US': 'Biologie' } })] },
    extensions: {
      'https://w3id.org/xapi/openedx/extension/transformer-version': 'event-routing-backends@9.3.0',
      'https://w3id.org/xapi/openedx/extensions/session-id': hex(who * 31),
      [`${VIDEO}/extensions/length`]: 421.5,
    },
  },
  version: '1.0.3',
});
const block = ({ course, item }: Drawn, type: string) => `${CAMPUS}/xblock/block-v1:${course.slice(10)}+type@${type}+block@${hex(item)}`;
const watched =
  (verb: string): Told =>
  (drawn) => {
    const at = (drawn.item * 7) % 400;
    const where = verb === 'seeked' ? { 'time-from': 12.5, 'time-to': at } : { time: at };
    const extensions = Object.fromEntries(Object.entries(where).map(([name, value]) => [`${VIDEO}/extensions/${name}`, value]));
    const video = activity(block(drawn, 'video'), `${VIDEO}/activity-type/video`, { name: { 'en-US': 'La mitose' } });
    return routed(drawn, `${VIDEO}/verbs/${verb}`, video, { extensions });
  };
const evaluated: Told = (drawn) => {
  const right = drawn.item % 2;
  const problem = activity(block(drawn, 'problem'), `${ADL}/activities/cmi.interaction`, {
    interactionType: 'choice',
    extensions: { 'http://id.tincanapi.com/extension/attempt-id': 1 + (drawn.item % 3) },
  });
  const score = { min: 0, max: 1, raw: right, scaled: right };
  return routed(drawn, 'https://w3id.org/xapi/acrossx/verbs/evaluated', problem, {
    success: right === 1,
    score,
    response: 'La mitochondrie',
  });
};

// Moodle, as its plugin sends: without ids.
const moodle = ({ who, course }: Drawn, event: string, verb: string, object: object, result?: object): object => ({
  actor: { name: `Élève ${who}`, account: { homePage: MOODLE, name: String(who) } },
  verb: { id: verb, display: { en: verb.slice(verb.lastIndexOf('/') + 1) } },
  object,
  ...(result && { result }),
  context: {
    ...{ platform: 'Moodle', language: 'fr' },
    contextActivities: {
      category: [activity(MOODLE, 'http://id.tincanapi.com/activitytype/lms', { name: { fr: 'Campus' } })],
      parent: [
        activity(`${MOODLE}/course/section.php?id=77`, 'http://id.tincanapi.com/activitytype/section'),
        activity(`${MOODLE}/course/view.php?id=${30 + course.length}`, 'https://w3id.org/xapi/cmi5/activitytype/course', {
          name: { fr: 'Biologie' },
        }),
      ],
    },
    extensions: {
      'http://lrs.learninglocker.net/define/extensions/info': { 'http://moodle.org': '4.5.1', event_name: event },
    },
  },
});
const page: Told = (drawn) =>
  moodle(
    ...([drawn, '\\mod_page\\event\\course_module_viewed', 'http://id.tincanapi.com/verb/viewed'] as const),
    activity(`${MOODLE}/mod/page/view.php?id=${drawn.item}`, 'https://w3id.org/xapi/acrossx/activities/page', { name: { fr: 'Accueil' } }),
  );
const quiz: Told = (drawn) =>
  moodle(
    ...([drawn, '\\mod_quiz\\event\\attempt_regraded', 'https://w3id.org/xapi/tla/verbs/scored'] as const),
    activity(`${MOODLE}/mod/quiz/view.php?id=${drawn.item}`, `${ADL}/activities/assessment`),
    { score: { min: 0, max: 20, raw: 15 } },
  );
const post: Told = (drawn) =>
  moodle(
    ...([drawn, '\\mod_forum\\event\\post_created', 'http://id.tincanapi.com/verb/replied'] as const),
    activity(`${MOODLE}/mod/forum/discuss.php?d=${drawn.item}#p40`, 'http://id.tincanapi.com/activitytype/forum-reply'),
  );

const [played, paused] = [watched('played'), watched('paused')];
const ACTS: readonly Told[] = [played, played, paused, watched('seeked'), evaluated, evaluated, page, page, quiz, post];

/** Statements of Open edX, with ids and milliseconds, and of Moodle, with neither. */
export function xapiLine(drawn: Drawn, ordinal: number): string {
  const statement = (ACTS[drawn.what] as Told)(drawn);
  const ofMoodle = drawn.what > 5;
  const timestamp = new Date(ofMoodle ? Math.floor(drawn.at / 1_000) * 1_000 : drawn.at).toISOString();
  return JSON.stringify(ofMoodle ? { ...statement, timestamp } : { id: uuid(ordinal), ...statement, timestamp });
}
