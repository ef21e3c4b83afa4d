import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Cli, type Ended } from './harness.ts';

let cli: Cli;

beforeEach(() => {
  cli = new Cli();
});
afterEach(() => cli.remove());

const GRANT = `researchers:
  - id: leila
    principal: sso
    grants:
      - { source: campus, course: c-1, purpose: how learners go on, transfer_basis: scc, until: 2020-01-01 }
`;
const VALID = `name: lake
sources:
  - { id: campus, platform: openedx, policy: strict }
embedded: { port: 0 }
`;
const BROKEN = 'nam: lake\nexpiries:\n  raw: P20D\n';

/** Of the tests' own data folder: the harness names it by --data. */
const touched = () => existsSync(cli.data);

function refused({ code, out, err }: Ended): string {
  expect({ code, out }).toEqual({ code: 2, out: '' });
  return err;
}

describe('a configuration with mistakes', () => {
  test.each([
    [['source', 'add', 'campus', '--platform', 'openedx']],
    [['source', 'list']],
    [['serve', '--port', '0']],
    [['ingest', 'x.log', '--source', 'campus']],
    [['merge']],
    [['status']],
    [['replay']],
    [['query', 'SELECT 1']],
    [['check']],
  ])('stops %j with all of them, before anything is opened', async (args) => {
    cli.file('sillage.yaml', BROKEN);
    expect(refused(await cli.run(args))).toMatch(
      /^sillage: sillage.yaml has 2 mistakes:\n {2}sillage.yaml:1:1 nam: unknown key "nam"; did you mean name\?\n {2}sillage.yaml:3:8 expiries.raw: .*34 days.*\n$/,
    );
    expect(touched()).toBe(false);
  });

  test('stops neither help nor version', async () => {
    cli.file('sillage.yaml', BROKEN);
    expect((await cli.run(['--help'])).code).toBe(0);
    expect((await cli.run(['check', '--help'])).out).toMatch(/--config <file>[\s\S]*Examples:\n {2}sillage check/);
    expect((await cli.run(['--version'])).code).toBe(0);
  });

  test('is told to machines, too', async () => {
    cli.file('sillage.yaml', BROKEN);
    expect(JSON.parse(refused(await cli.run(['check', '--json'])))).toMatchObject({
      error: {
        code: 'settings_invalid',
        mistakes: [
          { line: 1, column: 1, path: 'nam' },
          { line: 3, column: 8, path: 'expiries.raw' },
        ],
      },
    });
  });

  test.each<[string, string | Uint8Array, RegExp]>([
    ['is too large', '#'.repeat(300_000), /larger than 256 KiB/],
    ['is no UTF-8', Uint8Array.of(0xff, 0xfe, 0x6e, 0), /not UTF-8/],
  ])('%s', async (_, body, sentence) => {
    cli.file('sillage.yaml', body);
    expect(refused(await cli.run(['check']))).toMatch(sentence);
  });
});

describe('--config', () => {
  test('names another file, and goes before', async () => {
    cli.file('sillage.yaml', BROKEN);
    const other = cli.file('other.yaml', VALID);
    expect((await cli.run(['--config', other, 'check'])).out).toMatch(/other.yaml is valid: "lake"/);
    expect((await cli.run(['source', 'add', 'campus', '--config', other])).out).toContain(`sillage serve --config ${other} --data`);
  });

  test('names a file that is there', async () => {
    const { code, err } = await cli.run(['status', '--config', 'none.yaml']);
    expect({ code, err }).toEqual({ code: 1, err: 'sillage: There is no file none.yaml.\n' });
  });

  test('may be left out: no file, no matter', async () => {
    expect(refused(await cli.run(['check']))).toMatch(/no sillage.yaml here; .*--config FILE/);
    await cli.addSource('campus');
  });

  test('a file of the working directory that cannot be read is told, and left', async () => {
    mkdirSync(join(cli.folder, 'sillage.yaml'));
    const { code, err } = await cli.run(['source', 'add', 'campus', '--platform', 'other']);
    expect(code).toBe(0);
    expect(err).toMatch(/sillage.yaml is a folder.*goes on without it/);
  });
});

describe('check', () => {
  test('shows what the file says', async () => {
    cli.file('sillage.yaml', `${VALID}${GRANT.replace('2020', '2999')}alarms: { email: zoe@example.org }\n`);
    const { code, out } = await cli.run(['check']);
    expect(code).toBe(0);
    expect(out).toMatch(/^sillage.yaml is valid: "lake" in eu-west-3\.\n/);
    expect(out).toMatch(/\nraw +P14D\n/);
    expect(out).toMatch(/\nreceived events +intake 10 \+ raw 14 \+ lag 4 +28 +28\n/);
    expect(out).toMatch(/\ncampus +openedx +strict\n/);
    expect(out).toMatch(/\nleila +campus +c-1 +scc +2999-01-01\n/);
    expect(out).not.toContain('zoe');
  });

  test('shows it to machines', async () => {
    cli.file(
      'sillage.yaml',
      'region_override: { region: eu-north-1, reason: the contract names Stockholm }\nexpiries: { raw: P1W }\nalarms: { email: zoe@example.org }\n',
    );
    expect(await cli.json('check')).toMatchObject({
      file: 'sillage.yaml',
      region: 'eu-north-1',
      expiries: { raw: 7, intake: 10 },
      alarms: { email: true, budget_usd_per_month: 100 },
      longest_days: 28,
      endings: [{ days: 21, lag: 4 }, { days: 11 }, { days: 7, lag: 0 }],
    });
  });

  test('refuses a grant that has ended; no other command minds', async () => {
    cli.file('sillage.yaml', VALID + GRANT);
    expect(refused(await cli.run(['check']))).toMatch(
      /sillage.yaml:9:\d+ researchers\[0\].grants\[0\].until: this grant ended with 2020-01-01/,
    );
    expect((await cli.run(['source', 'add', 'campus'])).code).toBe(0);
  });
});

describe('on one machine', () => {
  test('a listed source has the platform and policy of the file', async () => {
    cli.file('sillage.yaml', VALID);
    await cli.json('source', 'add', 'campus');
    expect(await cli.json('source', 'list')).toMatchObject([{ name: 'campus', platform: 'openedx', policy: 'strict' }]);
  });

  test('options may say the same, and nothing else', async () => {
    cli.file('sillage.yaml', VALID);
    expect(refused(await cli.run(['source', 'add', 'campus', '--platform', 'moodle']))).toBe(
      'sillage: sillage.yaml gives the source "campus" the platform openedx, and --platform says moodle; leave --platform out, or correct the file.\n',
    );
    expect(refused(await cli.run(['source', 'add', 'campus', '--policy', 'lenient']))).toMatch(
      /the policy strict, and --policy says lenient/,
    );
    expect(touched()).toBe(false);
    await cli.addSource('campus', 'openedx', 'strict');
  });

  test('a source that is not listed needs its platform', async () => {
    cli.file('sillage.yaml', VALID);
    expect(refused(await cli.run(['source', 'add', 'other']))).toMatch(
      /lists no source "other".*--platform openedx\|moodle\|canvas\|other/,
    );
    await cli.addSource('other', 'canvas');
  });

  test('data folder, address and port are those of the file, where no option names others', async () => {
    const folder = join(cli.folder, 'lake');
    writeFileSync(join(cli.folder, 'sillage.yaml'), `embedded: { data: ${folder}, host: 127.0.0.2, port: 70 }\n`);
    // Without --data: the harness names one for all other tests.
    const bare = await cli.run(['source', 'add', 'campus', '--platform', 'other'], undefined, []);
    expect(bare.out).toMatch(/\n {2}sillage serve\n {2}curl http:\/\/127.0.0.1:70\/v1\/events/);
    expect(existsSync(folder)).toBe(true);
    expect(touched()).toBe(false);
    const named = await cli.run(['source', 'add', 'campus', '--platform', 'other']);
    expect(named.out).toContain(`sillage serve --data ${cli.data}`);
    const served = await cli.serve('--host', '127.0.0.1');
    expect((await fetch(`${served.url}/v1/health`)).status).toBe(200);
    await served.stop();
  });

  test('serve listens where the file says', async () => {
    cli.file('sillage.yaml', 'embedded: { host: 127.0.0.2 }\n');
    const child = cli.start(['serve', '--port', '0', '--json']);
    const first = await new Promise<string>((resolve) => child.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString())));
    expect(JSON.parse(first)).toMatchObject({ host: '127.0.0.2' });
    child.kill('SIGTERM');
  });
});
