import type { ObjectRef } from '../../learning-event.ts';
import { blockNamed, blockOf } from './block.ts';
import { courseInUrl, keysIn, pathIn } from './course.ts';
import { member, type Sent, type Thing } from './event-type.ts';

/** Ids longer than this are no ids. */
const LONGEST = 512;

/** A kind of thing that has no id, or none that may be told. */
export function kind(type: string): Thing {
  const ref: ObjectRef = { form: 'none', type };
  return { uses: [], read: () => ref };
}

/** The first of these members that names a thing. */
function first(paths: readonly string[], thingOf: (sent: Sent, id: unknown) => ObjectRef | null): Thing {
  const keys = paths.map((path) => path.split('.'));
  return {
    uses: paths,
    read: (sent) => {
      for (const key of keys) {
        const found = thingOf(sent, member(sent.fields, key));
        if (found !== null) return found;
      }
      return null;
    },
  };
}

/** A course block by its usage key; its own type where it tells one. What is no block of the course becomes a token. */
export function block(type: string, ...paths: string[]): Thing {
  return first(paths, ({ course }, id) => blockOf(course, id) ?? tokenFor(type, id));
}

/** A block that players name by a bare hash, by an HTML id, or by its usage key. */
export function named(type: string, ...paths: string[]): Thing {
  return first(paths, ({ course }, id) => blockOf(course, id) ?? blockNamed(course, type, id) ?? tokenFor(type, id));
}

/** A thing whose id is guessable, personal or a key into other data: only its token may stand in a row. */
export function token(type: string, ...paths: string[]): Thing {
  return first(paths, (_, id) => tokenFor(type, id));
}

/** The block whose code wrote the event (XBlock events name it in the context only). */
export function module(type: string): Thing {
  return { uses: [], read: (sent) => blockOf(sent.course, sent.module) ?? tokenFor(type, sent.module) };
}

/** The block that a link leads to, if it is one of this course. */
export function linked(type: string, path: string): Thing {
  const nowhere: ObjectRef = { form: 'none', type };
  return {
    uses: [path],
    read: (sent) => {
      const url = sent.fields[path];
      return (typeof url === 'string' ? blockInUrl(sent, url) : null) ?? nowhere;
    },
  };
}

const USAGE = /^(?:ccx-|lib-)?block-v1:/;
const SECTION_IN_PATH = /\/courseware\/[^/]+\/([0-9a-f]{32})(?:\/|$)/;

/** A link names its block as a segment of its path, or in the one parameter by which the platform opens a unit at a block of it. */
function blockInUrl(sent: Sent, url: string): ObjectRef | null {
  if (sent.course === null || courseInUrl(url)?.id !== sent.course.id) return null;
  const usage = keysIn(url).find((key) => USAGE.test(key)) ?? activated(url);
  if (usage !== null) return blockOf(sent.course, usage);
  return blockNamed(sent.course, 'sequential', SECTION_IN_PATH.exec(pathIn(url))?.[1]);
}

function activated(url: string): string | null {
  const query = /\?([^#]*)/.exec(url)?.[1];
  return query === undefined ? null : (new URLSearchParams(query).get('activate_block_id')?.replaceAll(' ', '+') ?? null);
}

// A capa input: input_<block name or HTML id>_<response>_<field>.
const INPUT = /^input_([A-Za-z0-9_-]{1,200}?)_\d+_\d+/;

/** The problem to which a form belongs, told by the name of its first field. */
export const formProblem: Thing = {
  uses: [],
  read: (sent) => {
    if (sent.form === null) return { form: 'none', type: 'problem' };
    const name = INPUT.exec(sent.form)?.[1];
    return (
      blockOf(sent.course, name) ??
      blockNamed(sent.course, 'problem', name) ??
      tokenFor('problem', name) ?? { form: 'none', type: 'problem' }
    );
  },
};

/** The first of several things that is there. */
export function firstOf(...things: Thing[]): Thing {
  return {
    uses: things.flatMap(({ uses }) => uses),
    read: (sent) => {
      for (const thing of things) {
        const found = thing.read(sent);
        if (found !== null) return found;
      }
      return null;
    },
  };
}

function tokenFor(type: string, id: unknown): ObjectRef | null {
  if (typeof id === 'number') return Number.isSafeInteger(id) ? { form: 'token', type, id: String(id) } : null;
  return typeof id === 'string' && id !== '' && id.length <= LONGEST ? { form: 'token', type, id } : null;
}
