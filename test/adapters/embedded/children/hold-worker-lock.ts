/** Takes the worker lock, forgets the variable, says so, and lives until it is killed. Argument: data folder. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { tryLock } from '#adapters/embedded/worker-lock.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const answer = tryLock(process.argv[2] ?? '') === null ? 'refused' : 'locked';
// The lock must outlive the last reference to it.
for (let i = 0; i < 3; i++) {
  await new Promise((resolve) => setImmediate(resolve));
  collectGarbage();
}
console.log(answer);
setInterval(() => {}, 1000);
