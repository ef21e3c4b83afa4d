import { EVENTS } from '../table.ts';
import { plainly } from './columns.ts';
import { COMPONENTS_EN, EVENTS_EN } from './names-en.ts';
import { COMPONENTS_FR, EVENTS_FR, TARGETS_FR, VERBS_FR } from './names-fr.ts';

/** The plugin that a report shows by its title, in English or French; null where it is not known. */
export function componentNamed(title: string): string | null {
  return COMPONENTS.get(plainly(title)) ?? null;
}

/**
 * The event that a report shows by its title. English titles are the event's own name for the most part; the others are listed.
 *
 * @param component its plugin; null where that is not known: then only a title that one plugin alone has is told
 * @returns `event` null where only the kind of plugin can be told
 */
export function eventNamed(title: string, component: string | null): { readonly component: string; readonly event: string | null } | null {
  const plain = plainly(title);
  const own = plain.replaceAll(' ', '_');
  for (const event of [...(TITLES.get(plain) ?? []), own, ...CONDENSED.map((each) => each(own)), ...composed(plain)]) {
    if (component === null) {
      const [owner, ...others] = OWNERS.get(event) ?? [];
      if (owner === undefined) continue;
      if (others.length === 0) return { component: owner, event };
      // Plugins of one type (the reports of the gradebook) are near enough for the category.
      const type = `${owner.split('_')[0]}_`;
      if (type !== 'mod_' && others.every((other) => other.startsWith(type))) return { component: owner, event: null };
    } else if (EVENTS.has(`${component}/${event}`) || GENERAL.has(event)) return { component, event };
  }
  return null;
}

/** Titles that repeat the plugin's name: "Quiz attempt submitted", "Wiki page viewed". */
const CONDENSED = [
  (own: string) => own.slice(own.indexOf('_') + 1),
  (own: string) => own.replace(/^(?:the|a|an)_/, ''),
  (own: string) => own.replace(/_(?:has|have)(?:_been)?_/, '_'),
  (own: string) => own.replace(/^(?:the|a|an)_/, '').replace(/_(?:has|have)(?:_been)?_/, '_'),
];

/** French titles are a thing and a participle: "Discussion consultée". */
function composed(plain: string): string[] {
  const cut = plain.lastIndexOf(' ');
  const targets = cut < 0 ? undefined : TARGETS.get(plain.slice(0, cut));
  const verbs = targets === undefined ? undefined : VERBS.get(stem(plain.slice(cut + 1)));
  return (targets ?? []).flatMap((target) => (verbs ?? []).map((verb) => `${target}_${verb}`));
}

/** Less the ending of gender and number. */
function stem(participle: string): string {
  return participle.replace(/e?s?$/, '');
}

/** Events that every activity has. */
const GENERAL = new Set(['course_module_viewed', 'course_module_instance_list_viewed']);

const COMPONENTS: ReadonlyMap<string, string> = new Map(
  [COMPONENTS_EN, COMPONENTS_FR].flatMap((text) => pairs(text).map(([title, name]) => [title, name] as const)),
);

const TITLES: ReadonlyMap<string, readonly string[]> = grouped([EVENTS_EN, EVENTS_FR].flatMap(pairs));
const TARGETS: ReadonlyMap<string, readonly string[]> = grouped(pairs(TARGETS_FR));
const VERBS: ReadonlyMap<string, readonly string[]> = grouped(pairs(VERBS_FR).map(([word, verbs]) => [stem(word), verbs] as const));

/** The plugins that have an event of this name. */
const OWNERS: ReadonlyMap<string, readonly string[]> = grouped(
  [...EVENTS.keys()].map((key) => key.split('/') as [string, string]).map(([component, event]) => [event, component] as const),
);

function pairs(text: string): [title: string, name: string][] {
  return text
    .split('\n')
    .map((line) => line.trim().split(' = '))
    .filter((parts) => parts.length === 2)
    .map(([title = '', name = '']) => [plainly(title), name]);
}

function grouped(all: readonly (readonly [string, string])[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [title, names] of all) groups.set(title, [...(groups.get(title) ?? []), ...names.split(' ')]);
  return groups;
}
