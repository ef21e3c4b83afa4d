import type { Dialect } from '../dialect.ts';
import { caliper } from './caliper/caliper.ts';
import { canvas } from './canvas/canvas.ts';
import { moodle } from './moodle/moodle.ts';
import { native } from './native.ts';
import { openedx } from './openedx/openedx.ts';
import { xapi } from './xapi/xapi.ts';

/** Every way of writing events down that sillage reads, by name. */
export const DIALECTS: ReadonlyMap<string, Dialect> = new Map(
  [openedx, xapi, caliper, canvas, moodle, native].map((dialect) => [dialect.name, dialect]),
);
