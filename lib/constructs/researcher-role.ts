import { Stack } from 'aws-cdk-lib';
import { AccountRootPrincipal, ArnPrincipal, type IPrincipal, PolicyDocument, PrincipalWithConditions, Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { VIEWS } from '#core/query/views.ts';
import type { Settings } from '#core/settings/schema.ts';
import { grantedSlugs } from '../granted.ts';
import { researcherDatabaseName, researcherRoleName, workgroupName } from '../names.ts';
import { encrypt } from '../permissions/keys.ts';
import { readUntil } from '../permissions/objects.ts';
import { readOutputs } from '../permissions/outputs.ts';
import { ownResults, readCatalogue, runQueries } from '../permissions/queries.ts';
import type { Catalogue } from './catalogue.ts';
import type { LakeBuckets } from './lake-buckets.ts';
import { researcherReader } from './research-room.ts';
import { resultFolder } from './workgroup.ts';

export interface ResearcherRoleProps {
  readonly name: string;
  readonly researcher: Settings['researchers'][number];
  readonly buckets: LakeBuckets;
  readonly catalogue: Catalogue;
  readonly dataKey: IKey;
}

/** What one researcher may read: the current files of her courses, while they are granted, and her own results. Nothing else, by name or by content. */
export function researcherRole(scope: Construct, { name, researcher, buckets, catalogue, dataKey }: ResearcherRoleProps): Role {
  const { id, principal, grants } = researcher;
  const reader = researcherReader(id);
  const reading = [...Map.groupBy(grants, ({ until }) => until)].flatMap(([until, those], i) =>
    readUntil(
      `Granted${i + 1}`,
      buckets.events,
      until,
      grantedSlugs(those).map((slug) => `events/course=${slug}/*`),
    ),
  );
  const database = researcherDatabaseName(name, id);
  const hers = ['events', ...VIEWS.map((view) => view.name)].map((table) => ({ database, table }));
  return new Role(scope, `Researcher-${id}`, {
    roleName: researcherRoleName(name, id),
    description: `${name}: reads the courses granted to ${id}`,
    assumedBy: whoever(scope, principal),
    inlinePolicies: {
      researcher: new PolicyDocument({
        statements: [
          ...reading,
          runQueries(scope, workgroupName(name, reader)),
          readCatalogue(scope, ...hers, catalogue.events),
          ...ownResults(buckets.results, resultFolder(reader)),
          encrypt(dataKey, 's3'),
          readOutputs(scope, name),
        ],
      }),
    },
  });
}

/** `sso`: whoever comes through IAM Identity Center with a permission set that may assume this role by its name. */
function whoever(scope: Construct, principal: string): IPrincipal {
  if (principal !== 'sso') return new ArnPrincipal(principal);
  const { account } = Stack.of(scope);
  const sso = `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/*`;
  return new PrincipalWithConditions(new AccountRootPrincipal(), { ArnLike: { 'aws:PrincipalArn': sso } });
}
