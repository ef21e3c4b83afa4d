import type { JsonObject, UnusedKeys } from '../../dialect.ts';
import { tellUnused, type Uses, type Word } from '../openedx/unused.ts';
import { FOR } from './actor.ts';
import { CONTROLS, READ, type ReadName } from './extensions.ts';

/**
 * Members of a statement, by the names that stand above them; inside a language map or an object of anybody's making nothing is told
 * but that it was there. Keys of extensions are IRIs that senders make up: those of public profiles are named, all others are not.
 */
const AGENT = 'objectType name mbox mbox_sha1sum openid account account/homePage account/name member';
const DEFINITION = 'type name description moreInfo interactionType correctResponsesPattern choices scale source target steps extensions';
const STATEMENT_USED = `verb/id object/id object/objectType object/definition/type object/definition/interactionType object/definition/choices
  object/mbox object/mbox_sha1sum object/openid object/account object/member
  actor/objectType actor/mbox actor/mbox_sha1sum actor/openid actor/account/homePage actor/account/name actor/member
  id timestamp result/score/raw result/score/min result/score/max result/score/scaled result/success result/completion
  result/duration result/response context/language context/platform
  context/contextActivities/parent context/contextActivities/grouping context/contextActivities/category`;

const under = (above: string, names: string) => names.split(/\s+/).map((name) => `${above}/${name}`);

const STATEMENT_WORDS = [
  ...'id actor verb object result context timestamp stored authority version attachments'.split(' '),
  ...under('actor', AGENT),
  ...under('object', `${AGENT} id definition actor verb object result context timestamp`),
  ...under('object/definition', DEFINITION),
  ...under('verb', 'id display'),
  ...under('result', 'score success completion response duration extensions'),
  ...under('result/score', 'raw min max scaled'),
  ...under(
    'context',
    'registration instructor team contextActivities contextAgents contextGroups revision platform language statement extensions',
  ),
  ...under('context/contextActivities', 'parent grouping category other'),
];

/** Extensions of public profiles and of the plugins of Moodle and Open edX that no column takes. */
const KNOWN_EXTENSIONS = [
  ...CONTROLS,
  ...`completion-threshold progress played-segments cc-subtitle-lang user-agent`
    .split(' ')
    .map((name) => `https://w3id.org/xapi/video/extensions/${name}`),
  ...['transformer-version', 'speed-from', 'code', 'attempt-started', 'attempt-completed'].map(
    (name) => `https://w3id.org/xapi/openedx/extension/${name}`,
  ),
  ...['total-items', 'type', 'time-limit'].map((name) => `https://w3id.org/xapi/acrossx/extensions/${name}`),
  ...['masteryscore', 'launchmode', 'launchurl', 'moveon', 'launchparameters'].map(
    (name) => `https://w3id.org/xapi/cmi5/context/extensions/${name}`,
  ),
  ...['progress', 'reason'].map((name) => `https://w3id.org/xapi/cmi5/result/extensions/${name}`),
  ...['choice', 'numeric', 'matching', 'sequencing'].map((name) => `http://learninglocker.net/xapi/cmi/${name}/response`),
  ...['info', 'moodle_logstore_standard_log', 'moodle_course', 'moodle_module'].map(
    (name) => `http://lrs.learninglocker.net/define/extensions/${name}`,
  ),
  ...['to', 'from', 'as', 'for'].map((name) => `https://yetanalytics.com/profiles/prepositions/concepts/context-extensions/${name}`),
  'https://github.com/openedx/event-routing-backends/blob/master/docs/xapi-extensions/eventVersion.rst',
  'http://www.tincanapi.co.uk/activitytypes/grade_classification',
  'http://h5p.org/x-api/h5p-local-content-id',
  'http://h5p.org/x-api/h5p-subContentId',
  'https://h5p.org/x-api/h5p-machine-name',
  'https://moodle.org/xapi/extensions/user_id',
];
const EXTENSIONS = ['result/extensions', 'context/extensions', 'object/definition/extensions'] as const;

type Tree = Map<string, Tree | null>;
type Words = Map<string, { readonly path: string; readonly inside: Words }>;

/** Steps cannot be split out of an IRI by any sign: an extension stands as a step of its own behind its place. */
function stepsOf(path: string, extension?: string): readonly string[] {
  return extension === undefined ? path.split('/') : [...path.split('/'), extension];
}

const USES: Uses = usesTree();
/** … of a statement that is about the learner whom it names beside the actor. */
const USES_FOR: Uses = usesTree(stepsOf('context/extensions', FOR));
const WORDS: ReadonlyMap<string, Word> = wordsTree();

function usesTree(...more: readonly (readonly string[])[]): Tree {
  const root: Tree = new Map();
  const used: readonly (readonly string[])[] = [
    ...STATEMENT_USED.split(/\s+/).map((path) => stepsOf(path)),
    ...(Object.keys(READ) as ReadName[]).flatMap((name) => READ[name].flatMap((iri) => EXTENSIONS.map((place) => stepsOf(place, iri)))),
    ...more,
  ];
  for (const steps of used) {
    let at = root;
    for (const [i, step] of steps.entries()) {
      if (i === steps.length - 1) at.set(step, null);
      else {
        const below = at.get(step) ?? new Map<string, Tree | null>();
        at.set(step, below);
        at = below;
      }
    }
  }
  return root;
}

function wordsTree(): Words {
  const root: Words = new Map();
  const known: readonly (readonly string[])[] = [
    ...STATEMENT_WORDS.map((path) => stepsOf(path)),
    ...EXTENSIONS.flatMap((place) => [...KNOWN_EXTENSIONS, ...Object.values(READ).flat()].map((iri) => stepsOf(place, iri))),
  ];
  for (const steps of known) {
    let at = root;
    for (const [i, step] of steps.entries()) {
      const word = at.get(step) ?? { path: steps.slice(0, i + 1).join('.'), inside: new Map() as Words };
      at.set(step, word);
      at = word.inside;
    }
  }
  return root;
}

/** Tells of every member of a statement that no column took: by its path where it is one of the above, else as unknown. */
export function tellUnusedOf(item: JsonObject, aboutAnother: boolean, unused: UnusedKeys): void {
  tellUnused(item, aboutAnother ? USES_FOR : USES, WORDS, unused);
}
