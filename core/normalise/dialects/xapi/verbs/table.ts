import { ASSESSMENT } from './assessment.ts';
import { MEDIA } from './media.ts';
import { MEMBERSHIP } from './membership.ts';
import { NAVIGATION } from './navigation.ts';
import { SOCIAL } from './social.ts';
import type { Verb, Verbs } from './verb.ts';

/** Where verbs stand, beside the profiles of w3id.org/xapi and of EDLM: what their IRIs begin with (iri.ts). */
export const VERB_HOMES = {
  adl: 'adlnet.gov/expapi/verbs/',
  tincan: 'id.tincanapi.com/verb/',
  brindlewaye: 'brindlewaye.com/xapiterms/verbs/',
  badges: 'specification.openbadges.org/xapi/verbs/',
  curatr: 'curatr3.com/define/verb/',
  tincanuk: 'tincanapi.co.uk/verbs/',
  risc: 'risc-inc.com/annotator/verbs/',
  trax: 'vocab.xapi.fr/verbs/',
  streams: 'activitystrea.ms/',
} as const;

export const VERBS: readonly Verbs[] = [NAVIGATION, MEDIA, ASSESSMENT, SOCIAL, MEMBERSHIP];

const TABLE: ReadonlyMap<string, Verb> = compile();

function compile(): Map<string, Verb> {
  const table = new Map<string, Verb>();
  for (const [words, meaning, ...cases] of VERBS.flat()) {
    for (const word of words.split(/\s+/)) {
      if (table.has(word)) throw new Error(`verb stands twice: ${word}`);
      table.set(word, { meaning, cases });
    }
  }
  return table;
}

/** What a verb means, by the vocabulary's own entry before the one that all share; null where no table has it. */
export function verbOf(home: string, word: string): Verb | null {
  return TABLE.get(`${home}:${word}`) ?? TABLE.get(word) ?? null;
}
