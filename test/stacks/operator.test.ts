import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { ObjectStore } from '#core/ports/object-store.ts';
import type { Edition, Cloud as Installation } from '../../bin/edition.ts';
import { run } from '../../bin/program.ts';
import { MemoryIntake } from '../support/memory/intake.ts';
import { MemoryStore } from '../support/memory/object-store.ts';
import { SeededRandom } from '../support/memory/random.ts';
import { memoryRegistry } from '../support/memory/registry.ts';
import { exampleApp } from './example.ts';
import { statementsOf } from './statements.ts';
import { Cloud } from './templates.ts';

const hers = statementsOf(new Cloud(exampleApp())).filter(({ holder, kind }) => holder === 'sillage-operator' && kind === 'identity');

/** Which bucket holds the keys under a prefix, as the stacks name it. */
const BUCKETS = { inbox: 'InboxBucket', raw: 'StoresRawBucket', staging: 'StoresLakeBucket', held: 'StoresLakeBucket' } as const;
const bucketOf = (key: string): string => {
  const [first = ''] = key.split('/');
  if (first === 'events') return 'StoresEventsBucket';
  return first === 'receipts' ? 'StoresLakeBucket' : BUCKETS[first as keyof typeof BUCKETS];
};

/** IAM's * stands for any text, none included. */
const fits = (pattern: string, text: string) =>
  new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`).test(text);

function maySee(action: 's3:GetObject' | 's3:PutObject' | 's3:DeleteObject', key: string): boolean {
  const arn = `<${bucketOf(key)}.Arn>/${key}`;
  return hers.some(({ actions, resources }) => actions.includes(action) && resources.some((resource) => fits(resource, arn)));
}

function mayList(prefix: string): boolean {
  return hers
    .filter(({ actions, resources }) => actions.includes('s3:ListBucket') && resources.includes(`<${bucketOf(prefix)}.Arn>`))
    .flatMap(({ conditions }) => JSON.parse(conditions).StringLike['s3:prefix'] as string[])
    .some((pattern) => fits(pattern, prefix));
}

interface Asked {
  readonly listed: Set<string>;
  readonly read: Set<string>;
  readonly written: Set<string>;
  readonly functions: Set<string>;
  readonly queue: Set<string>;
}

/** Stores that answer, and note what they are asked. */
function watched(): { readonly asked: Asked; readonly edition: Edition; readonly told: string[] } {
  const asked: Asked = { listed: new Set(), read: new Set(), written: new Set(), functions: new Set(), queue: new Set() };
  const told: string[] = [];
  const store = new MemoryStore();
  const objects: ObjectStore = {
    list: (prefix) => {
      asked.listed.add(prefix);
      return store.list(prefix);
    },
    get: (key) => {
      asked.read.add(key);
      return store.get(key);
    },
    open: (key) => {
      asked.read.add(key);
      return store.open(key);
    },
    put: (key, body, condition) => {
      asked.written.add(key);
      return store.put(key, body, condition);
    },
    delete: async () => {
      throw new Error('No command deletes.');
    },
  };
  const intake = new Proxy(new MemoryIntake(), {
    get: (target, name: keyof MemoryIntake) => {
      asked.queue.add(name);
      return target[name].bind(target);
    },
  });
  const invoke =
    <T>(name: string, answer: T) =>
    async () => {
      asked.functions.add(name);
      return answer;
    };
  const none = { columns: [], rows: [] };
  const cloud: Installation = {
    name: 'sillage',
    endpoint: 'https://example.org/',
    objects,
    intake,
    registry: memoryRegistry(),
    engine: {
      run: async () => none,
      read: async (_sql, take) => take({ columns: [], chunks: (async function* () {})() }),
      publish: async () => {},
    },
    merge: invoke('Merge', { staged: 0, written: 0, rows: 0, withdrawn: 0, oldest: null, waiting: 0, finished: true }),
    replay: invoke('Replay', { receipts: 0, lines: 0, rows: 0, expired: 0, next: null }),
    redrive: invoke('Redrive', { moved: 0, expired: 0, finished: true, waiting: 0 }),
    ask: invoke('Query', none),
    usage: async () => ({}),
    room: async () => null,
    close() {},
  };
  const never = async (): Promise<never> => {
    throw new Error('With --aws, nothing of this machine is touched.');
  };
  const edition: Edition = {
    version: '0',
    terminal: {
      stdout: new Writable({ write: (_chunk, _encoding, done) => done() }),
      out: (text) => told.push(text),
      err: (text) => told.push(text),
      watched: false,
      printsToScreen: false,
    },
    random: new SeededRandom(1),
    signingKeys: { of: never },
    now: () => Date.UTC(2026, 10, 24),
    log: { info() {}, error() {} },
    openCloud: async () => cloud,
    readFile: async () => ({
      size: 3,
      bytes: (async function* () {
        yield Buffer.from('{}\n');
      })(),
    }),
    open: never,
    draft: never,
    listen: never,
    startWork: never,
    stopSignal: never,
  };
  return { asked, edition, told };
}

describe('what an operator’s commands ask of the installation, her role permits', () => {
  const { asked, edition, told } = watched();
  const COMMANDS = [
    'source add campus --platform openedx',
    'source list',
    'ingest tracking.log --source campus',
    'status',
    'merge',
    'merge --now',
    'replay --all --dry-run',
    'replay --all',
    'redrive --dry-run',
    'redrive',
    'source revoke campus',
  ];

  it.each(COMMANDS)('sillage %s --aws ends well', async (command) => {
    const settings = ['--config', 'sillage.yaml'];
    const { readFile } = edition;
    const own: Edition = {
      ...edition,
      readFile: async (path) =>
        path === 'sillage.yaml'
          ? {
              size: null,
              bytes: (async function* () {
                yield Buffer.from('name: sillage\n');
              })(),
            }
          : readFile(path),
    };
    expect([await run([...command.split(' '), ...settings, '--aws'], own), told.at(-1)]).toEqual([0, expect.any(String)]);
  });

  it('names under these prefixes', () => {
    expect([...asked.listed].sort()).toEqual(['events/', 'receipts/day=', 'staging/']);
    for (const prefix of asked.listed) expect([prefix, mayList(prefix)]).toEqual([prefix, true]);
    for (const prefix of ['', 'raw/', 'held/', 'inbox/']) expect([prefix, mayList(prefix)]).toEqual([prefix, false]);
  });

  it('objects that she may read and write', () => {
    for (const key of [...asked.read, 'receipts/day=2026-11-24/b1.json']) expect([key, maySee('s3:GetObject', key)]).toEqual([key, true]);
    for (const key of [...asked.written, 'inbox/b1.5.zst']) expect([key, maySee('s3:PutObject', key)]).toEqual([key, true]);
    for (const key of ['raw/x', 'events/course=x/y', 'held/x', 'inbox/x', 'staging/x'])
      expect([key, maySee('s3:GetObject', key)]).toEqual([key, false]);
  });

  it('the queues: she sends and counts, and takes nothing out', () => {
    expect([...asked.queue].sort()).toEqual(['depth', 'submit']);
  });

  it('the functions', () => {
    const invoked = hers.find(({ sid }) => sid === 'Invoke')?.resources ?? [];
    expect(asked.functions.size).toBeGreaterThan(2);
    for (const name of asked.functions) expect(invoked).toContain(`<${name}Function.Arn>`);
  });
});
