import type { Category } from '../../actions.ts';
import { tableForm, termOf } from './iri.ts';

interface Kind {
  /** Family of what learners do with it. */
  readonly used: Category;
  /** Family of what its authors do with it. */
  readonly authored: Category;
  /** Last words of the activity types that mean it. */
  readonly words: string;
}

const kind = (used: Category, authored: Category, words: string): Kind => ({ used, authored, words });

/** THE KINDS OF THINGS, by the activity types of the public vocabularies; those of the Moodle plugin of 2016 are names of modules. */
export const KINDS = {
  course: kind('navigation', 'administration', 'course courselist moodle_course'),
  module: kind('navigation', 'administration', 'module activity'),
  section: kind('navigation', 'administration', 'section topic'),
  unit: kind('navigation', 'administration', 'unit block'),
  page: kind('navigation', 'administration', 'page webpage web-page chapter lesson-content-page book-chapter slide slide-deck dashboard'),
  report: kind('navigation', 'administration', 'report'),
  site: kind('navigation', 'administration', 'lms site application community-site service source system'),
  catalogue: kind('navigation', 'administration', 'course-category category catalog catalogue badge-listing'),
  lesson: kind('content', 'administration', 'lesson lesson-session'),
  document: kind('content', 'administration', 'resource document book e-book printed-book article media imscp label reference blog image'),
  file: kind('content', 'administration', 'file'),
  folder: kind('content', 'administration', 'collection folder'),
  database: kind('content', 'administration', 'database data'),
  link: kind('content', 'administration', 'link url'),
  package: kind('content', 'administration', 'scorm scorm-content-object content-object simulation game serious-game h5p h5pactivity hvp'),
  tool: kind('content', 'administration', 'lti tool external-tool'),
  audio: kind('content', 'administration', 'audio'),
  video: kind('video', 'administration', 'video movie'),
  class: kind(
    'content',
    'administration',
    'meeting conference webinar virtual-classroom class event lecture tutor-session face-to-face-discussion attendance facetoface bigbluebuttonbn adobeconnect camera microphone screen',
  ),
  problem: kind('assessment', 'administration', 'cmi.interaction interaction question problem'),
  hint: kind('assessment', 'administration', 'supplemental-info'),
  solution: kind('assessment', 'administration', 'solution'),
  quiz: kind('assessment', 'administration', 'assessment quiz test printed-assessment'),
  exam: kind('proctoring', 'administration', 'timed-assessment practice-assessment proctored-assessment exam'),
  assignment: kind('assessment', 'assessment', 'assignment assign essay workshop vpl'),
  submission: kind('assessment', 'assessment', 'submission'),
  attempt: kind('assessment', 'assessment', 'attempt review'),
  objective: kind('completion', 'administration', 'objective competency skill goal'),
  survey: kind('feedback', 'administration', 'survey questionnaire feedback'),
  poll: kind('feedback', 'administration', 'poll choice'),
  forum: kind('forum', 'administration', 'forum hsuforum'),
  thread: kind('forum', 'forum', 'discussion thread forum-topic online-discussion'),
  response: kind('forum', 'forum', 'forum-reply reply post'),
  comment: kind('forum', 'forum', 'comment'),
  message: kind('social', 'social', 'message chat-message email tweet notification'),
  chat: kind('social', 'administration', 'chat chat-channel chat-session'),
  wiki: kind('content', 'content', 'wiki wiki-page'),
  glossary: kind('content', 'administration', 'glossary'),
  entry: kind('content', 'content', 'glossary-entry entry blog-entry'),
  note: kind('annotation', 'annotation', 'note annotation highlight'),
  bookmark: kind('annotation', 'annotation', 'bookmark'),
  team: kind('social', 'social', 'team'),
  cohort: kind('social', 'administration', 'cohort'),
  group: kind('social', 'administration', 'group collaboration'),
  profile: kind('social', 'administration', 'user-profile profile person user'),
  certificate: kind('certificate', 'administration', 'certificate'),
  badge: kind('certificate', 'administration', 'badge'),
  calendar: kind('administration', 'administration', 'calendar calendar-event calendar-subscription'),
  setting: kind('administration', 'administration', 'course-completion-criteria setting'),
  role: kind('administration', 'administration', 'role security-role'),
} as const satisfies Record<string, Kind>;

export type KindName = keyof typeof KINDS;

/** Where activity types stand, beside the profiles of w3id.org/xapi. */
const TYPE_HOMES = {
  adl: 'adlnet.gov/expapi/activities/',
  tincan: 'id.tincanapi.com/activitytype/',
  moodle2016: 'lrs.learninglocker.net/define/type/moodle/',
  contentprofile: 'xapi.org.au/contentprofile/activitytype/',
  tincanuk: 'tincanapi.co.uk/activitytypes/',
  trax: 'vocab.xapi.fr/activities/',
  streams: 'activitystrea.ms/',
} as const;

const BY_WORD: ReadonlyMap<string, KindName> = new Map(
  (Object.keys(KINDS) as KindName[]).flatMap((name) => KINDS[name].words.split(' ').map((word) => [word, name] as const)),
);

/** The kind of thing that an activity type means; null for a type that our tables do not know. */
export function kindOfType(type: unknown): KindName | null {
  const term = termOf(type, TYPE_HOMES);
  return term === null ? null : (BY_WORD.get(term.word) ?? null);
}

/** Activity modules of Moodle, as they stand in the URLs of their pages. */
const MODULES: Readonly<Record<string, KindName>> = {
  ...{ assign: 'assignment', workshop: 'assignment', quiz: 'quiz', lesson: 'lesson', book: 'document', page: 'page', resource: 'file' },
  ...{ folder: 'folder', url: 'link', scorm: 'package', h5pactivity: 'package', hvp: 'package', imscp: 'package', lti: 'tool' },
  ...{ forum: 'forum', hsuforum: 'forum', chat: 'chat', wiki: 'wiki', glossary: 'glossary', data: 'database', choice: 'poll' },
  ...{ feedback: 'survey', survey: 'survey', questionnaire: 'survey', facetoface: 'class', attendance: 'class', bigbluebuttonbn: 'class' },
};

const MODULE = /\/mod\/([a-z0-9]{1,30})\/[a-z_]{1,40}\.php(?:[?#]|$)/;
/** Kinds by which the plugin also calls modules that it has no better type for. */
const VAGUE: ReadonlySet<KindName> = new Set(['module', 'document']);

/** What a page of Moodle shows, by its address; null where that says nothing. */
function moduleKind(id: unknown): KindName | null {
  const name = typeof id === 'string' ? MODULE.exec(id)?.[1] : undefined;
  return name !== undefined && Object.hasOwn(MODULES, name) ? (MODULES[name] as KindName) : null;
}

/** Profiles whose statements are about one kind of thing, whether or not they say so. */
const PROFILES: Readonly<Record<string, KindName>> = {
  'w3id.org/xapi/video': 'video',
  'w3id.org/xapi/virtual-classroom': 'class',
};

/** What the statements of a profile are about, by the ids of the categories that name it (xAPI 1.0.3, part two, 2.4.6.2). */
export function kindOfProfile(categories: readonly unknown[]): KindName | null {
  for (const id of categories) {
    const form = tableForm(id);
    if (Object.hasOwn(PROFILES, form)) return PROFILES[form] as KindName;
  }
  return null;
}

/** The kind of an activity: by its type, by its address where the type is vague, by its shape where it has none. */
export function kindOf(activity: { readonly id: unknown; readonly type: unknown; readonly interactionType: unknown }): KindName | null {
  const told = kindOfType(activity.type);
  const module = moduleKind(activity.id);
  // Moodle's Choice is a poll, and comes as a question.
  if (told === 'problem' && module === 'poll') return module;
  if (told !== null && !VAGUE.has(told)) return told;
  return module ?? told ?? (typeof activity.interactionType === 'string' ? 'problem' : null);
}
