import { expect, test } from 'vitest';
import type { CourseRecord, Registry, SourceRecord } from '#core/ports/registry.ts';
import { NOW } from './people.ts';

const source = (id: string, secretHash = `hash of ${id}`): SourceRecord => ({
  id,
  platform: 'moodle',
  policy: 'strict',
  secretHash,
  keyVersion: 2,
  createdAt: NOW,
  revokedAt: null,
});

const course = (courseId: string, slug: string): CourseRecord => ({
  courseKey: `campus/${courseId}`,
  slug,
  source: 'campus',
  courseId,
  keyVersion: 1,
});

export function sourcesAndCourses(registry: () => Registry): void {
  test('a source is found by id and by the hash of its secret', async () => {
    expect(await registry().addSource(source('campus'))).toBe(true);
    expect(await registry().addSource(source('edx'))).toBe(true);
    expect(await registry().source('campus')).toEqual(source('campus'));
    expect(await registry().sourceBySecret('hash of edx')).toEqual(source('edx'));
    expect(await registry().source('nobody')).toBeNull();
    expect(await registry().sourceBySecret('hash of nobody')).toBeNull();
    expect((await registry().sources()).map(({ id }) => id).toSorted()).toEqual(['campus', 'edx']);
  });

  test('a taken id is refused and nothing of it changes, even after it was revoked', async () => {
    await registry().addSource(source('campus'));
    await registry().revokeSource('campus', NOW + 1);
    expect(await registry().addSource(source('campus', 'other hash'))).toBe(false);
    expect(await registry().source('campus')).toEqual({ ...source('campus'), revokedAt: NOW + 1 });
  });

  test('revoking keeps the first time, and tells when there is no such source', async () => {
    await registry().addSource(source('campus'));
    expect(await registry().revokeSource('campus', NOW + 5)).toBe(true);
    expect(await registry().revokeSource('campus', NOW + 9)).toBe(true);
    expect((await registry().source('campus'))?.revokedAt).toBe(NOW + 5);
    expect((await registry().sourceBySecret('hash of campus'))?.revokedAt).toBe(NOW + 5);
    expect(await registry().revokeSource('nobody', NOW)).toBe(false);
  });

  test('a course stays as it was first claimed', async () => {
    const first = course('algebra', 'algebra-1');
    expect(await registry().claimCourses([first])).toEqual([first]);
    expect(await registry().claimCourses([{ ...first, keyVersion: 9 }])).toEqual([first]);
    expect(await registry().courses()).toEqual([first]);
  });

  test('a slug has one owner', async () => {
    await registry().claimCourses([course('algebra', 'same')]);
    await expect(registry().claimCourses([course('biology', 'same')])).rejects.toMatchObject({ code: 'slug_taken' });
    expect(await registry().courses()).toHaveLength(1);
  });

  test('an empty course id and any text in it come back as they were', async () => {
    const odd = [course('', 'none'), course('é/\0\u2028 \'"%', 'odd')];
    await registry().claimCourses(odd);
    expect((await registry().courses()).toSorted((a, b) => (a.slug < b.slug ? -1 : 1))).toEqual(odd);
  });
}
