import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

export interface RegistryTableProps {
  readonly dataKey: IKey;
  /** 1 to 35. A forgotten salt is gone only after it. */
  readonly backupDays: number;
}

/** Who is who: string keys `pk` and `sk`, expiry in `ttl` (epoch seconds), no index. Paid by request, never deleted with its stack. */
export class RegistryTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, { dataKey, backupDays }: RegistryTableProps) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      timeToLiveAttribute: 'ttl',
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: dataKey,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: backupDays },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}
