import type { ObjectInfo, ObjectStore } from '#core/ports/object-store.ts';

export const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');
export const text = (body: Uint8Array | undefined): string | undefined =>
  body === undefined ? undefined : Buffer.from(body).toString('utf8');

export async function listed(store: ObjectStore, prefix: string): Promise<ObjectInfo[]> {
  const objects: ObjectInfo[] = [];
  for await (const object of store.list(prefix)) objects.push(object);
  return objects;
}

export async function keysOf(store: ObjectStore, prefix: string): Promise<string[]> {
  return (await listed(store, prefix)).map(({ key }) => key);
}
