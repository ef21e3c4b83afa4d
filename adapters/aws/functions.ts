import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { Fault } from '#core/errors.ts';

/**
 * Calls a deployed function and waits for its answer.
 *
 * @throws Fault `function_failed` when it threw or ran out of time, with the code that it failed with; its own words stay in its log
 */
export async function callFunction(client: LambdaClient, name: string, input: object): Promise<unknown> {
  const { FunctionError, Payload } = await client.send(
    new InvokeCommand({ FunctionName: name, InvocationType: 'RequestResponse', Payload: Buffer.from(JSON.stringify(input)) }),
  );
  const answer: unknown = Payload === undefined ? null : JSON.parse(Buffer.from(Payload).toString('utf8'));
  if (FunctionError !== undefined) throw new Fault('function_failed', detailOf(answer));
  return answer;
}

/** Our functions fail with a code alone (lambdas/edge/failure.ts); what Lambda or foreign code says of a failure is not shown. */
function detailOf(answer: unknown): string | undefined {
  const { errorMessage, errorType } = (answer ?? {}) as { readonly errorMessage?: unknown; readonly errorType?: unknown };
  if (errorType === 'Failed' && typeof errorMessage === 'string' && /^[a-z_]{2,40}$/.test(errorMessage)) return errorMessage;
  return errorType === 'Sandbox.Timedout' ? 'out of time' : undefined;
}
