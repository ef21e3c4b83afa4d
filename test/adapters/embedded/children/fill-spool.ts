/** Submits batches until one is refused, then makes room and submits again; prints what came of it. Argument: a folder on a small disk. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SpoolIntake } from '#adapters/embedded/spool-intake.ts';
import { Fault } from '#core/errors.ts';
import { batchOf } from '../../../contracts/intake.suite.ts';

const folder = process.argv[2] ?? '';
const intake = new SpoolIntake(folder);
const submit = (i: number): Promise<string> =>
  intake.submit({ ...batchOf(`n${i}-`, i), lines: ['x'.repeat(150_000)] }).then(
    () => 'accepted',
    (error: unknown) => (error instanceof Fault ? error.code : String(error)),
  );
let accepted = 0;
let refused = 'accepted';
while (refused === 'accepted' && accepted < 100) {
  refused = await submit(accepted);
  if (refused === 'accepted') accepted++;
}
const waiting = readdirSync(join(folder, 'waiting')).length;
const left = readdirSync(join(folder, 'tmp')).length;
await (await intake.take(2))?.done();
let after = '';
for (let i = 0; i < 50 && after !== 'accepted'; i++) {
  after = await submit(1_000);
  await sleep(100);
}
console.log(JSON.stringify({ accepted, refused, waiting, left, after }));
