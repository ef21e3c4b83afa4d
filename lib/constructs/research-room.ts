import { Stack } from 'aws-cdk-lib';
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Settings } from '#core/settings/schema.ts';
import { grantedSlugs } from '../granted.ts';
import { researcherDatabaseName } from '../names.ts';
import type { Catalogue } from './catalogue.ts';
import { grantedEventsView } from './events-table.ts';
import { Workgroup } from './workgroup.ts';

export interface ResearchRoomProps {
  readonly name: string;
  readonly researcher: string;
  readonly grants: Settings['researchers'][number]['grants'];
  readonly catalogue: Catalogue;
  readonly results: Bucket;
  readonly dataKey: IKey;
  readonly scanGb: number;
}

/** Where one researcher works: a database whose `events` shows her courses, a workgroup with her limits. */
export class ResearchRoom extends Construct {
  constructor(scope: Construct, id: string, { name, researcher, grants, catalogue, results, dataKey, scanGb }: ResearchRoomProps) {
    super(scope, id);
    const { account } = Stack.of(this);
    const databaseName = researcherDatabaseName(name, researcher);
    const database = new CfnDatabase(this, 'Database', {
      catalogId: account,
      databaseInput: { name: databaseName, description: `What ${researcher} was granted` },
    });
    const events = new CfnTable(this, 'Events', {
      catalogId: account,
      databaseName,
      tableInput: grantedEventsView(catalogue.database, grantedSlugs(grants)),
    });
    events.addResourceDependency(database);
    new Workgroup(this, 'Workgroup', { name, reader: researcherReader(researcher), results, dataKey, scanGb });
  }
}

/** Never `query`: that is the named questions' own. */
export function researcherReader(researcher: string): string {
  return `researcher-${researcher}`;
}
