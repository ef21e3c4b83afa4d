import type { Dialect } from '../dialect.ts';
import { native } from './native.ts';
import { openedx } from './openedx/openedx.ts';
import { xapi } from './xapi/xapi.ts';

/** Every way of writing events down that sillage reads, by name. */
export const DIALECTS: ReadonlyMap<string, Dialect> = new Map([openedx, xapi, native].map((dialect) => [dialect.name, dialect]));
