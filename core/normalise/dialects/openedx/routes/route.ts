import type { Action, Category } from '../../../actions.ts';
import type { Role } from '../../../learning-event.ts';
import { parseCourse } from '../course.ts';

/** What a request path means. */
export interface Route {
  /** `block`: that of the block's type. */
  readonly category: Category | 'block';
  readonly action: Action;
  /** Kind of thing, where the path names none. */
  readonly object?: string;
  readonly role?: Role;
  /** A page even when a form was posted to it. */
  readonly posted?: boolean;
  /** Only when the query has one of these parameters. */
  readonly whenAsked?: { readonly parameters: readonly string[]; readonly instead: Route };
}

/** Says nothing about learning: assets, heartbeats, polling, machinery. */
export const DENIED = 'denied';

/**
 * Patterns side by side, separated by spaces. `{course}` and `{block}` are keys, `{position}` a number; `{thread}`, `{comment}`,
 * `{certificate}` and `{attempt}` become tokens; `{learner}` is whose page it is; `{x}` is anything; `**` at the end is any rest, none
 * too. Literals win over keys, keys over `{x}`, and `{x}` over `**`.
 */
export type Routes = readonly (readonly [patterns: string, route: Route | typeof DENIED])[];

/** A page that a person opens. */
export const page = (category: Route['category'], object?: string): Route => ({ category, action: 'viewed', ...(object && { object }) });
/** A call that a page or an app makes. Where the act has an event of its own, that one carries the verb; this one never counts twice. */
export const call = (category: Route['category'], object?: string): Route => ({ category, action: 'requested', ...(object && { object }) });
/** Pages and calls that only the team of a course, or of the platform, may use. */
export const teamPage: Route = { category: 'administration', action: 'viewed', role: 'staff' };
export const teamCall: Route = { category: 'administration', action: 'requested', role: 'staff' };

export interface Matched {
  readonly route: Route | typeof DENIED;
  block: string | null;
  token: { readonly type: string; readonly id: string } | null;
  position: string | null;
  /** The id of the learner whose page it is, where the path tells. */
  learner: string | null;
}

interface Node {
  readonly words: Map<string, Node>;
  course?: Node;
  block?: Node;
  any?: { readonly name: string; readonly node: Node };
  rest?: Route | typeof DENIED;
  end?: Route | typeof DENIED;
}

const TOKENS = new Set(['thread', 'comment', 'certificate', 'attempt']);

/** Compiles a table; a pattern that stands twice is a mistake. */
export function compileRoutes(table: Routes): (segments: readonly string[]) => Matched | null {
  const root: Node = { words: new Map() };
  for (const [patterns, route] of table) for (const pattern of patterns.split(/\s+/)) add(root, pattern, route);
  return (segments) => walk(root, segments, 0);
}

function add(root: Node, pattern: string, route: Route | typeof DENIED): void {
  let node = root;
  for (const step of pattern.split('/').slice(1)) {
    if (step === '') continue;
    if (step === '**') {
      if (node.rest !== undefined) throw new Error(`route stands twice: ${pattern}`);
      node.rest = route;
      return;
    }
    node = next(node, step);
  }
  if (node.end !== undefined) throw new Error(`route stands twice: ${pattern}`);
  node.end = route;
}

function next(node: Node, step: string): Node {
  if (!step.startsWith('{')) {
    const known = node.words.get(step);
    if (known !== undefined) return known;
    const word: Node = { words: new Map() };
    node.words.set(step, word);
    return word;
  }
  const name = step.slice(1, -1);
  if (name === 'course' || name === 'block') {
    node[name] ??= { words: new Map() };
    return node[name];
  }
  node.any ??= { name, node: { words: new Map() } };
  if (node.any.name !== name) throw new Error(`two names for one place: {${name}}`);
  return node.any.node;
}

const BLOCK_KEY = /^(?:block-v1:|ccx-block-v1:|lib-block-v1:|i4x:\/\/|lb:)/;

function walk(node: Node, segments: readonly string[], at: number): Matched | null {
  const segment = segments[at];
  if (segment === undefined) return found(node.end ?? node.rest);
  const word = node.words.get(segment);
  let matched = word === undefined ? null : walk(word, segments, at + 1);
  if (matched === null && node.course !== undefined && parseCourse(segment) !== null) matched = walk(node.course, segments, at + 1);
  if (matched === null && node.block !== undefined && BLOCK_KEY.test(segment)) {
    matched = walk(node.block, segments, at + 1);
    if (matched !== null) matched.block = segment;
  }
  if (matched === null && node.any !== undefined) {
    const { name } = node.any;
    matched = walk(node.any.node, segments, at + 1);
    if (matched !== null && TOKENS.has(name)) matched.token ??= { type: name, id: segment };
    if (matched !== null && name === 'position') matched.position = segment;
    if (matched !== null && name === 'learner') matched.learner = segment;
  }
  return matched ?? found(node.rest);
}

function found(route: Route | typeof DENIED | undefined): Matched | null {
  return route === undefined ? null : { route, block: null, token: null, position: null, learner: null };
}
