import { type Entry, entriesIn } from './entry.ts';
import { ASSESSMENT } from './events/assessment.ts';
import { CONTENT } from './events/content.ts';
import { CORE } from './events/core.ts';
import { SOCIAL } from './events/social.ts';
import { moduleOf } from './modules.ts';
import { actionOfVerb } from './verbs.ts';

const COMPONENTS: Readonly<Record<string, string>> = { core: CORE, ...ASSESSMENT, ...SOCIAL, ...CONTENT };

/** Every event that has a meaning of its own, as `mod_quiz/attempt_started`. */
export const EVENTS: ReadonlyMap<string, Entry> = compile();

function compile(): Map<string, Entry> {
  const events = new Map<string, Entry>();
  for (const [component, text] of Object.entries(COMPONENTS)) {
    for (const [name, entry] of entriesIn(text)) {
      const key = `${component}/${name}`;
      if (events.has(key)) throw new Error(`event stands twice: ${key}`);
      events.set(key, entry);
    }
  }
  return events;
}

/**
 * What an event means: by its own entry; as what every activity has; else by its verb and its plugin, which is all that can be told of an
 * event newer than the tables or of another plugin.
 */
export function entryOf(component: string, event: string): Entry {
  return EVENTS.get(`${component}/${event}`) ?? ofEveryModule(component, event) ?? byVerb(component, event);
}

/** Every activity and resource can be viewed, and listed with its like. */
function ofEveryModule(component: string, event: string): Entry | null {
  const module = moduleOf(component);
  if (module === null) return null;
  if (event === 'course_module_viewed') return { ...PLAIN, category: module[0], action: 'viewed', object: 'module' };
  if (event === 'course_module_instance_list_viewed') {
    return { ...PLAIN, category: 'navigation', action: 'viewed', object: { kind: module[1], from: 'none', outside: null } };
  }
  return null;
}

const PLAIN: Entry = { denied: false, category: 'other', action: 'other', by: null, object: null, parent: null, about: 'actor', facts: [] };

/** @param event its name, or only its verb */
export function byVerb(component: string, event: string): Entry {
  const action = actionOfVerb(event);
  const module = moduleOf(component);
  const category = module?.[0] ?? CATEGORY_OF.find(([prefix]) => component.startsWith(prefix))?.[1] ?? 'other';
  if (action === 'other') return PLAIN;
  return { ...PLAIN, category, action, object: module === null ? null : 'module' };
}

/** Kinds of plugins that are no activities (Moodle's plugin types). */
const CATEGORY_OF = [
  ['gradereport_', 'grade'],
  ['gradeexport_', 'grade'],
  ['gradeimport_', 'administration'],
  ['report_', 'navigation'],
  ['enrol_', 'enrolment'],
  ['qtype_', 'administration'],
  ['tool_', 'administration'],
] as const;
