/** Creates one learner per alias x0 … xN and prints how many creations were its own. Arguments: registry file, name of this process, count. */
import { SqliteRegistry } from '#adapters/embedded/sqlite-registry.ts';
import type { AliasToken } from '#core/pseudonymise/pseudonym.ts';

const [, , file = '', name = '', count = '0'] = process.argv;
const registry = new SqliteRegistry(file);
let won = 0;
for (let i = 0; i < Number(count); i++) {
  const aliases = [{ alias: `x${i}` as AliasToken, isUserId: true }];
  const [applied] = await registry.change([{ kind: 'create', id: `${name}-${i}`, salt: new Uint8Array(32), at: 1, aliases }]);
  if (applied) won++;
}
registry.close();
console.log(won);
