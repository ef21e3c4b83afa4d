import { expect, test } from 'vitest';
import type { CourseTelling, Registry } from '#core/ports/registry.ts';
import { NOW } from './people.ts';

const KEY = 'campus/algebra';
const CLAIM = { courseKey: KEY, slug: 'algebra-1', source: 'campus', courseId: 'algebra', keyVersion: 1 };
const NOTHING = { title: null, opens: null, closes: null, deleted: null };
const telling = (at: number, told: Omit<CourseTelling, 'courseKey' | 'at'>): CourseTelling => ({ courseKey: KEY, at: NOW + at, ...told });

/** Every order of three to four. */
const orders = <T>(items: readonly T[]): T[][] =>
  items.length < 2 ? [[...items]] : items.flatMap((one, i) => orders(items.toSpliced(i, 1)).map((rest) => [one, ...rest]));

export function courseTellings(registry: () => Registry): void {
  const told = async () => (await registry().courses()).find(({ courseKey }) => courseKey === KEY);

  test('a course is described member by member, and stays what it was claimed as', async () => {
    await registry().claimCourses([CLAIM]);
    expect(await told()).toEqual({ ...CLAIM, ...NOTHING });
    expect(await registry().describeCourses([telling(0, { title: 'Algèbre', opens: 5 })])).toEqual([
      { ...CLAIM, ...NOTHING, title: 'Algèbre', opens: 5 },
    ]);
    await registry().describeCourses([telling(1, { closes: 9 }), telling(1, { deleted: 12, title: null })]);
    const now = { ...CLAIM, title: null, opens: 5, closes: 9, deleted: 12 };
    expect(await told()).toEqual(now);
    expect(await registry().describeCourses([telling(1, {})])).toEqual([now]);
    expect(await registry().claimCourses([CLAIM])).toEqual([CLAIM]);
  });

  test('neither order nor repetition matters: per member the latest, of one moment the greater', async () => {
    const tellings = [
      telling(3, { title: 'third', opens: 30 }),
      telling(1, { title: 'first', closes: 10, deleted: 1 }),
      telling(2, { closes: null, opens: 20, deleted: 2 }),
      telling(2, { closes: 15, opens: null, deleted: 3 }),
    ];
    const claims = orders(tellings).map((_, i) => ({ ...CLAIM, courseKey: `campus/${i}`, courseId: String(i), slug: `slug-${i}` }));
    await registry().claimCourses(claims);
    for (const [i, order] of orders(tellings).entries()) {
      for (const one of [...order, order[0] as CourseTelling]) await registry().describeCourses([{ ...one, courseKey: `campus/${i}` }]);
    }
    const expected = { title: 'third', opens: 30, closes: 15, deleted: 3 };
    expect((await registry().courses()).map(({ title, opens, closes, deleted }) => ({ title, opens, closes, deleted }))).toEqual(
      claims.map(() => expected),
    );
  });

  test('whoever tells at the same time takes nothing from the others', async () => {
    await registry().claimCourses([CLAIM]);
    const tellings = [{ title: 'one' }, { opens: 1 }, { closes: 2 }, { deleted: 3 }, { title: 'two' }, { opens: 7 }];
    await Promise.all(tellings.map((one, i) => registry().describeCourses([telling(i, one)])));
    expect(await told()).toEqual({ ...CLAIM, title: 'two', opens: 7, closes: 2, deleted: 3 });
  });

  test('a course that nobody claimed is not made by what is told of it', async () => {
    await registry().claimCourses([CLAIM]);
    const stranger = { courseKey: 'other/algebra', at: NOW, title: 'Mine' };
    expect(await registry().describeCourses([stranger, telling(0, { title: 'Ours' })])).toEqual([
      null,
      { ...CLAIM, ...NOTHING, title: 'Ours' },
    ]);
    expect(await registry().courses()).toHaveLength(1);
    expect(await registry().describeCourses([])).toEqual([]);
  });
}
