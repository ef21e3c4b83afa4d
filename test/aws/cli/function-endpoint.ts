import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { Context } from 'aws-lambda';

export type InvokedHandler = (event: unknown, context: Context) => Promise<unknown>;

export interface FunctionEndpoint {
  readonly url: string;
  /** Every call so far: the function's name and its input. */
  readonly calls: { readonly name: string; readonly input: unknown }[];
  close(): Promise<void>;
}

/**
 * Lambda's Invoke before real handlers, in this process: the emulator at hand runs functions in Docker containers alone, which tests
 * must not need. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 *
 * @param handlerOf null: there is no function of this name
 */
export async function functionEndpoint(
  handlerOf: (name: string) => { readonly handler: InvokedHandler; readonly context: Context } | null,
): Promise<FunctionEndpoint> {
  const calls: FunctionEndpoint['calls'] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const name = decodeURIComponent(/\/functions\/([^/]+)\/invocations$/.exec(request.url ?? '')?.[1] ?? '');
    const input = await json(request);
    calls.push({ name, input });
    const found = handlerOf(name);
    if (found === null) {
      const headers = { 'content-type': 'application/json', 'x-amzn-errortype': 'ResourceNotFoundException' };
      response.writeHead(404, headers).end(JSON.stringify({ Message: `Function not found: ${name}` }));
      return;
    }
    try {
      const answer = await found.handler(input, found.context);
      response.writeHead(200).end(JSON.stringify(answer ?? null));
    } catch (error) {
      const { name: errorType, message: errorMessage, stack = '' } = error as Error;
      const failure = JSON.stringify({ errorType, errorMessage, trace: stack.split('\n') });
      response.writeHead(200, { 'x-amz-function-error': 'Unhandled' }).end(failure);
    }
  };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
