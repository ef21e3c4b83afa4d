import { isDuration } from '../../../duration.ts';
import { parseTime } from '../../../time.ts';

type Word = (text: string) => boolean;

const matching =
  (pattern: RegExp): Word =>
  (text) =>
    pattern.test(text);

/**
 * An IRI with its scheme (RFC 3987, 2.2): one fragment at most, brackets only around an IP address. Two passes with one class of
 * characters each, so that a long text costs time in proportion to its length and no stack.
 */
const IRI = /^[a-zA-Z][a-zA-Z\d+.-]*:(?=.)(?:\/\/\[[\da-fA-F:.]+\])?[^\s<>"{}|\\^`[\]#\p{Cc}]*(?:#[^\s<>"{}|\\^`[\]#\p{Cc}]*)?$/u;
const BAD_ESCAPE = /%(?![\da-f]{2})/i;
const iri: Word = (text) => IRI.test(text) && !BAD_ESCAPE.test(text);

/** Subtags differ by length or by their first sign, so that each is read in one way only (RFC 5646, 2.1; the irregular ones of 2.2.8). */
const LANGUAGE =
  /^(?:(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?|x(?:-[a-z\d]{1,8})+|i-[a-z]{2,8}|en-gb-oed|sgn-be-(?:fr|nl)|sgn-ch-de)$/i;

/** RFC 3339, 5.6, where that is stricter than parseTime: seconds are told, the offset has its colon. */
const RFC3339 = /^[\d-]{10}T[\d:]{8}(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;

/**
 * The kinds of text that a statement has, by the name that the tables of members have for them (xAPI 1.0.3, part two, 2.4 and 4).
 * Linear in time, all of them.
 */
export const WORDS: Readonly<Record<string, Word>> = {
  string: () => true,
  iri,
  // An IRI that locates, and does not only name.
  irl: (text) => iri(text) && text.includes('://'),
  uuid: matching(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i),
  // An offset of nothing may not be negative: that would say that the zone is unknown (RFC 3339, 4.3).
  time: (text) => RFC3339.test(text) && !text.endsWith('-00:00') && parseTime(text) !== null,
  duration: isDuration,
  language: matching(LANGUAGE),
  mbox: matching(/^mailto:[^\s@<>"?,;:]+@[^\s@<>"?,;:]+$/i),
  sha1: matching(/^[\da-f]{40}$/i),
  // SHA-224, 256, 384 or 512.
  sha2: matching(/^(?:[\da-f]{56}|[\da-f]{64}|[\da-f]{96}|[\da-f]{128})$/i),
  media: matching(/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+\s*(?:;.*)?$/),
  interaction: matching(/^(?:true-false|choice|(?:long-)?fill-in|matching|performance|sequencing|likert|numeric|other)$/),
  version1: matching(/^1\.0(?:\.\d+)?$/),
  // Statements of before are sent on by clients of 2.0.
  version2: matching(/^[12]\.0(?:\.\d+)?$/),
  contextAgent: matching(/^contextAgent$/),
  contextGroup: matching(/^contextGroup$/),
};
