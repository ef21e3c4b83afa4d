import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actorId, aliasToken } from '#core/pseudonymise/alias.ts';
import { courseKey, courseSlug } from '#core/pseudonymise/course.ts';
import { learnerInCourse } from '#core/pseudonymise/course-keys.ts';
import { hmac, macKey } from '#core/pseudonymise/hmac.ts';
import { eventToken } from '#core/pseudonymise/identity.ts';
import { KeyRing, type Purpose } from '#core/pseudonymise/keys.ts';
import { token } from '#core/pseudonymise/pseudonym.ts';
import { batchId } from '#core/receive/receive.ts';
import { sourceOf } from '../support/installation.ts';
import { ManualClock } from '../support/memory/clock.ts';
import { MemoryVault } from '../support/memory/key-vault.ts';

const page = readFileSync(new URL('../../docs/pseudonyms.md', import.meta.url), 'utf8');
const key = Uint8Array.from({ length: 32 }, (_, i) => i);
const salt = Uint8Array.from({ length: 32 }, (_, i) => 255 - i);
const ring = new KeyRing(new MemoryVault(key), new ManualClock(0));

/** The cells of every table row of the page that has so many columns, without the backticks. */
function rows(columns: number): string[][] {
  return page
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| ---'))
    .map((line) =>
      line
        .slice(2, -2)
        .split(' | ')
        .map((cell) => cell.replaceAll('`', '')),
    )
    .filter((cells) => cells.length === columns);
}

describe('docs/pseudonyms.md', () => {
  const vectors = rows(5).filter((cells) => /^[0-9a-f]+$/.test(cells[3] ?? ''));

  it.each(vectors)('%s', async (_name, purpose, scope, message, value) => {
    const subkey = await ring.subkey(purpose as Purpose, scope as string, 1);
    expect(token((value as string)[0] as 'a', subkey, Buffer.from(message as string, 'hex'))).toBe(value);
  });

  it('has an answer for every token, made by the functions that the pipeline calls', async () => {
    const answers = new Set(vectors.map((cells) => cells[4]));
    const course = courseKey('campus', 'course-v1:Sorbonne+BIO101+2026');
    const alias = await ring.subkey('alias', 'campus', 1);
    const ids = [
      actorId('user_id', 9004217.0),
      actorId('username', ' ame\u0301lie.dupre\u0301\n'),
      actorId('mbox', 'mailto:Amelie.Dupre@example.org'),
      actorId('account', '27:https://moodle.example.org/ameliedupre'),
      actorId('openid', 'https://openid.example.org/amelie'),
      actorId('iri', 'https://id.example.org/people/42'),
    ];
    const made: string[] = ids.map((id) => {
      if (id === null || id === 'invalid') throw new Error('these name somebody');
      return aliasToken(alias, id);
    });
    const keys = {
      courseKey: course,
      learner: await ring.subkey('learner', course, 1),
      session: await ring.subkey('session', course, 1),
      object: await ring.subkey('object', course, 1),
    };
    const record = { id: 'x', salt, status: 'active', joinedTo: null, createdAt: 0, revision: 0, userIds: 1 } as const;
    const learner = learnerInCourse(keys, record, salt);
    made.push(learner.token, learner.session('993110e9c27848a545da74a74114158d'));
    const event = await ring.subkey('event', 'campus', 1);
    const json = { form: 'json', value: '[1772452800123456,"play_video","9004217"]', coarse: true } as const;
    made.push(eventToken(event, json, 0), eventToken(event, json, 1));
    for (const n of [0, 1]) made.push(eventToken(event, { ...json, native: 'uuid' }, n));
    made.push(eventToken(event, { form: 'id', value: '2b8f3f0e-6a07-4d2c-9d51-1f5f6e7a8b9c', coarse: false }, 0));
    made.push(token('o', keys.object, 'thread\x0064d1df0887e82a002b35a6f7'));
    const digest = createHash('sha256').update('one line\n').digest('hex');
    const sent = { ...sourceOf('lenient'), id: 'campus' };
    for (const dialect of [null, 'openedx']) made.push(await batchId({ source: sent, dialect }, digest, 0, ring));
    for (const value of made) expect(answers).toContain(value);
    for (const kind of ['a1', 'p1', 's1', 'e1', 'o1', 'b1']) expect(made.some((value) => value.startsWith(kind))).toBe(true);
  });

  it.each(rows(2).filter(([scope]) => scope?.startsWith('campus/')))('names the folder of %s', (course, folder) => {
    expect(courseSlug(course as ReturnType<typeof courseKey>)).toBe(folder);
  });
});

describe('hmac', () => {
  it('is HMAC-SHA-256 for every key and message', () => {
    const bytes = fc.uint8Array({ maxLength: 64 });
    fc.assert(
      fc.property(
        bytes,
        fc.oneof(fc.uint8Array({ maxLength: 9000 }), fc.string({ unit: 'binary', maxLength: 9000 })),
        (secret, message) => {
          const expected = createHmac('sha256', secret).update(message).digest('hex');
          expect(hmac(macKey(secret), message).toString('hex')).toBe(expected);
        },
      ),
    );
  });
});

describe('canonical names', () => {
  it.each([
    ['user_id', 3],
    ['user_id', '3'],
    ['user_id', '3.0'],
    ['user_id', ' 3\n'],
  ] as const)('%s %j is 3', (kind, value) => {
    expect(actorId(kind, value)).toEqual({ kind, value: '3' });
  });

  it.each([null, undefined, '', '  ', '\n'])('%j is nobody', (value) => {
    expect(actorId('username', value)).toBeNull();
  });

  it.each([true, {}, [], 1.5, Number.NaN, 2 ** 60, 'x'.repeat(513)])('%j cannot name anybody', (value) => {
    expect(actorId('user_id', value)).toBe('invalid');
  });

  it('takes an address and its SHA-1 for one', () => {
    const sha1 = createHash('sha1').update('mailto:a@b.fr').digest('hex');
    expect(actorId('mbox', 'MAILTO:A@b.fr')).toEqual(actorId('mbox_sha1sum', sha1.toUpperCase()));
  });
});
