import { BLOCK_TYPES } from './block-types.ts';
import type { Course } from './course.ts';

/** A block of the event's own course: public, so its id may stand in a row as it is, if its type is one that is known. */
export interface Block {
  readonly form: 'plain' | 'token';
  readonly type: string;
  readonly id: string;
}

const NEW_REST = /^([A-Za-z0-9_-]{1,64})\+block@([A-Za-z0-9_-]{1,64})$/;
const OLD_REST = /^([A-Za-z0-9_-]{1,64})\/([A-Za-z0-9_-]{1,64})$/;
const LIBRARY_REST = /^([A-Za-z0-9_-]{1,64}):([A-Za-z0-9_-]{1,64})$/;
// A name that is a hash says where the type ends, which may have hyphens itself.
const HTML_REST = /^([A-Za-z0-9_-]{1,64}?)-([0-9a-f]{32})$/;
const HTML_SLUG_REST = /^([A-Za-z0-9_]{1,64})-([A-Za-z0-9_-]{1,64})$/;
const HASH = /^[0-9a-f]{32}$/;

/** A usage key, or the HTML id of one, that is a block of this course; null for anything else, blocks of other courses too. */
export function blockOf(course: Course | null, id: unknown): Block | null {
  if (course === null || typeof id !== 'string') return null;
  const { blockPrefix, htmlPrefix } = course;
  if (id.startsWith(blockPrefix)) {
    const rest = id.slice(blockPrefix.length);
    const grammar = htmlPrefix !== null ? OLD_REST : blockPrefix.startsWith('lb:') ? LIBRARY_REST : NEW_REST;
    const type = grammar.exec(rest)?.[1];
    return type === undefined ? null : blockRef(type, id);
  }
  if (htmlPrefix !== null && id.startsWith(htmlPrefix)) {
    const rest = id.slice(htmlPrefix.length);
    const parts = HTML_REST.exec(rest) ?? HTML_SLUG_REST.exec(rest);
    return parts === null ? null : blockRef(parts[1] as string, `${blockPrefix}${parts[1]}/${parts[2]}`);
  }
  return null;
}

function blockRef(type: string, id: string): Block {
  return BLOCK_TYPES.has(type) ? { form: 'plain', type, id } : { form: 'token', type: 'block', id };
}

/** The block of this course and type whose name is a bare hash, as players and pages give it. */
export function blockNamed(course: Course | null, type: string, name: unknown): Block | null {
  if (course === null || typeof name !== 'string' || !HASH.test(name)) return null;
  const { blockPrefix, htmlPrefix } = course;
  if (blockPrefix.startsWith('lb:')) return null;
  return { form: 'plain', type, id: htmlPrefix !== null ? `${blockPrefix}${type}/${name}` : `${blockPrefix}${type}+block@${name}` };
}
