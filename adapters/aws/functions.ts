import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { Fault } from '#core/errors.ts';

/**
 * Calls a deployed function and waits for its answer.
 *
 * @throws Fault `function_failed` when it threw or ran out of time; its own words stay in its log
 */
export async function callFunction(client: LambdaClient, name: string, input: object): Promise<unknown> {
  const { FunctionError, Payload } = await client.send(
    new InvokeCommand({ FunctionName: name, InvocationType: 'RequestResponse', Payload: Buffer.from(JSON.stringify(input)) }),
  );
  if (FunctionError !== undefined) throw new Fault('function_failed');
  return Payload === undefined ? null : JSON.parse(Buffer.from(Payload).toString('utf8'));
}
