/** What can be read out of a description: numbers, each by the word before it. */
export interface Described {
  readonly user: string | null;
  readonly related: string | null;
  readonly course: string | null;
  readonly module: string | null;
  /** The first thing that is none of these. */
  readonly objectId: string | null;
  /** Things by their word: `discussion`, `post`, `attempt`, `item`, … */
  readonly things: Readonly<Record<string, string>>;
  /** The plugin of an activity that is named by its kind: "the 'page' activity". */
  readonly plugin: string | null;
  /** What was done. */
  readonly verb: string | null;
}

/** Longest description that is looked at: what follows is somebody's text. */
const LONGEST = 1_000;

const ACTING = /^The user with id '(-?\d{1,19})'/;
const USER = /\buser with(?: the)? id '(\d{1,19})'/g;
const COURSE = /\bcourse with(?: the)? id '(\d{1,19})'/;
const MODULE = /\bcourse module (?:with )?(?:the )?id '(\d{1,19})'|\bcourse module '(\d{1,19})'/;
const THING = /\b([a-z]{3,20})(?: with(?: the)? id| id|) '(\d{1,19})'/g;
const PLUGIN = /\bthe '([a-z][a-z0-9_]{0,30})' activity\b/;
const VERB = /^The user with id '-?\d{1,19}' (?:has |have |had |was |successfully )*([a-z]{3,20})\b/;
const NO_THINGS = new Set(['user', 'course', 'module', 'reason', 'username']);

/**
 * Reads a description, which Moodle writes in English in whatever language the site is: numbers behind known words and nothing else.
 * Names, titles and typed text in it are never taken up. Only the person at its very beginning acted.
 */
export function describe(text: string): Described {
  const shown = text.slice(0, LONGEST);
  const user = numberIn(ACTING.exec(shown)?.[1]);
  const users = [...shown.matchAll(USER)].map(([, id]) => numberIn(id)).filter((id) => id !== null);
  const [second] = ACTING.test(shown) ? users.slice(user === null ? 0 : 1) : users;
  const module = MODULE.exec(shown);
  const things: Record<string, string> = {};
  let objectId: string | null = null;
  for (const [, word = '', id] of shown.replace(/\bcourse module (?:with )?(?:the )?(?:id )?'\d+'/g, '').matchAll(THING)) {
    const number = numberIn(id);
    if (number === null || NO_THINGS.has(word) || Object.hasOwn(things, word)) continue;
    things[word] = number;
    objectId ??= number;
  }
  return {
    user,
    related: second ?? null,
    course: numberIn(COURSE.exec(shown)?.[1]),
    module: numberIn(module?.[1] ?? module?.[2]),
    objectId,
    things,
    plugin: PLUGIN.exec(shown)?.[1] ?? null,
    verb: VERB.exec(shown)?.[1] ?? null,
  };
}

function numberIn(digits: string | undefined): string | null {
  if (digits === undefined || digits.startsWith('-')) return null;
  const number = BigInt(digits).toString();
  return number === '0' ? null : number;
}
