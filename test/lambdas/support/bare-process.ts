import { spawn } from 'node:child_process';
import { FAKE_CREDENTIALS } from './aws-stand-in.ts';

type Answer = { readonly value: unknown } | { readonly thrown: { readonly name: string; readonly message: string; readonly text: string } };

export interface Run {
  readonly answers: readonly Answer[];
  /** Everything that the process wrote: what CloudWatch would keep. */
  readonly log: string;
  /** From before the bundle's import to the first answer. */
  readonly readyMs: number;
}

/** Stands in for Lambda's runtime: loads the module, calls the handler once for each event, one after the other. */
const RUNTIME = `
const { readFileSync } = await import('node:fs');
const { inspect } = await import('node:util');
const { events, limitMs } = JSON.parse(readFileSync(0, 'utf8'));
const began = performance.now();
const { handler } = await import('./index.mjs');
let readyMs = null;
for (const event of events) {
  const ends = Date.now() + limitMs;
  const context = { functionName: 'function', memoryLimitInMB: '512', awsRequestId: 'r', invokedFunctionArn: 'arn', getRemainingTimeInMillis: () => ends - Date.now() };
  const answer = await handler(event, context).then(
    (value) => ({ value }),
    (error) => ({ thrown: { name: error.name, message: error.message, text: inspect(error, { depth: 9, showHidden: true }) } }),
  );
  readyMs ??= performance.now() - began;
  await new Promise((sent) => process.send({ answer, readyMs }, sent));
}
process.disconnect();
`;

export interface BareOptions {
  readonly env: Readonly<Record<string, string>>;
  /** Where the stand-in for AWS listens. */
  readonly aws: string;
  readonly limitMs?: number;
}

const SERVICES = ['S3', 'DYNAMODB', 'KMS', 'SQS', 'ATHENA', 'GLUE'];
const LIMIT_MS = 300_000;
const KILL_MS = 30_000;

/** Runs a bundle in a Node process of its own that has nothing but the folder and the environment given. */
export async function runBare(folder: string, events: readonly unknown[], { env, aws, limitMs = LIMIT_MS }: BareOptions): Promise<Run> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', RUNTIME], {
    cwd: folder,
    env: {
      AWS_REGION: 'eu-west-3',
      ...FAKE_CREDENTIALS,
      ...Object.fromEntries(SERVICES.map((name) => [`AWS_ENDPOINT_URL_${name}`, aws])),
      ...env,
    },
    stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
  });
  const answers: Answer[] = [];
  let log = '';
  let readyMs = 0;
  child.on('message', (told) => {
    const { answer, readyMs: ms } = told as { readonly answer: Answer; readonly readyMs: number };
    answers.push(answer);
    readyMs = ms;
  });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (log += chunk.toString('utf8')));
  child.stdin?.end(JSON.stringify({ events, limitMs }));
  const timer = setTimeout(() => child.kill('SIGKILL'), KILL_MS);
  // The end of the process may be told before the last message is read.
  await Promise.all(['close', 'disconnect'].map((ending) => new Promise((ended) => child.once(ending, ended))));
  clearTimeout(timer);
  return { answers, log, readyMs };
}

/** The only answer. @throws when the function failed, with all that it wrote */
export function answerOf({ answers, log }: Run): unknown {
  const [answer] = answers;
  if (answer === undefined || !('value' in answer)) throw new Error(`no answer but ${JSON.stringify(answer)}\n${log}`);
  return answer.value;
}
