import type { JsonObject } from '../../../dialect.ts';
import { inner } from '../statement.ts';

/** What is wrong with an object whose members are all right by themselves: a path within it, `` for the whole; null = nothing. */
type Further = (thing: JsonObject) => string | null;

const NAMES = ['mbox', 'mbox_sha1sum', 'openid', 'account'] as const;
const COMPONENTS = ['choices', 'scale', 'source', 'target', 'steps'] as const;
const VOIDED = 'http://adlnet.gov/expapi/verbs/voided';

/** Rules between members, by the object's name in the tables (xAPI 1.0.3, part two, by clause). */
export const FURTHER: Readonly<Record<string, Further>> = {
  // 2.4.2.1: exactly one inverse functional identifier.
  agent: (agent) => oneName(agent, ''),
  // 2.4.2.2: an anonymous group has members.
  group: (group) => oneName(group, group['member'] === undefined ? 'member' : null),
  // 2.4.9: an application and a user, together.
  twoagents: ({ member }) => ((member as readonly unknown[]).length === 2 ? null : 'member'),
  definition,
  score,
  statement: deed,
  substatement: deed,
};

function oneName(agent: JsonObject, none: string | null): string | null {
  const given = NAMES.filter((name) => agent[name] !== undefined);
  return given.length > 1 ? (given[1] as string) : given.length === 1 ? null : none;
}

/** 2.4.4.1: an interaction has its type, and the ids of its components are distinct. */
function definition(told: JsonObject): string | null {
  const given = COMPONENTS.filter((name) => told[name] !== undefined);
  if (told['interactionType'] === undefined && (given.length > 0 || told['correctResponsesPattern'] !== undefined))
    return 'interactionType';
  for (const name of given) {
    const ids = (told[name] as readonly JsonObject[]).map(({ id }) => id);
    if (new Set(ids).size < ids.length) return `${name}.id`;
  }
  return null;
}

/** 2.4.5.1: min below max, raw between them. */
function score(told: JsonObject): string | null {
  const { raw, min, max } = told as { readonly raw?: number; readonly min?: number; readonly max?: number };
  if (min !== undefined && max !== undefined && min >= max) return 'min';
  return raw !== undefined && ((min !== undefined && raw < min) || (max !== undefined && raw > max)) ? 'raw' : null;
}

/** 2.4.6: revision and platform are of activities. 2.3.2: who voids, voids a statement. */
function deed(told: JsonObject): string | null {
  const { objectType = 'Activity' } = inner(told['object']);
  const context = inner(told['context']);
  if (objectType !== 'Activity') {
    if (context['revision'] !== undefined) return 'context.revision';
    if (context['platform'] !== undefined) return 'context.platform';
  }
  return inner(told['verb'])['id'] === VOIDED && objectType !== 'StatementRef' ? 'object.objectType' : null;
}
