import type { Category } from '../../actions.ts';
import { isAgent } from './actor.ts';
import { termOf } from './iri.ts';
import { KINDS, type KindName } from './kinds.ts';
import { inner, type Statement } from './statement.ts';
import { VERB_HOMES, verbOf } from './verbs/table.ts';
import { publicVerb } from './verbs/unplaced.ts';
import type { Case, Family, Meaning } from './verbs/verb.ts';

/** What else decides which of its meanings a verb has. */
export interface Around {
  /** The kind of the object; null where it tells none. */
  readonly kind: KindName | null;
  readonly within: ReadonlySet<KindName>;
  readonly platform: 'openedx' | 'moodle' | null;
  readonly scored: boolean;
}

export type Meant = Omit<Meaning, 'category'> & {
  readonly category: Category;
  /** The registered name of a verb for which there is no place. */
  readonly unplaced?: string;
};

/** What a statement says that was done. A verb that no vocabulary of ours has is `other`, and named only if it is a registered one. */
export function meaningOf(sent: Statement, around: Around): Meant {
  const term = termOf(sent.verb, VERB_HOMES);
  const verb = term === null ? null : verbOf(term.home, term.word);
  if (verb === null) return nowhere(sent.verb);
  const special = verb.cases.find((one) => holds(one, sent, around));
  const meaning: Meaning = { ...verb.meaning, ...special?.is };
  if (meaning.action === 'other') return nowhere(sent.verb);
  return { ...meaning, category: familyOf(meaning.category, around.kind ?? meaning.kind ?? null) };
}

function nowhere(verb: string): Meant {
  const unplaced = publicVerb(verb);
  return { category: 'other', action: 'other', ...(unplaced !== undefined && { unplaced }) };
}

function holds({ kinds, within, platform, scored, names }: Case, sent: Statement, around: Around): boolean {
  if (kinds !== undefined && (around.kind === null || !words(kinds).includes(around.kind))) return false;
  if (within !== undefined && !words(within).some((kind) => around.within.has(kind as KindName))) return false;
  if (platform !== undefined && platform !== around.platform) return false;
  if (scored !== undefined && scored !== around.scored) return false;
  return names === undefined || isAgent(inner(sent.contextExtensions[names]));
}

const words = (list: string): readonly string[] => list.split(' ');

/** What has no kind is material of the course. */
function familyOf(family: Family, kind: KindName | null): Category {
  if (family !== 'used' && family !== 'authored') return family;
  return kind === null ? (family === 'used' ? 'content' : 'administration') : KINDS[kind][family];
}
