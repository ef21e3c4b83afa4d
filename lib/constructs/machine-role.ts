import { Stack } from 'aws-cdk-lib';
import { PolicyDocument, type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { logGroupName, type Part, roleName } from '../names.ts';
import { allow } from '../permissions/allow.ts';

export interface MachineRoleProps {
  readonly name: string;
  readonly part: Part;
  /** The functions that run in it, by their folder under lambdas/: it may write their logs. */
  readonly entries: readonly string[];
  readonly traced: boolean;
  readonly statements: readonly PolicyStatement[];
}

/** The role of one step, its one policy whole from the start: nothing can be added to it from elsewhere. */
export function machineRole(scope: Construct, id: string, { name, part, entries, traced, statements }: MachineRoleProps): Role {
  const { region, account } = Stack.of(scope);
  const logs = entries.map((entry) => `arn:aws:logs:${region}:${account}:log-group:${logGroupName(name, entry)}:log-stream:*`);
  return new Role(scope, id, {
    roleName: roleName(name, part),
    description: `${name}: what ${entries.join(' and ')} may do`,
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: {
      [part]: new PolicyDocument({
        statements: [...statements, allow('Logs', ['logs:CreateLogStream', 'logs:PutLogEvents'], logs), ...(traced ? [TRACE()] : [])],
      }),
    },
  });
}

/** X-Ray knows no resources. */
const TRACE = () => allow('Trace', ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], ['*']);
