import { Fault } from '#core/errors.ts';
import type { QueryEngine, QueryResult } from '#core/ports/query-engine.ts';
import { courseLiteral, dayLiteral, literal } from '../literal.ts';
import { OF_LEARNERS } from '../small-groups.ts';
import { ACTIONS } from './actions.ts';
import { ACTIVE_LEARNERS_PER_WEEK } from './active-learners-per-week.ts';
import { ACTIVITY_PER_DAY } from './activity-per-day.ts';
import { DROP_OFF } from './drop-off.ts';
import type { Question, Span } from './question.ts';
import { QUIZ_RESULTS } from './quiz-results.ts';
import { VIDEO_ENGAGEMENT } from './video-engagement.ts';

export type { Question } from './question.ts';

/** Every named question. */
export const QUESTIONS: readonly Question[] = [
  ACTIVITY_PER_DAY,
  ACTIONS,
  VIDEO_ENGAGEMENT,
  QUIZ_RESULTS,
  ACTIVE_LEARNERS_PER_WEEK,
  DROP_OFF,
];

/**
 * The SELECT that answers a named question.
 *
 * @param parameters texts by name; what the question does not know is refused
 * @throws Fault `question_refused` with what is wrong; it quotes no value
 */
export function question(name: string, parameters: Readonly<Record<string, string>>): string {
  const asked = QUESTIONS.find((one) => one.name === name);
  if (asked === undefined) throw new Fault('question_refused', `questions are ${QUESTIONS.map((one) => one.name).join(', ')}`);
  const known = asked.parameters.map((one) => one.name);
  if (Object.keys(parameters).some((given) => !known.includes(given))) {
    throw new Fault('question_refused', `${asked.name} takes ${known.join(', ')}`);
  }
  const missing = asked.parameters.find((one) => one.required && parameters[one.name] === undefined);
  if (missing !== undefined) throw new Fault('question_refused', `${asked.name} needs ${missing.name}: ${missing.meaning}`);
  return asked.sql(spanOf(parameters));
}

/**
 * The answer to a named question.
 *
 * @throws Fault `question_refused` as `question` does, and whatever the engine throws
 */
export function answerTo(
  name: string,
  parameters: Readonly<Record<string, string>>,
  engine: Pick<QueryEngine, 'run'>,
): Promise<QueryResult> {
  return engine.run(question(name, parameters));
}

/** `month` too, although `time` says it: it is in the path, and spares the engine the other months' files. */
function spanOf({ course = '', from, to }: Readonly<Record<string, string>>): Span {
  const conditions = [`course = ${courseLiteral(course)}`];
  if (from !== undefined) conditions.push(`CAST(time AS DATE) >= ${dayLiteral(from)}`, `month >= ${monthOf(from)}`);
  if (to !== undefined) conditions.push(`CAST(time AS DATE) <= ${dayLiteral(to)}`, `month <= ${monthOf(to)}`);
  if (from !== undefined && to !== undefined && from > to) throw new Fault('question_refused', 'from is after to');
  return { where: [...conditions, OF_LEARNERS].join(' AND ') };
}

function monthOf(day: string): string {
  return literal(day.slice(0, 7));
}
