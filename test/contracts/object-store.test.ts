import { DirectoryStore } from '#adapters/embedded/directory-store.ts';
import { temporaryFolder } from '../adapters/embedded/temporary-folder.ts';
import { MemoryStore } from '../support/memory/object-store.ts';
import { describeObjectStore } from './object-store.suite.ts';

describeObjectStore('directory', () => {
  const store = new DirectoryStore(temporaryFolder());
  return { store, close: () => store.close() };
});

describeObjectStore('memory', () => ({ store: new MemoryStore(), close: () => {} }));
