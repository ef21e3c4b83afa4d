import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';

/** What the deployed stacks tell of themselves, by output name; null when none of them is there. */
export async function stackOutputs(
  client: CloudFormationClient,
  stacks: readonly string[],
): Promise<Readonly<Record<string, string>> | null> {
  const found = await Promise.all(stacks.map((StackName) => outputsOf(client, StackName)));
  if (found.every((outputs) => outputs === null)) return null;
  return Object.assign(Object.create(null) as Record<string, string>, ...found);
}

async function outputsOf(client: CloudFormationClient, StackName: string): Promise<Record<string, string> | null> {
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
    const outputs = Stacks?.[0]?.Outputs ?? [];
    return Object.fromEntries(outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
  } catch (error) {
    // What CloudFormation answers for a stack that does not exist.
    if ((error as { readonly name?: string }).name === 'ValidationError') return null;
    throw error;
  }
}
