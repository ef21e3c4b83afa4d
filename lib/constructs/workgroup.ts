import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { workgroupName } from '../names.ts';

export interface WorkgroupProps {
  readonly name: string;
  /** `query` for the named questions, else a researcher. */
  readonly reader: string;
  readonly results: Bucket;
  readonly dataKey: IKey;
  /** A query that reads more is stopped; what it read is paid. */
  readonly scanGb: number;
}

const GB = 1_000_000_000;

/** Where one reader's queries run: results in a folder of her own, encrypted, a limit on what one query reads; none of it can be overridden. */
export class Workgroup extends Construct {
  /** Prefix of her results in the results bucket. */
  readonly folder: string;
  readonly group: CfnWorkGroup;

  constructor(scope: Construct, id: string, { name, reader, results, dataKey, scanGb }: WorkgroupProps) {
    super(scope, id);
    this.folder = resultFolder(reader);
    this.group = new CfnWorkGroup(this, 'Group', {
      name: workgroupName(name, reader),
      description: `Queries of ${reader}`,
      // A researcher who leaves takes her query history with her.
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        publishCloudWatchMetricsEnabled: true,
        requesterPaysEnabled: false,
        bytesScannedCutoffPerQuery: Math.round(scanGb * GB),
        engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
        resultConfiguration: {
          outputLocation: `s3://${results.bucketName}/${this.folder}`,
          encryptionConfiguration: { encryptionOption: 'SSE_KMS', kmsKey: dataKey.keyArn },
        },
      },
    });
  }
}

export function resultFolder(reader: string): string {
  return `results/${reader}/`;
}
