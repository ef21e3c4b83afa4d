import { isPlainChoice } from '../../choice.ts';
import type { Facts } from '../../learning-event.ts';
import { isObject } from '../openedx/envelope.ts';
import { inner, type Statement } from './statement.ts';

/** More than any question offers. */
const MOST_CHOICES = 64;
/** Between the choices of one answer (xAPI 1.0.3, part two, Appendix C). */
const SEPARATOR = '[,]';
const TRUE_FALSE: ReadonlySet<string> = new Set(['true', 'false']);

/**
 * The answer: identifiers of choices where the item is graded (a score or a verdict is told), asks for a choice, and offers them by
 * these identifiers, which are letters or numbers (Moodle makes them of the answers' words); else only how long it is.
 */
export function responseOf(sent: Statement): Pick<Facts, 'response' | 'response_length'> {
  const { response } = sent.result;
  if (typeof response !== 'string') return {};
  const offered = offeredIn(sent);
  const chosen = response.split(SEPARATOR, MOST_CHOICES + 1);
  if (offered !== null && isGraded(sent) && chosen.length <= MOST_CHOICES && chosen.every((id) => isPlainChoice(id) && offered.has(id)))
    return { response: chosen.join(',') };
  return { response_length: response.length };
}

function isGraded({ result }: Statement): boolean {
  const score = inner(result['score']);
  return typeof result['success'] === 'boolean' || typeof score['raw'] === 'number' || typeof score['scaled'] === 'number';
}

/** The identifiers of the choices that the item offers; null where it asks for no choice. */
function offeredIn({ activity }: Statement): ReadonlySet<unknown> | null {
  if (activity.interactionType === 'true-false') return TRUE_FALSE;
  if (activity.interactionType !== 'choice') return null;
  const { choices } = activity.definition;
  return Array.isArray(choices) ? new Set(choices.slice(0, MOST_CHOICES).map((choice) => (isObject(choice) ? choice['id'] : null))) : null;
}
