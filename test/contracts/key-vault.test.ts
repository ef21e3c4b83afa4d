import { KeyFile } from '#adapters/embedded/key-file.ts';
import { temporaryFolder } from '../adapters/embedded/temporary-folder.ts';
import { MemoryVault } from '../support/memory/key-vault.ts';
import { SeededRandom } from '../support/memory/random.ts';
import { describeKeyVault } from './key-vault.suite.ts';

const SEED = 7;

describeKeyVault('key file', async () => {
  const vault = await KeyFile.openOrCreate(temporaryFolder(), new SeededRandom(SEED), { mayCreate: true });
  return { vault, key: new SeededRandom(SEED).bytes(32) };
});

describeKeyVault('memory', async () => {
  const key = new SeededRandom(SEED).bytes(32);
  return { vault: new MemoryVault(key), key };
});
