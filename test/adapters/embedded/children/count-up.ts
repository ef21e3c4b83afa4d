/** Adds one to the number in the object `counter`, `rounds` times, each by a conditional put. Arguments: folder, rounds. */
import { DirectoryStore } from '#adapters/embedded/directory-store.ts';

const [, , folder = '', rounds = '0'] = process.argv;
const store = new DirectoryStore(folder);
for (let left = Number(rounds); left > 0; ) {
  const current = await store.get('counter');
  if (current === null) throw new Error('The counter is missing.');
  const next = Buffer.from(String(Number(Buffer.from(current.body).toString()) + 1));
  const { ok } = await store.put('counter', next, { ifMatch: current.etag });
  if (ok) left--;
}
store.close();
