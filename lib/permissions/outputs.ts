import { Stack } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { allow } from './allow.ts';

/** To learn what the stores are called: `sillage --aws` begins with it, whoever runs it. */
export function readOutputs(scope: Construct, name: string): PolicyStatement {
  const { region, account } = Stack.of(scope);
  const stacks = ['vault', 'intake', 'lake'].map((part) => `arn:aws:cloudformation:${region}:${account}:stack/${name}-${part}/*`);
  return allow('Outputs', ['cloudformation:DescribeStacks'], stacks);
}
