import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { athenaView, grantedEventsView } from '#core/query/athena-view.ts';
import { VIEWS } from '#core/query/views.ts';
import type { Settings } from '#core/settings/schema.ts';
import { grantedSlugs } from '../granted.ts';
import { researcherDatabaseName } from '../names.ts';
import type { Catalogue } from './catalogue.ts';
import { GlueDatabase } from './glue-database.ts';
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

/** Where one researcher works: a database whose `events` shows her courses and whose views stand on that, a workgroup with her limits. */
export class ResearchRoom extends Construct {
  constructor(scope: Construct, id: string, { name, researcher, grants, catalogue, results, dataKey, scanGb }: ResearchRoomProps) {
    super(scope, id);
    const database = researcherDatabaseName(name, researcher);
    const views = [grantedEventsView(grantedSlugs(grants), catalogue.database), ...VIEWS];
    new GlueDatabase(this, 'Hers', {
      database,
      description: `What ${researcher} was granted`,
      tables: views.map((view) => athenaView(view, database)),
    });
    new Workgroup(this, 'Workgroup', { name, reader: researcherReader(researcher), results, dataKey, scanGb });
  }
}

/** Never `query`: that is the named questions' own. */
export function researcherReader(researcher: string): string {
  return `researcher-${researcher}`;
}
