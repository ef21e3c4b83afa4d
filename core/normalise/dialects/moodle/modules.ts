import type { Category } from '../../actions.ts';

/** What an activity or resource is: the category of what is done with it, and the kind of thing that it is. */
export type Module = readonly [category: Category, kind: string];

const MODULES: Readonly<Record<string, Module>> = {
  assign: ['assessment', 'assignment'],
  assignment: ['assessment', 'assignment'],
  bigbluebuttonbn: ['content', 'class'],
  book: ['content', 'document'],
  chat: ['social', 'chat'],
  choice: ['feedback', 'poll'],
  coursecertificate: ['certificate', 'certificate'],
  customcert: ['certificate', 'certificate'],
  data: ['content', 'module'],
  feedback: ['feedback', 'survey'],
  folder: ['content', 'file'],
  forum: ['forum', 'forum'],
  glossary: ['content', 'glossary'],
  h5pactivity: ['content', 'package'],
  hvp: ['content', 'package'],
  imscp: ['content', 'package'],
  label: ['content', 'page'],
  lesson: ['content', 'lesson'],
  lti: ['content', 'tool'],
  page: ['navigation', 'page'],
  questionnaire: ['feedback', 'survey'],
  quiz: ['assessment', 'quiz'],
  resource: ['content', 'file'],
  scorm: ['content', 'package'],
  subsection: ['navigation', 'section'],
  survey: ['feedback', 'survey'],
  url: ['content', 'link'],
  wiki: ['content', 'wiki'],
  workshop: ['assessment', 'assignment'],
  zoom: ['content', 'class'],
};

const SUBPLUGINS: readonly (readonly [prefix: string, module: string])[] = [
  ['assignsubmission_', 'assign'],
  ['assignfeedback_', 'assign'],
  ['quiz_', 'quiz'],
  ['quizaccess_', 'quiz'],
  ['booktool_', 'book'],
  ['scormreport_', 'scorm'],
  ['workshop', 'workshop'],
  ['data', 'data'],
];

const ANY: Module = ['content', 'module'];

/** The module of a plugin or of one of its parts; null where the plugin is none. */
export function moduleOf(component: string): Module | null {
  const name = component.startsWith('mod_') ? component.slice(4) : SUBPLUGINS.find(([prefix]) => isPart(component, prefix))?.[1];
  if (name === undefined) return null;
  return Object.hasOwn(MODULES, name) ? (MODULES[name] as Module) : ANY;
}

/** `workshopform_…`, `workshopallocation_…`: some modules have several kinds of parts. */
function isPart(component: string, prefix: string): boolean {
  return prefix.endsWith('_') ? component.startsWith(prefix) : new RegExp(`^${prefix}[a-z]+_`).test(component);
}
