import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccountRootPrincipal, AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { MAC_ROLES, roleName } from '../names.ts';
import { KEY_ADMINISTRATION } from './key-administration.ts';

/**
 * One version of the key that all pseudonyms come from. It never leaves KMS; losing it is losing every pseudonym, so it is retained
 * and its deletion takes 30 days, the longest that KMS offers. Only receive and process may derive with it: the policy says so by
 * role name, and refuses everybody else whatever their IAM policies say, administrators and grants included.
 */
export class MacKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, name: string, version: number) {
    super(scope, id);
    const { account } = Stack.of(this);
    const users = MAC_ROLES.map((part) => `arn:aws:iam::${account}:role/${roleName(name, part)}`);
    this.key = new Key(this, 'Key', {
      description: `${name}: makes pseudonyms, version ${version}`,
      alias: `${name}-mac-${version}`,
      keySpec: KeySpec.HMAC_256,
      keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
      pendingWindow: Duration.days(30),
      removalPolicy: RemovalPolicy.RETAIN,
      policy: new PolicyDocument({
        statements: [
          statement('Administration', Effect.ALLOW, KEY_ADMINISTRATION),
          // A role that does not exist yet cannot stand as a principal; a condition on its name can.
          statement('Derive', Effect.ALLOW, ['kms:GenerateMac'], { ArnEquals: { 'aws:PrincipalArn': users } }),
          statement('NobodyElseDerives', Effect.DENY, ['kms:GenerateMac'], { ArnNotEquals: { 'aws:PrincipalArn': users } }),
          // VerifyMac would confirm a guessed identifier; a grant would let somebody derive past this policy.
          statement('NobodyVerifiesOrPassesOn', Effect.DENY, ['kms:VerifyMac', 'kms:CreateGrant']),
        ],
      }),
    });
  }
}

/** In a key policy, resource * is the key itself. */
function statement(sid: string, effect: Effect, actions: string[], conditions: Record<string, unknown> = {}): PolicyStatement {
  const principal = effect === Effect.DENY ? new AnyPrincipal() : new AccountRootPrincipal();
  return new PolicyStatement({ sid, effect, principals: [principal], actions, resources: ['*'], conditions });
}
