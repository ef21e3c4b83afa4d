import { Stack } from 'aws-cdk-lib';
import {
  AccountRootPrincipal,
  ArnPrincipal,
  type IPrincipal,
  ManagedPolicy,
  PolicyDocument,
  PrincipalWithConditions,
  Role,
} from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { GRANTED_TABLE } from '#core/query/glue-table.ts';
import { VIEWS } from '#core/query/views.ts';
import type { Settings } from '#core/settings/schema.ts';
import { type Folders, foldersOf, lastDay } from '../granted.ts';
import { researcherDatabaseName, researcherRoleName, workgroupName } from '../names.ts';
import { encrypt } from '../permissions/keys.ts';
import { readUntil, whileGranted } from '../permissions/objects.ts';
import { readOutputs } from '../permissions/outputs.ts';
import { ownResults, readCatalogue, runQueries } from '../permissions/queries.ts';
import type { LakeBuckets } from './lake-buckets.ts';
import { researcherReader } from './research-room.ts';
import { resultFolder } from './workgroup.ts';

/**
 * Of one policy. IAM takes 10,240 characters in a role and 6,144 in a policy attached to it; a course with the longest names takes 250.
 */
const COURSES = 20;

export interface ResearcherRoleProps {
  readonly name: string;
  readonly researcher: Settings['researchers'][number];
  readonly buckets: LakeBuckets;
  readonly dataKey: IKey;
}

/**
 * What one researcher may read: the current files of her courses, while they are granted, and her own results until her last grant
 * ends. Nothing else, by name or by content.
 */
export function researcherRole(scope: Construct, { name, researcher, buckets, dataKey }: ResearcherRoleProps): Role {
  const { id, principal, grants } = researcher;
  const reader = researcherReader(id);
  const [first = [], ...more] = foldersOf(grants, COURSES);
  const reading = (policy: readonly Folders[]) =>
    policy.flatMap(({ until, slugs }, i) =>
      readUntil(
        `Granted${i + 1}`,
        buckets.events,
        until,
        slugs.map((slug) => `events/course=${slug}/*`),
      ),
    );
  const database = researcherDatabaseName(name, id);
  const hers = [GRANTED_TABLE, 'events', ...VIEWS.map((view) => view.name)].map((table) => ({ database, table }));
  const role = new Role(scope, `Researcher-${id}`, {
    roleName: researcherRoleName(name, id),
    description: `${name}: reads the courses granted to ${id}`,
    assumedBy: whoever(scope, principal),
    inlinePolicies: {
      researcher: new PolicyDocument({
        statements: [
          ...reading(first),
          runQueries(scope, workgroupName(name, reader)),
          readCatalogue(scope, ...hers),
          ...ownResults(buckets.results, resultFolder(reader), whileGranted(lastDay(grants))),
          encrypt(dataKey, 's3'),
          readOutputs(scope, name),
        ],
      }),
    },
  });
  for (const [i, policy] of more.entries()) {
    new ManagedPolicy(scope, `Researcher-${id}-Courses${i + 2}`, {
      managedPolicyName: `${researcherRoleName(name, id)}-courses-${i + 2}`,
      description: `${name}: more of the courses granted to ${id}`,
      document: new PolicyDocument({ statements: reading(policy) }),
      roles: [role],
    });
  }
  return role;
}

/** `sso`: whoever comes through IAM Identity Center with a permission set that may assume this role by its name. */
function whoever(scope: Construct, principal: string): IPrincipal {
  if (principal !== 'sso') return new ArnPrincipal(principal);
  const { account } = Stack.of(scope);
  const sso = `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/*`;
  return new PrincipalWithConditions(new AccountRootPrincipal(), { ArnLike: { 'aws:PrincipalArn': sso } });
}
