/** Takes the worker lock, says so, and lives until it is killed. Argument: data folder. */
import { tryLock } from '#adapters/embedded/worker-lock.ts';

const lock = tryLock(process.argv[2] ?? '');
console.log(lock === null ? 'refused' : 'locked');
setInterval(() => {}, 1000);
