import type { Dialect } from '../dialect.ts';
import { moodle } from './moodle/moodle.ts';
import { native } from './native.ts';
import { openedx } from './openedx/openedx.ts';

/** Every way of writing events down that sillage reads, by name. */
export const DIALECTS: ReadonlyMap<string, Dialect> = new Map([openedx, moodle, native].map((dialect) => [dialect.name, dialect]));
