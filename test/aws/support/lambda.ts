import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';

const LIMIT_MS = 120_000;

/** What Lambda hands a function beside its event. */
export function contextOf(name: string, limitMs = LIMIT_MS): Context {
  const ends = Date.now() + limitMs;
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName: name,
    functionVersion: '1',
    invokedFunctionArn: `arn:aws:lambda:eu-west-3:123456789012:function:${name}`,
    memoryLimitInMB: '512',
    awsRequestId: '00000000-0000-0000-0000-000000000000',
    logGroupName: name,
    logStreamName: name,
    getRemainingTimeInMillis: () => ends - Date.now(),
    done: () => {},
    fail: () => {},
    succeed: () => {},
  };
}

/** An HTTP API request as payload format 2.0 has it; a body of bytes comes in base64. */
export function postEvent(path: string, headers: Readonly<Record<string, string>>, body: string | Uint8Array): APIGatewayProxyEventV2 {
  const binary = typeof body !== 'string';
  const [rawPath = '/', rawQueryString = ''] = path.split('?');
  return {
    version: '2.0',
    routeKey: `POST ${rawPath}`,
    rawPath,
    rawQueryString,
    headers: { ...headers },
    requestContext: {
      accountId: '123456789012',
      apiId: 'api',
      domainName: 'api.example.org',
      domainPrefix: 'api',
      http: { method: 'POST', path: rawPath, protocol: 'HTTP/1.1', sourceIp: '192.0.2.7', userAgent: 'Moodle/4.5' },
      requestId: 'request',
      routeKey: `POST ${rawPath}`,
      stage: '$default',
      time: '01/Jan/2026:00:00:00 +0000',
      timeEpoch: 0,
    },
    body: binary ? Buffer.from(body).toString('base64') : body,
    isBase64Encoded: binary,
  };
}
