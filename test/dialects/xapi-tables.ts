import { PLACES, READ } from '#core/normalise/dialects/xapi/extensions.ts';
import { KINDS } from '#core/normalise/dialects/xapi/kinds.ts';
import { VERBS } from '#core/normalise/dialects/xapi/verbs/table.ts';
import { UNPLACED } from '#core/normalise/dialects/xapi/verbs/unplaced.ts';
import type { Case, Meaning } from '#core/normalise/dialects/xapi/verbs/verb.ts';

/** Where measures come from. */
const FACT_SOURCES: Readonly<Record<string, string>> = {
  score_raw: '`result.score.raw`',
  score_min: '`result.score.min`',
  score_max: '`result.score.max`',
  score_scaled: '`result.score.scaled`, else raw / max',
  success: '`result.success`, else what the verb says',
  completion: '`result.completion`, else what the verb says',
  duration_s: '`result.duration` (ISO 8601; none with years or months)',
  response: '`result.response`: identifiers of choices in an item with a score or a verdict',
  response_length: '`result.response`: its length, where it is no such choice',
  ...Object.fromEntries(
    (
      [
        ['media_time_s', 'time'],
        ['media_from_s', 'timeFrom'],
        ['media_to_s', 'timeTo'],
        ['media_length_s', 'length'],
        ['media_speed', 'speed'],
        ['attempt', 'attempt'],
        ['position', 'position'],
      ] as const
    ).map(([column, name]) => [column, `extension \`${name}\` of ${PLACES[name].join(', ')}`]),
  ),
};

const code = (text: string) => `\`${text}\``;
const listed = (words: string, by = ', ') => words.split(/\s+/).map(code).join(by);
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const tells = ({ category, action }: Pick<Meaning, 'category' | 'action'>) => {
  if (action === 'other') return '*other*';
  return `${category === 'used' || category === 'authored' ? '*by kind*' : category} / ${action}`;
};

function when({ kinds, within, platform, scored, names }: Case): string {
  const parts = [
    platform === undefined ? '' : { openedx: 'from Open edX', moodle: 'from Moodle' }[platform],
    kinds === undefined ? '' : `of ${kinds.replaceAll(' ', ', ')}`,
    within === undefined ? '' : `within ${within.replaceAll(' ', ', ')}`,
    scored === true ? 'with a score' : '',
    names === undefined ? '' : 'that names another as whom',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function verbRows(): string[][] {
  return VERBS.flat().map(([words, meaning, ...cases]) => [
    listed(words.replaceAll(/\s+/g, ' ')),
    tells(meaning),
    cases.map((one) => `${when(one)}: ${tells({ ...meaning, ...one.is })}`).join('; '),
  ]);
}

/** The parts of docs/dialects/xapi.md that stand in the code's tables, by the name of their markers. */
export function documented(): Readonly<Record<string, string>> {
  return {
    verbs: table(['verb', 'category / action', 'otherwise'], verbRows()),
    kinds: table(
      ['object_type', 'activity types ending in', 'category used', 'category made'],
      Object.entries(KINDS).map(([name, { words, used, authored }]) => [name, listed(words), used, authored]),
    ),
    facts: table(
      ['column', 'from'],
      Object.entries(FACT_SOURCES).map(([column, source]) => [column, source]),
    ),
    extensions: table(
      ['what', 'extensions, the first that is there'],
      Object.entries(READ).map(([name, iris]) => [name, iris.map(code).join('<br>')]),
    ),
    unplaced: UNPLACED.map((iri) => `- ${code(iri)}`).join('\n'),
  };
}
