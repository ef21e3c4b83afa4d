import { beforeEach, describe, expect, it } from 'vitest';
import { Installation, NOW } from '../support/installation.ts';

const BIOLOGY = 'course-v1:Uni+BIO101+2026';
let installation: Installation;
beforeEach(async () => {
  installation = await Installation.make();
});

const told = async (courseId: string) => {
  const course = (await installation.registry.courses()).find((one) => one.courseId === courseId);
  return course === undefined ? null : [course.title, course.opens, course.closes, course.deleted];
};
const take = async (...events: readonly object[]): Promise<void> => {
  await installation.send(events.map((event) => JSON.stringify(event)));
  await installation.settle();
};

/** @param second of the event, before the clock's */
const moodle = (id: number, event: string, second: number, other: object | null = null, courseid = 42) => ({
  ...{ id, eventname: `\\core\\event\\${event}`, courseid, objectid: courseid, userid: 3141, timecreated: NOW / 1000 - second },
  other: other === null ? null : JSON.stringify(other),
});

const signal = (id: number, kind: string, data: object, time = NOW - 60_000) => ({
  data: { course_key: BIOLOGY, name: 'Biologie (Mme Dupré)', ...data },
  event_metadata: {
    id: `c8bee32c-a1a5-41ed-baf0-${String(id).padStart(12, '0')}`,
    event_type: `org.openedx.content_authoring.course.${kind}.v1`,
    time: new Date(time).toISOString(),
  },
});

describe('what events tell of their courses', () => {
  it('is kept, whatever the order in which they come, and never a title', async () => {
    const dates = { updatedfields: { startdate: 1_767_222_000, enddate: 1_782_770_400, fullname: 'Biologie (Mme Dupré)' } };
    await take(moodle(3, 'course_updated', 30, { updatedfields: { enddate: 1_783_000_000 } }));
    await take(moodle(2, 'course_updated', 40, dates), moodle(1, 'course_created', 50, { fullname: 'Biologie' }));
    expect(await told('42')).toEqual([null, 1_767_222_000_000, 1_783_000_000_000, null]);
    await take(moodle(4, 'course_deleted', 20));
    await take(moodle(4, 'course_deleted', 20), moodle(2, 'course_updated', 40, dates));
    expect(await told('42')).toEqual([null, 1_767_222_000_000, 1_783_000_000_000, NOW - 20_000]);
    expect(await installation.rows()).toHaveLength(4);
  });

  it('comes from Studio, too, and gives rows that name nobody', async () => {
    await take(
      signal(1, 'created', {}),
      signal(2, 'catalog_info.changed', { schedule_data: { start: '2026-01-12T08:00:00Z', end: null } }),
    );
    expect(await told(BIOLOGY)).toEqual([null, Date.parse('2026-01-12T08:00:00Z'), null, null]);
    const rows = await installation.rows();
    expect(rows.map(({ category, action, learner }) => [category, action, learner])).toEqual([
      ['administration', 'created', null],
      ['administration', 'updated', null],
    ]);
    expect(JSON.stringify(await installation.registry.courses())).not.toContain('Dupré');
  });

  it('that is of tomorrow by the platform’s clock does not win over what is told until then', async () => {
    const end = (at: string) => ({ schedule_data: { end: at } });
    await take(signal(1, 'catalog_info.changed', end('2026-06-30T00:00:00Z'), NOW + 3_600_000));
    installation.clock.advance(60_000);
    await take(signal(2, 'catalog_info.changed', end('2026-07-15T00:00:00Z'), NOW + 60_000));
    expect(await told(BIOLOGY)).toMatchObject([null, null, Date.parse('2026-07-15T00:00:00Z'), null]);
  });

  it('is not what a page says', async () => {
    const inside = signal(1, 'catalog_info.changed', { schedule_data: { end: '2026-01-01T00:00:00Z' } });
    const page = {
      username: 'amelie',
      time: new Date(NOW - 1_000).toISOString(),
      event_source: 'browser',
      context: { course_id: BIOLOGY },
    };
    await take(
      { ...page, event_type: 'org.openedx.content_authoring.course.catalog_info.changed.v1', event: JSON.stringify(inside) },
      { ...page, event_type: '\\core\\event\\course_deleted', event: inside },
      { sillage: 1, id: 'x', course: BIOLOGY, category: 'administration', action: 'deleted', object: { type: 'course' } },
    );
    expect(await told(BIOLOGY)).toEqual([null, null, null, null]);
  });

  it('is of the source’s own course alone', async () => {
    const claim = { slug: 'other-1', source: 'exact', courseId: '42', keyVersion: 1 };
    await installation.registry.claimCourses([{ courseKey: 'exact/42', ...claim }]);
    await take(moodle(1, 'course_deleted', 20));
    expect((await installation.registry.courses()).map(({ courseKey, deleted }) => [courseKey, deleted])).toEqual([
      ['campus/42', NOW - 20_000],
      ['exact/42', null],
    ]);
  });
});
