import { promisify } from 'node:util';
import { gzip, zstdCompress } from 'node:zlib';
import type { Post } from './generate.ts';

const SENDERS = 4;
const LINE_END = Buffer.from('\n');

export interface Sent {
  readonly requests: number;
  readonly lines: number;
  readonly bytes: number;
  /** Every answer, for the leak check. */
  readonly answers: string;
}

/** Posts everything over HTTP as platforms do: several at once, gzip or zstd, and one request twice, as after a lost answer. */
export async function send(posts: readonly Post[], url: string, secrets: Readonly<Record<Post['source'], string>>): Promise<Sent> {
  const queue = [...posts.entries()];
  const first = queue[0];
  if (first !== undefined) queue.push(first);
  let bytes = 0;
  let answers = '';
  const sender = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [i, post] = next;
      const text = Buffer.concat(post.lines.flatMap((line) => [line, LINE_END]));
      const encoding = i % 2 === 0 ? 'gzip' : 'zstd';
      const body = await (encoding === 'gzip' ? promisify(gzip)(text) : promisify(zstdCompress)(text));
      bytes += body.length;
      const response = await fetch(`${url}/v1/events`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${secrets[post.source]}`,
          'content-type': 'application/x-ndjson',
          'content-encoding': encoding,
        },
        body,
      });
      const answer = await response.text();
      answers += answer;
      if (!response.ok) throw new Error(`A post was answered ${response.status}: ${answer}`);
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
  return { requests: posts.length + 1, lines: posts.reduce((sum, { lines }) => sum + lines.length, 0), bytes, answers };
}
