import { SqliteRegistry } from '#adapters/embedded/sqlite-registry.ts';

/** The embedded registry without a file: one logic, so that what holds under the fault scheduler holds on disk. The caller closes it. */
export function memoryRegistry(): SqliteRegistry {
  return new SqliteRegistry(':memory:');
}
