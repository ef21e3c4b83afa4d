import { join } from 'node:path';
import { SqliteRegistry } from '#adapters/embedded/sqlite-registry.ts';
import { temporaryFolder } from '../adapters/embedded/temporary-folder.ts';
import { memoryRegistry } from '../support/memory/registry.ts';
import { describeRegistry } from './registry.suite.ts';

describeRegistry('SQLite file', () => {
  const registry = new SqliteRegistry(join(temporaryFolder(), 'registry.sqlite'));
  return { registry, close: () => registry.close() };
});

describeRegistry('memory', () => {
  const registry = memoryRegistry();
  return { registry, close: () => registry.close() };
});
