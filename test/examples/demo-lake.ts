import { generate } from '../../examples/demo/generate.ts';
import { type DirectoryLake, directoryLake } from '../query/lake.ts';
import { Installation } from '../support/installation.ts';

/** The demo's campus, taken in and merged under some key, as a folder of files. @param key 0 to 255: whose pseudonyms */
export async function demoLake(key: number): Promise<DirectoryLake> {
  const made = await Installation.make(key);
  for (const { dialect, lines } of generate().posts) {
    await made.send(
      lines.map((line) => line.toString('utf8')),
      dialect,
    );
  }
  await made.settle();
  const lake = directoryLake();
  for (const name of await made.keys('events/')) {
    const object = await made.objects.get(name);
    if (object !== null) await lake.objects.put(name, object.body);
  }
  return lake;
}
