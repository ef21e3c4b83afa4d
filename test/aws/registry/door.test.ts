import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { doorRegistry } from '#adapters/aws/door-registry.ts';
import { DynamoRegistry } from '#adapters/aws/dynamo-registry.ts';
import { Meter, metered } from '#adapters/aws/meter.ts';
import type { Registry, SourceRecord } from '#core/ports/registry.ts';
import { NOW } from '../../contracts/registry/people.ts';
import { ManualClock } from '../../support/memory/clock.ts';
import { dynamoOptions } from '../support/clients.ts';
import { freshTable } from './fresh-table.ts';

const SOURCE: SourceRecord = {
  id: 'campus',
  platform: 'moodle',
  policy: 'strict',
  secrets: [{ hash: 'h', since: NOW, scopes: ['events', 'courses'] }],
  keyVersion: 1,
  createdAt: NOW,
  revokedAt: null,
  jwksUrl: null,
};
const COURSE = { courseKey: 'c/1', slug: 'bio-1', source: 'campus', courseId: '1', keyVersion: 1 };

describe("the doors' registry", () => {
  let clock: ManualClock;
  let meter: Meter;
  let door: Registry;
  /** The whole registry over the same table. */
  let whole: DynamoRegistry;
  beforeEach(async () => {
    const table = await freshTable();
    clock = new ManualClock(NOW);
    meter = new Meter();
    door = doorRegistry(metered(new DynamoDBClient(dynamoOptions()), 'DynamoDB', meter), table, clock);
    whole = new DynamoRegistry(new DynamoDBClient(dynamoOptions()), table);
    await whole.addSource(SOURCE);
  });

  it('finds a source by its name and by its secret, and asks once in five seconds', async () => {
    for (let time = 0; time < 3; time++) {
      expect(await door.source('campus')).toEqual(SOURCE);
      expect(await door.sourceBySecret('h')).toEqual(SOURCE);
      expect(await door.sourceBySecret('wrong')).toBeNull();
    }
    expect(meter.calls()).toEqual({ 'DynamoDB.BatchGetItem': 1, 'DynamoDB.GetItem': 1, 'DynamoDB.Query': 2 });
    await whole.revokeSource('campus', NOW);
    clock.advance(5_000);
    expect((await door.source('campus'))?.revokedAt).toBe(NOW);
  });

  it('claims a course once, tells of it, and counts who was refused, as the whole registry does', async () => {
    expect(await door.claimCourses([COURSE])).toEqual([COURSE]);
    const asked = meter.calls();
    expect(await door.claimCourses([COURSE])).toEqual([COURSE]);
    expect(meter.calls()).toEqual(asked);
    const [told] = await door.describeCourses([{ courseKey: 'c/1', at: NOW, title: 'Biology' }]);
    expect(told).toMatchObject({ ...COURSE, title: 'Biology' });
    expect(await whole.courses()).toEqual([told]);
    const day = new Date(NOW).toISOString().slice(0, 10);
    await door.noteRefusals(day, 'campus', 2);
    await door.noteRefusals(day, 'nobody', 1);
    expect(await whole.refusals(day)).toEqual([
      { day, source: null, count: 1 },
      { day, source: 'campus', count: 2 },
    ]);
  });
});
