import type { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { faultCode } from '#core/errors.ts';
import { type HttpRequest, type HttpResponse, refuse } from '#core/receive/http.ts';
import { MAX_SENT_BYTES } from '#core/receive/unpack.ts';

const RETRY_AFTER_S = '30';

/** The stack before whoever answers HTTP: an HTTP API's event in (payload 2.0), its answer out. Nothing of a request is logged; whatever throws is answered 503. */
export function httpEdge(logger: Logger, answer: (request: HttpRequest) => Promise<HttpResponse>) {
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(injectLambdaContext(logger))
    .use({
      onError: (request) => {
        logger.error('receive.failed', { code: faultCode(request.error) });
        request.response = resultOf(refuse('unavailable', { 'retry-after': RETRY_AFTER_S }));
      },
    })
    .handler(async (event) => resultOf(await answer(requestOf(event))));
}

function requestOf({ requestContext, rawPath, rawQueryString, headers, body, isBase64Encoded }: APIGatewayProxyEventV2): HttpRequest {
  const bytes = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
  return {
    method: requestContext.http.method,
    path: rawPath,
    query: new URLSearchParams(rawQueryString),
    // API Gateway gives lower-case names.
    headers,
    body: bytes.length > MAX_SENT_BYTES ? 'too_large' : bytes,
  };
}

function resultOf({ status, headers, body }: HttpResponse): APIGatewayProxyStructuredResultV2 {
  // The connection is API Gateway's affair.
  const { connection: _, ...rest } = headers;
  return { statusCode: status, headers: rest, body };
}
