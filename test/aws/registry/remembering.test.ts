import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { DynamoRegistry } from '#adapters/aws/dynamo-registry.ts';
import { Meter, metered } from '#adapters/aws/meter.ts';
import { rememberingRegistry } from '#adapters/aws/remembering-registry.ts';
import type { Registry } from '#core/ports/registry.ts';
import { authenticate, secretHash } from '#core/receive/authenticate.ts';
import { active, alias, created, creation, fence, known, NOW, request } from '../../contracts/registry/people.ts';
import { describeRegistry } from '../../contracts/registry.suite.ts';
import { ManualClock } from '../../support/memory/clock.ts';
import { dynamoOptions } from '../support/clients.ts';
import { freshTable } from './fresh-table.ts';

const clock = new ManualClock(NOW);

describeRegistry('DynamoDB, remembering', async () => {
  const registry = rememberingRegistry(new DynamoRegistry(new DynamoDBClient(dynamoOptions()), await freshTable()), { clock });
  return { registry, close: () => {} };
});

describe('a registry that remembers', () => {
  let meter: Meter;
  let ours: Registry;
  /** Another process over the same table. */
  let other: Registry;
  beforeEach(async () => {
    const table = await freshTable();
    meter = new Meter();
    ours = rememberingRegistry(new DynamoRegistry(metered(new DynamoDBClient(dynamoOptions()), 'DynamoDB', meter), table), { clock });
    other = new DynamoRegistry(new DynamoDBClient(dynamoOptions()), table);
  });

  const reads = (): number => meter.take().dynamodb_read_units ?? 0;
  const named = async (name: string) => (await ours.lookup([alias(name)])).get(alias(name));

  it('asks nothing but the epoch for learners and days that it knows', async () => {
    const people = Array.from({ length: 200 }, (_, i) => `l${i}`);
    await ours.change(people.map((id) => creation(id)));
    const group = people.map((id) => active(id, 'c/1', '2024-02-01', '2024-02-03'));
    await ours.lookup(people.map(alias));
    await ours.widen(group);
    meter.take();
    expect((await ours.lookup(people.map(alias))).size).toBe(200);
    expect(await ours.widen(group)).toEqual(group.map(() => true));
    expect(await ours.widen([active('l7', 'c/1', '2024-02-02')])).toEqual([true]);
    expect(meter.take().dynamodb_write_units).toBeUndefined();
    expect(meter.calls()['DynamoDB.GetItem']).toBeLessThan(10);
  });

  it.each(['erase', 'object', 'restrict', 'deidentify'] as const)(
    'believes nothing of before when another process does %s',
    async (kind) => {
      await created(ours, 'ann', ['u1']);
      await ours.widen([active('ann', 'c/1')]);
      expect((await named('u1'))?.learner?.id).toBe('ann');
      await other.forget(request('ann', kind, [fence('c/1', 'ann', kind)]));
      expect(await named('u1')).toMatchObject({ learner: null, mark: { kind } });
      expect(await ours.widen([active('ann', 'c/1')])).toEqual([false]);
    },
  );

  it('believes nothing of before when another process joins', async () => {
    const [ann, bob] = [await created(ours, 'ann', ['u1']), await created(ours, 'bob', ['name'])];
    await named('name');
    const revisions = { winnerRevision: ann.revision, loserRevision: bob.revision };
    expect(await other.change([{ kind: 'join', winner: 'ann', loser: 'bob', ...revisions, fences: [] }])).toEqual([true]);
    expect((await named('name'))?.learner?.id).toBe('ann');
  });

  it('sees a mark that another process extends to a name', async () => {
    expect(await named('free')).toBeUndefined();
    await other.extendMark([alias('free')], { kind: 'erase', at: NOW, expiresAt: NOW + 1 });
    expect((await named('free'))?.mark?.kind).toBe('erase');
  });

  it('evicts what a refused change shows to be old, so that the next look tells the truth', async () => {
    await created(ours, 'ann', ['u1']);
    const before = (await named('u1'))?.learner;
    // Another process links a name and brings her into a course: her revision moves, and nothing is taken back.
    await other.change([
      { kind: 'link', learner: 'ann', revision: before?.revision ?? 0, aliases: [{ alias: alias('x'), isUserId: false }] },
    ]);
    await other.widen([active('ann', 'c/9')]);
    const link = { kind: 'link' as const, learner: 'ann', aliases: [{ alias: alias('y'), isUserId: false }] };
    expect(await ours.change([{ ...link, revision: (await named('u1'))?.learner?.revision ?? 0 }])).toEqual([false]);
    expect((await named('u1'))?.learner?.revision).toBe((await known(other, 'ann')).revision);
    expect(await ours.change([{ ...link, revision: (await named('u1'))?.learner?.revision ?? 0 }])).toEqual([true]);
  });

  it('believes a source for five seconds, and a secret that is none', async () => {
    const own = new ManualClock(NOW);
    const table = await freshTable();
    const remembering = rememberingRegistry(new DynamoRegistry(metered(new DynamoDBClient(dynamoOptions()), 'DynamoDB', meter), table), {
      clock: own,
    });
    const plain = new DynamoRegistry(new DynamoDBClient(dynamoOptions()), table);
    const source = {
      id: 'campus',
      platform: 'moodle',
      policy: 'strict',
      secrets: [{ hash: 'h', since: NOW, scopes: ['events', 'courses'] }],
      keyVersion: 1,
      createdAt: NOW,
      revokedAt: null,
      jwksUrl: null,
    } as const;
    await plain.addSource(source);
    expect((await remembering.source('campus'))?.revokedAt).toBeNull();
    expect(await remembering.sourceBySecret('wrong')).toBeNull();
    await plain.revokeSource('campus', NOW);
    reads();
    expect((await remembering.source('campus'))?.revokedAt).toBeNull();
    expect(await remembering.sourceBySecret('wrong')).toBeNull();
    expect(reads()).toBe(0);
    own.advance(5_000);
    expect((await remembering.source('campus'))?.revokedAt).toBe(NOW);
  });

  it('reads nothing for the right one after a flood of wrong ones, and nothing for a wrong one twice', async () => {
    await other.addSource({
      ...{ id: 'campus', platform: 'moodle', policy: 'strict', keyVersion: 1, createdAt: NOW, revokedAt: null, jwksUrl: null },
      secrets: [{ hash: 'right', since: NOW, scopes: ['events', 'courses'] }],
    });
    await ours.source('campus');
    await ours.sourceBySecret('right');
    for (let i = 0; i < 1_100; i += 50) {
      await Promise.all(Array.from({ length: 50 }, (_, n) => ours.sourceBySecret(`wrong ${i + n}`)));
    }
    reads();
    expect((await ours.source('campus'))?.id).toBe('campus');
    expect((await ours.sourceBySecret('right'))?.id).toBe('campus');
    expect(await ours.sourceBySecret('wrong 1099')).toBeNull();
    expect(reads()).toBe(0);
  });

  it('accepts a new secret at once and an ended one at most five seconds, whatever it remembers', async () => {
    const own = new ManualClock(NOW);
    const plain = new DynamoRegistry(new DynamoDBClient(dynamoOptions()), await freshTable());
    const remembering = rememberingRegistry(plain, { clock: own });
    const [old, young] = [secretHash('old'), secretHash('young')];
    const kind = { platform: 'moodle', policy: 'strict', keyVersion: 1, createdAt: NOW, revokedAt: null, jwksUrl: null } as const;
    await plain.addSource({ id: 'campus', secrets: [{ hash: old, since: NOW, scopes: ['events', 'courses'] }], ...kind });
    const accepts = async (secret: string): Promise<readonly boolean[]> => {
      const basic = `Basic ${Buffer.from(`campus:${secret}`).toString('base64')}`;
      const answers = [await authenticate(basic, remembering), await authenticate(`Bearer ${secret}`, remembering)];
      return answers.map((answer) => answer !== null);
    };
    expect(await accepts('old')).toEqual([true, true]);
    await plain.addSecret('campus', { hash: young, since: NOW + 1, scopes: ['events', 'courses'] });
    expect(await accepts('young')).toEqual([true, true]);
    expect(await accepts('old')).toEqual([true, true]);
    await plain.dropSecrets('campus', [old]);
    own.advance(5_000);
    expect(await accepts('old')).toEqual([false, false]);
    expect(await accepts('young')).toEqual([true, true]);
    await plain.revokeSource('campus', NOW + 2);
    own.advance(5_000);
    expect(await accepts('young')).toEqual([false, false]);
  });

  it('pays one unit for each of the two writes that new days of a known course are', async () => {
    await created(ours, 'ann', ['u1']);
    await ours.widen([active('ann', 'c/1', '2024-02-01')]);
    meter.take();
    expect(await ours.widen([active('ann', 'c/1', '2024-02-02')])).toEqual([true]);
    expect(meter.take().dynamodb_write_units).toBe(2);
    expect(await other.learnerCourses('ann')).toEqual([{ courseKey: 'c/1', firstDay: '2024-02-01', lastDay: '2024-02-02' }]);
  });

  it('keeps a salt no longer than its time', async () => {
    const own = new ManualClock(NOW);
    const table = await freshTable();
    const remembering = rememberingRegistry(new DynamoRegistry(metered(new DynamoDBClient(dynamoOptions()), 'DynamoDB', meter), table), {
      clock: own,
    });
    await created(remembering, 'ann', ['u1']);
    await remembering.lookup([alias('u1')]);
    meter.take();
    own.advance(2 * 60 * 60_000 - 1);
    await remembering.lookup([alias('u1')]);
    // The epoch, which is looked at whatever is remembered.
    expect(reads()).toBe(1);
    own.advance(1);
    await remembering.lookup([alias('u1')]);
    expect(reads()).toBeGreaterThanOrEqual(2);
  });
});
