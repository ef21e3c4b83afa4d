import { Duration } from 'aws-cdk-lib';
import { type IMetric, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { MAC_FUNCTIONS, MAC_ROLES, METRICS, roleName } from '../names.ts';

export interface KeyWatchProps {
  readonly name: string;
  readonly trail: ILogGroup;
  readonly macKeys: readonly IKey[];
  readonly dataKey: IKey;
}

const KEY_MISUSE = 'KeyMisuse';

/** What ends, opens or bends a key. */
const CHANGES = ['PutKeyPolicy', 'CreateGrant', 'DisableKey', 'ScheduleKeyDeletion', 'ImportKeyMaterial'];
/** What lets somebody else in, or gives a role more than it has. */
const ROLE_CHANGES = ['UpdateAssumeRolePolicy', 'PutRolePolicy', 'AttachRolePolicy'];
/** Lambda's names end in the version of its interface. */
const FUNCTION_CHANGES = ['CreateFunction*', 'UpdateFunctionCode*', 'UpdateFunctionConfiguration*'];

const ISSUER = '$.userIdentity.sessionContext.sessionIssuer.userName';

/**
 * Counts, in the trail: everybody but receive and process who tries to derive with the vault's keys; every change to these keys and to
 * the data key; every change to the roles that may derive, or to code that runs in them, which is not CloudFormation's.
 *
 * A pattern has at most 1,024 characters, so each key has its own. A refused call has no resources in the trail, only AWS's sentence.
 */
export class KeyWatch extends Construct {
  readonly misuse: IMetric = new Metric({ namespace: METRICS, metricName: KEY_MISUSE, statistic: 'Sum', period: Duration.minutes(5) });

  constructor(scope: Construct, id: string, { name, trail, macKeys, dataKey }: KeyWatchProps) {
    super(scope, id);
    const roles = MAC_ROLES.map((part) => roleName(name, part));
    const strangers = roles.map((role) => `${ISSUER} != "${role}"`).join(' && ');
    for (const [i, { keyId, keyArn }] of macKeys.entries()) {
      const ours = `($.resources[0].ARN = "${keyArn}" || $.requestParameters.keyId = "*${keyId}" || $.errorMessage = "*${keyId}*")`;
      const derives = `$.eventSource = "kms.amazonaws.com" && (${oneOf('$.eventName', ['GenerateMac', 'VerifyMac'])}) && ${ours}`;
      this.filter(`Strangers${i + 1}`, trail, `{ ${derives} && (${ISSUER} NOT EXISTS || (${strangers})) }`);
      // Refused to receive or process themselves: somebody has changed the key's policy.
      this.filter(`Refused${i + 1}`, trail, `{ ${derives} && $.errorCode = "*AccessDenied*" && (${oneOf(ISSUER, roles)}) }`);
      this.changed(`Changed${i + 1}`, trail, keyId);
    }
    this.changed('DataKeyChanged', trail, dataKey.keyId);

    // A deployment does nothing else than this; whoever may deploy may change the code, and the trail names her.
    const byHand = '($.userIdentity.invokedBy NOT EXISTS || $.userIdentity.invokedBy != "cloudformation.amazonaws.com")';
    const theRoles = oneOf('$.requestParameters.roleName', roles);
    this.filter(
      'RoleChanged',
      trail,
      `{ $.eventSource = "iam.amazonaws.com" && (${oneOf('$.eventName', ROLE_CHANGES)}) && (${theRoles}) && ${byHand} }`,
    );
    const functions = MAC_FUNCTIONS.map((entry) => `${name}-${entry}`);
    const theirs = [
      oneOf(
        '$.requestParameters.functionName',
        functions.map((each) => `*${each}`),
      ),
      oneOf(
        '$.requestParameters.role',
        roles.map((role) => `*:role/${role}`),
      ),
    ].join(' || ');
    this.filter(
      'CodeChanged',
      trail,
      `{ $.eventSource = "lambda.amazonaws.com" && (${oneOf('$.eventName', FUNCTION_CHANGES)}) && (${theirs}) && ${byHand} }`,
    );
  }

  private changed(id: string, trail: ILogGroup, keyId: string): void {
    const key = `$.requestParameters.keyId = "*${keyId}"`;
    this.filter(id, trail, `{ $.eventSource = "kms.amazonaws.com" && (${oneOf('$.eventName', CHANGES)}) && ${key} }`);
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
