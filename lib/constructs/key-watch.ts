import { Duration } from 'aws-cdk-lib';
import { type IMetric, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { MAC_ROLES, METRICS, roleName } from '../names.ts';

export interface KeyWatchProps {
  readonly name: string;
  readonly trail: ILogGroup;
  readonly macKeys: readonly IKey[];
}

const KEY_MISUSE = 'KeyMisuse';

/** What ends, opens or bends a key. */
const CHANGES = ['PutKeyPolicy', 'CreateGrant', 'DisableKey', 'ScheduleKeyDeletion', 'ImportKeyMaterial'];

/** Counts, in the trail, everybody but receive and process who tries to derive with the vault's keys, and every change to them. */
export class KeyWatch extends Construct {
  readonly misuse: IMetric = new Metric({ namespace: METRICS, metricName: KEY_MISUSE, statistic: 'Sum', period: Duration.minutes(5) });

  constructor(scope: Construct, id: string, { name, trail, macKeys }: KeyWatchProps) {
    super(scope, id);
    const issuer = '$.userIdentity.sessionContext.sessionIssuer.userName';
    const strangers = MAC_ROLES.map((part) => `${issuer} != "${roleName(name, part)}"`).join(' && ');
    const derives = '$.eventSource = "kms.amazonaws.com" && ($.eventName = "GenerateMac" || $.eventName = "VerifyMac")';
    this.filter('Strangers', trail, `{ ${derives} && (${issuer} NOT EXISTS || (${strangers})) }`);
    // Refused to receive or process themselves: somebody has changed the key's policy.
    this.filter(
      'Refused',
      trail,
      `{ ${derives} && $.errorCode = "*AccessDenied*" && (${oneOf(
        issuer,
        MAC_ROLES.map((part) => roleName(name, part)),
      )}) }`,
    );
    for (const [i, { keyId, keyArn }] of macKeys.entries()) {
      const key = `(${oneOf('$.requestParameters.keyId', [keyId, keyArn])})`;
      this.filter(`Changed${i + 1}`, trail, `{ $.eventSource = "kms.amazonaws.com" && (${oneOf('$.eventName', CHANGES)}) && ${key} }`);
    }
  }

  private filter(id: string, logGroup: ILogGroup, pattern: string): void {
    new MetricFilter(this, id, {
      logGroup,
      filterPattern: FilterPattern.literal(pattern),
      metricNamespace: METRICS,
      metricName: KEY_MISUSE,
      metricValue: '1',
    });
  }
}

function oneOf(field: string, values: readonly string[]): string {
  return values.map((value) => `${field} = "${value}"`).join(' || ');
}
