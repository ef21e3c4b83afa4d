import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { athenaView, grantedEventsView } from '#core/query/athena-view.ts';
import { grantedTable } from '#core/query/glue-table.ts';
import { VIEWS } from '#core/query/views.ts';
import type { Settings } from '#core/settings/schema.ts';
import { grantedSlugs } from '../granted.ts';
import { researcherDatabaseName } from '../names.ts';
import { GlueDatabase } from './glue-database.ts';
import { Workgroup } from './workgroup.ts';

export interface ResearchRoomProps {
  readonly name: string;
  readonly researcher: string;
  readonly grants: Settings['researchers'][number]['grants'];
  readonly events: Bucket;
  readonly results: Bucket;
  readonly dataKey: IKey;
  readonly scanGb: number;
}

/** Where one researcher works: a database with a table of her courses, the view `events` over it and the other views on that; a workgroup with her limits. */
export class ResearchRoom extends Construct {
  constructor(scope: Construct, id: string, { name, researcher, grants, events, results, dataKey, scanGb }: ResearchRoomProps) {
    super(scope, id);
    const database = researcherDatabaseName(name, researcher);
    const granted = grantedTable(`s3://${events.bucketName}/events/`, grantedSlugs(grants));
    new GlueDatabase(this, 'Hers', {
      database,
      description: `What ${researcher} was granted`,
      tables: [granted, ...[grantedEventsView(), ...VIEWS].map((view) => athenaView(view, database))],
    });
    new Workgroup(this, 'Workgroup', { name, reader: researcherReader(researcher), results, dataKey, scanGb });
  }
}

/** Never `query`: that is the named questions' own. */
export function researcherReader(researcher: string): string {
  return `researcher-${researcher}`;
}
