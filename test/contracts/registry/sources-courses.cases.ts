import { expect, test } from 'vitest';
import type { CourseRecord, Registry } from '#core/ports/registry.ts';
import { NOW } from './people.ts';
import { secret, source } from './sources.ts';

const course = (courseId: string, slug: string): CourseRecord => ({
  courseKey: `campus/${courseId}`,
  slug,
  source: 'campus',
  courseId,
  keyVersion: 1,
  title: null,
  opens: null,
  closes: null,
  deleted: null,
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

  test('a source has several secrets at once, oldest first, and is found by each', async () => {
    await registry().addSource(source('campus'));
    expect(await registry().addSecret('campus', secret('third', NOW + 9))).toBe(true);
    expect(await registry().addSecret('campus', secret('second', NOW + 5))).toBe(true);
    const secrets = [...source('campus').secrets, secret('second', NOW + 5), secret('third', NOW + 9)];
    for (const { hash } of secrets) expect(await registry().sourceBySecret(hash)).toEqual({ ...source('campus'), secrets });
    expect(await registry().source('campus')).toEqual({ ...source('campus'), secrets });
    expect(await registry().sources()).toEqual([{ ...source('campus'), secrets }]);
  });

  test('a secret that was taken away is nobody’s; the others go on, whichever they are', async () => {
    await registry().addSource(source('campus'));
    for (const [i, hash] of ['second', 'third', 'fourth'].entries()) await registry().addSecret('campus', secret(hash, NOW + 1 + i));
    const left = async () => (await registry().source('campus'))?.secrets.map(({ hash }) => hash);
    expect(await registry().dropSecrets('campus', ['third'])).toBe(true);
    expect(await left()).toEqual(['hash of campus', 'second', 'fourth']);
    expect(await registry().dropSecrets('campus', ['hash of campus', 'second', 'never was'])).toBe(true);
    expect((await registry().source('campus'))?.secrets).toEqual([secret('fourth', NOW + 3)]);
    for (const gone of ['hash of campus', 'second', 'third']) expect(await registry().sourceBySecret(gone)).toBeNull();
    expect((await registry().sourceBySecret('fourth'))?.id).toBe('campus');
    await registry().addSecret('campus', secret('fifth', NOW + 7));
    expect(await left()).toEqual(['fourth', 'fifth']);
  });

  test('the last secret is not taken away, and nobody’s is not', async () => {
    await registry().addSource(source('campus'));
    await registry().addSecret('campus', secret('second', NOW + 1));
    expect(await registry().dropSecrets('campus', ['second', 'hash of campus'])).toBe(false);
    expect((await registry().source('campus'))?.secrets).toHaveLength(2);
    expect(await registry().dropSecrets('nobody', ['hash of campus'])).toBe(false);
    expect(await registry().addSecret('nobody', secret('x', NOW))).toBe(false);
    expect(await registry().sourceBySecret('x')).toBeNull();
  });

  test('a revoked source gets no other secret, and keeps its revocation under each', async () => {
    await registry().addSource(source('campus'));
    await registry().addSecret('campus', secret('second', NOW + 1));
    await registry().revokeSource('campus', NOW + 5);
    expect(await registry().addSecret('campus', secret('third', NOW + 6))).toBe(false);
    expect((await registry().sourceBySecret('second'))?.revokedAt).toBe(NOW + 5);
  });

  test('rotations at the same time lose no secret', async () => {
    await registry().addSource(source('campus'));
    const added = Array.from({ length: 6 }, (_, i) => secret(`new ${i}`, NOW + i + 1));
    await Promise.all(added.map((secret) => registry().addSecret('campus', secret)));
    await Promise.all([registry().dropSecrets('campus', ['hash of campus', 'new 1']), registry().dropSecrets('campus', ['new 0'])]);
    expect((await registry().source('campus'))?.secrets).toEqual(added.slice(2));
  });

  test('a course stays as it was first claimed', async () => {
    const first = course('algebra', 'algebra-1');
    const claim = { courseKey: first.courseKey, slug: 'algebra-1', source: 'campus', courseId: 'algebra', keyVersion: 1 };
    expect(await registry().claimCourses([claim])).toEqual([claim]);
    expect(await registry().claimCourses([{ ...claim, keyVersion: 9 }])).toEqual([claim]);
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
