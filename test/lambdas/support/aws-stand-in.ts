import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Of nobody. */
export const FAKE_CREDENTIALS = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_SESSION_TOKEN: 'test' };

export interface StandIn {
  readonly url: string;
  /** What was asked, as `DynamoDB.GetItem` or `GET /bucket/key`. */
  readonly asked: readonly string[];
  /** From now on every request is refused for good. */
  refuse(): void;
  close(): void;
}

const EMPTY_LIST =
  '<?xml version="1.0" encoding="UTF-8"?><ListBucketResult><KeyCount>0</KeyCount><IsTruncated>false</IsTruncated></ListBucketResult>';
const NO_KEY = '<?xml version="1.0" encoding="UTF-8"?><Error><Code>NoSuchKey</Code></Error>';

/** Answers as AWS would if it held nothing: every table, bucket and queue is empty, and takes what is put. It shows that bundles load and run, not that adapters are right. */
export async function startStandIn(): Promise<StandIn> {
  const asked: string[] = [];
  let refusing = false;
  const server = createServer((request, response) => {
    request.resume().once('end', () => {
      asked.push(nameOf(request));
      if (refusing) send(response, 400, '{"__type":"AccessDeniedException"}');
      else answer(request, response);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    refuse: () => {
      refusing = true;
    },
    close: () => server.close(),
  };
}

const targetOf = ({ headers }: IncomingMessage): string | undefined => headers['x-amz-target']?.toString();

function nameOf(request: IncomingMessage): string {
  return targetOf(request)?.replace(/_\d+\./, '.') ?? `${request.method} ${request.url?.split('?')[0]}`;
}

const JSON_ANSWERS: Readonly<Record<string, string>> = {
  Query: '{"Items":[],"Count":0}',
  BatchGetItem: '{"Responses":{},"UnprocessedKeys":{}}',
  GenerateMac: `{"Mac":"${Buffer.alloc(32, 1).toString('base64')}"}`,
};

function answer(request: IncomingMessage, response: ServerResponse): void {
  const target = targetOf(request);
  if (target !== undefined) send(response, 200, JSON_ANSWERS[target.split('.').at(-1) ?? ''] ?? '{}');
  else if (request.url?.includes('list-type=2')) send(response, 200, EMPTY_LIST, 'application/xml');
  else if (request.method === 'PUT') send(response, 200, '', 'application/xml');
  else send(response, 404, NO_KEY, 'application/xml');
}

function send(response: ServerResponse, status: number, body: string, type = 'application/x-amz-json-1.0'): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body);
}
