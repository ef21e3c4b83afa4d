import type { JsonObject } from '../../../dialect.ts';
import { isObject } from '../../openedx/envelope.ts';
import { FURTHER } from './further.ts';
import { CHOICES, MEMBERS } from './members.ts';
import { WORDS } from './words.ts';

/** The path of the first fault within a value, `` for the value itself; null = it keeps the rules. */
type Check = (value: unknown) => string | null;
type Checks = Map<string, Check>;

const KEEPS = null;
const HERE = '';
/** What a fault of the statement as a whole is called. */
const WHOLE = 'statement';

const word = (name: string) => WORDS[name] as (text: string) => boolean;
const when =
  (holds: (value: unknown) => boolean): Check =>
  (value) =>
    holds(value) ? KEEPS : HERE;
const number = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/**
 * Whether a statement keeps the rules of xAPI: 1.0.3 or 2.0.0 (IEEE 9274.1.1). Nothing is walked but what the tables name, so neither
 * depth nor breadth of what somebody sends costs more than its length.
 *
 * @returns the path of the first fault in the specification's own words, such as `context.contextActivities.parent`; a member that no
 *   statement has, the key of an extension and a language are not told, but the object that has them; null when it keeps the rules
 */
export function breach(statement: JsonObject, version: '1.0' | '2.0'): string | null {
  const path = (STATEMENT[version] as Check)(statement);
  return path === HERE ? WHOLE : path;
}

/** Names that the specification gives, in any object: only these may be told. */
const NAMED = new Set<string>();

const STATEMENT = { '1.0': checksOf('1.0').get('statement'), '2.0': checksOf('2.0').get('statement') };

function checksOf(version: '1.0' | '2.0'): Checks {
  const checks: Checks = new Map<string, Check>([
    ['boolean', when((value) => typeof value === 'boolean')],
    ['number', when(number)],
    ['share', when((value) => number(value) && Math.abs(value) <= 1)],
    ['size', when((value) => Number.isInteger(value) && (value as number) >= 0)],
    ['languages', mapOf('language', (value) => typeof value === 'string')],
    ['extensions', mapOf('iri', () => true)],
  ]);
  for (const name of Object.keys(WORDS)) checks.set(name, text(name));
  checks.set('version', text(`version${version[0]}`));
  for (const [name, ...kinds] of linesOf(CHOICES)) checks.set(name, choice(kinds, checks));
  for (const [name, ...members] of linesOf(MEMBERS[version])) checks.set(name, object(name, members, checks));
  return checks;
}

function linesOf(table: string): [string, ...string[]][] {
  return table
    .trim()
    .split('\n')
    .map((line) => line.split(' ') as [string, ...string[]]);
}

function text(name: string): Check {
  return when((value) => typeof value === 'string' && word(name)(value));
}

function mapOf(key: string, holds: (value: unknown) => boolean): Check {
  return when((value) => isObject(value) && Object.keys(value).every((one) => word(key)(one) && holds(value[one])));
}

function choice(kinds: readonly string[], checks: Checks): Check {
  const known = new Map(kinds.map((kind) => kind.split(':') as [string, string]));
  const [first] = known.keys();
  return (value) => {
    if (!isObject(value)) return HERE;
    const { objectType = first } = value as { readonly objectType?: unknown };
    const kind = known.get(objectType as string);
    return kind === undefined ? 'objectType' : (checks.get(kind) as Check)(value);
  };
}

interface Member {
  readonly name: string;
  readonly needed: boolean;
  readonly kind: string;
  /** `[]`, `[+]`, `[1]`, or none. */
  readonly many: string;
}

function object(shape: string, words: readonly string[], checks: Checks): Check {
  const members = words.map((written): Member => {
    const [, name = '', needed, kind = name, many = ''] = /^(\w+)(!)?(?::(\w+))?(\[.?\])?$/.exec(written) ?? [];
    NAMED.add(name);
    return { name, needed: needed !== undefined, kind, many };
  });
  return (value) => {
    if (!isObject(value)) return HERE;
    let met = 0;
    for (const member of members) {
      const inside = value[member.name];
      if (inside === undefined) {
        if (member.needed) return member.name;
        continue;
      }
      met++;
      const fault = many(inside, member, checks);
      if (fault !== KEEPS) return fault === HERE ? member.name : `${member.name}.${fault}`;
    }
    const keys = Object.keys(value);
    if (keys.length === met) return FURTHER[shape]?.(value) ?? KEEPS;
    return keys.find((key) => NAMED.has(key) && members.every(({ name }) => name !== key)) ?? HERE;
  };
}

function many(value: unknown, { kind, many: how }: Member, checks: Checks): string | null {
  const check = checks.get(kind) as Check;
  if (how === '' || (how === '[1]' && !Array.isArray(value))) return check(value);
  if (!Array.isArray(value) || (how === '[+]' && value.length === 0)) return HERE;
  for (const one of value) {
    const fault = check(one);
    if (fault !== KEEPS) return fault;
  }
  return KEEPS;
}
