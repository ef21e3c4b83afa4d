import { type Cloud, type Json, listOf } from './templates.ts';

/** One statement of any policy of any resource. */
export interface Statement {
  /** Name of the role, or type and id of the resource that it stands on. */
  readonly holder: string;
  readonly kind: 'identity' | 'trust' | 'resource';
  readonly sid: string;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly principals: readonly string[];
  /** As JSON with references readable. */
  readonly conditions: string;
}

/** Every statement anywhere in the templates: found by its shape, so that no kind of policy can be forgotten. */
export function statementsOf(cloud: Cloud): readonly Statement[] {
  return cloud.resources.flatMap(({ type, id, properties }) => {
    const role = type === 'AWS::IAM::Role' ? cloud.read(properties['RoleName']) : null;
    return find(properties, []).map(({ statement, path }): Statement => {
      const trust = path.includes('AssumeRolePolicyDocument');
      return {
        holder: role ?? `${type.replace('AWS::', '')} ${id}`,
        kind: trust ? 'trust' : role === null ? 'resource' : 'identity',
        sid: cloud.read(statement['Sid']),
        effect: cloud.read(statement['Effect']),
        actions: listOf(statement['Action']).map((each) => cloud.read(each)),
        resources: listOf(statement['Resource']).map((each) => cloud.read(each)),
        principals: principalsOf(statement['Principal'], cloud),
        conditions: statement['Condition'] === undefined ? '' : readDeep(statement['Condition'], cloud),
      };
    });
  });
}

type Node = { readonly [name: string]: Json };

function find(value: Json, path: readonly string[]): readonly { readonly statement: Node; readonly path: readonly string[] }[] {
  if (value === null || typeof value !== 'object') return [];
  if (Array.isArray(value)) return value.flatMap((each: Json) => find(each, path));
  return Object.entries(value as Node).flatMap(([name, inside]) =>
    name === 'Statement' ? listOf(inside).map((statement) => ({ statement: statement as Node, path })) : find(inside, [...path, name]),
  );
}

function principalsOf(principal: Json | undefined, cloud: Cloud): readonly string[] {
  if (principal === undefined) return [];
  if (typeof principal === 'string') return [principal];
  return Object.entries(principal as Node).flatMap(([kind, who]) => listOf(who).map((each) => `${kind}:${cloud.read(each)}`));
}

function readDeep(value: Json, cloud: Cloud): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((each: Json) => readDeep(each, cloud)).join(',')}]`;
  const entries = Object.entries(value as Node);
  const intrinsic = entries.length === 1 && /^(Ref|Fn::.*)$/.test(entries[0]?.[0] ?? '');
  if (intrinsic) return JSON.stringify(cloud.read(value));
  return `{${entries.map(([name, inside]) => `${JSON.stringify(name)}:${readDeep(inside, cloud)}`).join(',')}}`;
}

/** One line a statement, for reviews. */
export function sentence({ holder, kind, sid, effect, actions, resources, principals, conditions }: Statement): string {
  const who = principals.length > 0 ? ` to ${principals.join(' ')}` : '';
  const where = resources.length > 0 ? ` on ${resources.join(' ')}` : '';
  return `${holder} (${kind}) ${sid}: ${effect} ${actions.join(' ')}${who}${where}${conditions === '' ? '' : ` if ${conditions}`}`;
}
