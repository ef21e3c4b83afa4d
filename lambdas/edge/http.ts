import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Log } from '#core/log.ts';
import { type HttpRequest, type HttpResponse, RETRY_AFTER, refuse } from '#core/receive/http.ts';
import { MAX_SENT_BYTES } from '#core/receive/unpack.ts';
import { logOf } from '../wire.ts';
import { codeOf } from './failure.ts';
import { spending } from './spending.ts';

/**
 * The stack before whoever answers HTTP: an HTTP API's event in (payload 2.0), its answer out. Nothing of a request is logged; whatever
 * throws is answered 503. It has no tracer and no Powertools metrics: API Gateway counts requests, and the tracer is a fifth of the bundle's limit.
 *
 * @param serve gets the function's log, once, and gives who answers
 */
export function httpEdge(serviceName: string, serve: (log: Log) => (request: HttpRequest) => Promise<HttpResponse>) {
  const logger = new Logger({ serviceName });
  const log = logOf(logger);
  const answer = serve(log);
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(injectLambdaContext(logger, { logEvent: false }))
    .use(spending())
    .handler(async (event) => {
      try {
        return resultOf(await answer(requestOf(event)));
      } catch (error) {
        log.error('receive.failed', { code: codeOf(error, log) });
        return resultOf(refuse('unavailable', RETRY_AFTER));
      }
    });
}

function requestOf({ requestContext, rawPath, rawQueryString, headers, body, isBase64Encoded }: APIGatewayProxyEventV2): HttpRequest {
  const bytes = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
  return {
    method: requestContext.http.method,
    path: rawPath,
    query: new URLSearchParams(rawQueryString),
    // API Gateway gives lower-case names.
    headers,
    body: async () => (bytes.length > MAX_SENT_BYTES ? 'too_large' : bytes),
  };
}

function resultOf({ status, headers, body }: HttpResponse): APIGatewayProxyStructuredResultV2 {
  // The connection is API Gateway's affair.
  const { connection: _, ...rest } = headers;
  return { statusCode: status, headers: rest, body };
}
