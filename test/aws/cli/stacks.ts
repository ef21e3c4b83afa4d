import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { exampleApp, settingsOf } from '../../stacks/example.ts';
import { motoOptions } from '../support/clients.ts';
import type { Cloud } from '../support/cloud.ts';

interface Declared {
  readonly Outputs?: Readonly<Record<string, { readonly Export?: unknown }>>;
}

/** What the outputs say, in this installation. */
function valuesOf({ table, queueUrl, deadLettersUrl, database, bucketOf }: Cloud, endpoint: string): Readonly<Record<string, string>> {
  return {
    Region: 'eu-west-3',
    Table: table,
    Endpoint: endpoint,
    QueueUrl: queueUrl,
    DeadLettersUrl: deadLettersUrl,
    InboxBucket: bucketOf('inbox/'),
    RawBucket: bucketOf('raw/'),
    LakeBucket: bucketOf('staging/'),
    EventsBucket: bucketOf('events/'),
    ResultsBucket: bucketOf('results/'),
    Database: database,
    Workgroup: 'questions',
    MergeFunction: 'merge',
    ReplayFunction: 'replay',
    QueryFunction: 'query',
    RedriveFunction: 'redrive',
  };
}

/**
 * Creates the stacks as far as the command line looks at them: their names, and the outputs that lib/ declares in each. The names come
 * from the synthesised templates, so that an output that is renamed there, or moves to a stack that the command line does not ask, is missed here.
 *
 * @param text of sillage.yaml
 */
export async function makeStacks(text: string, cloud: Cloud, endpoint: string): Promise<void> {
  const client = new CloudFormationClient(motoOptions());
  const values = valuesOf(cloud, endpoint);
  for (const { stackName, template } of exampleApp(settingsOf(text)).synth().stacks) {
    const declared = Object.entries((template as Declared).Outputs ?? {}).filter(([, { Export }]) => Export === undefined);
    const Outputs = Object.fromEntries(declared.map(([name]) => [name, { Value: values[name] ?? `unknown to this test: ${name}` }]));
    const Resources = { Nothing: { Type: 'AWS::SNS::Topic', Properties: { TopicName: stackName } } };
    await client.send(new CreateStackCommand({ StackName: stackName, TemplateBody: JSON.stringify({ Resources, Outputs }) }));
  }
}
