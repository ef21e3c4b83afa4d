import * as z from 'zod';
import { isDay } from './duration.ts';
import { id } from './sources.ts';

/** GDPR chapter V. */
const TRANSFER_BASES = ['none', 'adequacy', 'scc', 'consent', 'derogation'] as const;

/** As everywhere in the lake: longer course ids are rejected. */
const COURSE_BYTES = 255;

const PRINCIPAL =
  'must be the ARN of one IAM role or user, as in arn:aws:iam::123456789012:role/leila, or sso (she comes through IAM Identity Center)';
const COURSE = `must be the course id as the LMS writes it, without blanks around it, at most ${COURSE_BYTES} bytes`;
const STUDY = 'must be the id of an approved study: 1 to 64 letters, digits, dots, hyphens and underscores (digits alone in quotes)';
const PURPOSE = 'must say in 10 to 500 characters what the data are for (GDPR article 5(1)(b))';
const UNTIL = 'must be the last day of the grant, as in 2027-08-31';

const text = z
  .string(COURSE)
  .regex(/^[^\s\p{Cc}](?:[^\p{Cc}]*[^\s\p{Cc}])?$/u, COURSE)
  .refine((course) => Buffer.byteLength(course) <= COURSE_BYTES, COURSE);

const grant = z
  .strictObject({
    source: id.describe('Id of a source in this file.'),
    course: z
      .union([text, z.number()], COURSE)
      .transform(String)
      .describe('The course id as the LMS writes it. Quotes keep digits as they are.'),
    study: z
      .string(STUDY)
      .regex(/^[A-Za-z0-9._-]{1,64}$/, STUDY)
      .optional()
      .describe('Id of the approved study. Two courses of one source go to one researcher only within one study.'),
    purpose: z.string(PURPOSE).trim().min(10, PURPOSE).max(500, PURPOSE).describe('What the data are for.'),
    transfer_basis: z
      .enum(
        TRANSFER_BASES,
        `must be one of ${TRANSFER_BASES.join(', ')}; none: the data stay in the EEA, else on what ground of GDPR chapter V they leave it`,
      )
      .describe('none: the data stay in the EEA. Else the ground on which they leave it (GDPR chapter V); scc: standard clauses.'),
    until: z
      .string(UNTIL)
      .regex(/^\d{4}-\d{2}-\d{2}$/, UNTIL)
      .refine(isDay, UNTIL)
      .optional()
      .describe('The last day of the grant. After it, the next deployment is refused until the grant is removed.'),
  })
  .describe('One course, for one purpose.');

export const researcher = z
  .strictObject({
    id: id.describe('Her name in roles and workgroups.'),
    principal: z
      .string(PRINCIPAL)
      .regex(/^(?:sso|arn:aws:iam::\d{12}:(?:role|user)\/[\w+=,.@/-]{1,512})$/, PRINCIPAL)
      .describe('Who may take her role: the ARN of an IAM role or user, or sso.'),
    grants: z.array(grant, 'must be a list of grants, each line with a hyphen before it').default([]),
  })
  .describe('Somebody who may query granted courses, and nothing else.');
