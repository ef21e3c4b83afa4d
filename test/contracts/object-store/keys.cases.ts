import { expect, test } from 'vitest';
import type { ObjectStore } from '#core/ports/object-store.ts';
import { bytes, keysOf } from './objects.ts';

export function keys(store: () => ObjectStore): void {
  const refused = [
    '',
    '/',
    '/a',
    'a/',
    'a//b',
    '.',
    '..',
    '../a',
    'a/../b',
    'a/.b',
    '.tmp/x',
    'a b',
    'a:b',
    'a%2f',
    'é',
    'a\\b',
    'a\0',
    'a\n',
  ];
  test.each(refused)('%j is refused everywhere', async (key) => {
    const invalid = { code: 'object_key_invalid' };
    await expect(store().get(key)).rejects.toMatchObject(invalid);
    await expect(store().open(key)).rejects.toMatchObject(invalid);
    await expect(store().put(key, bytes('x'))).rejects.toMatchObject(invalid);
    await expect(store().delete(key)).rejects.toMatchObject(invalid);
  });

  test.each(['/', '/a', 'a//', '../', 'a/../', 'a/..', '.tmp/', 'a b/', 'a:', 'é'])('prefix %j is refused', async (prefix) => {
    await expect(keysOf(store(), prefix)).rejects.toMatchObject({ code: 'object_key_invalid' });
  });

  test('the longest name of our layout is taken', async () => {
    const key = `events/course=${'x'.repeat(57)}/month=2024-02/2024-02-29.parquet`;
    await store().put(key, bytes('x'));
    expect(await keysOf(store(), 'events/course=')).toEqual([key]);
  });
}
