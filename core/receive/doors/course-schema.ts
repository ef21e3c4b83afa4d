import * as z from 'zod/mini';
import { parseTime } from '#core/normalise/time.ts';

/** Of the first moment that counts here, so that a course cannot open in antiquity by a slip of the pen. */
const EARLIEST = Date.UTC(1970, 0, 1);

const moment = (meaning: string) =>
  z
    .optional(
      z.nullable(
        z
          .string()
          .check(
            z.maxLength(64),
            z.refine(isMoment),
            z.describe('ISO 8601 with a time zone, as 2026-01-31T12:00:00Z; null takes it back.'),
          ),
      ),
    )
    .check(z.describe(meaning));

/** What a platform may say of its course; a member that is left out stays as it was told before. */
export const courseSchema = z
  .strictObject({
    title: z.optional(
      z.nullable(z.string().check(z.regex(/^(?!\s*$)[^\p{Cc}]{1,200}$/u), z.describe('For people to read; null takes it back.'))),
    ),
    opens: moment('When the course begins.'),
    closes: moment('When it ends, not before it begins; retention counts from here.'),
  })
  .check(z.describe('What a platform tells of its course.'));

export type CourseBody = z.infer<typeof courseSchema>;

function isMoment(text: string): boolean {
  return (parseTime(text)?.ms ?? Number.NEGATIVE_INFINITY) >= EARLIEST;
}
