import { isObject } from './envelope.ts';
import type { Fact, Measured, Sent } from './event-type.ts';
import { numberIn } from './facts.ts';

const CHOICE_RESPONSES = new Set(['choiceresponse', 'multiplechoiceresponse', 'truefalseresponse']);
const TEXT_RESPONSES = new Set([
  'stringresponse',
  'numericalresponse',
  'formularesponse',
  'symbolicresponse',
  'customresponse',
  'externalresponse',
  'coderesponse',
]);
/** The platform's own names for choices. */
const NUMBERED = /^choice_\d{1,3}$/;
/** As authors name them, who write `name="brazil"`. */
const NAMED = /^choice_[a-z0-9_]{1,24}$/;
/** More than any problem offers. */
const MOST_CHOICES = 12;

/**
 * The answer to a problem that asks one thing: the identifiers of the choices in a graded item, else the length of what was typed.
 * Several inputs, other kinds of response, choices with names of another shape: nothing.
 */
export const answer: Fact = {
  uses: ['answers.*', 'submission.*.response_type', 'max_grade'],
  read: (sent, facts) => {
    const given = onlyMember(sent.fields['answers']);
    const described = onlyMember(sent.fields['submission']);
    if (given === null || described === null || given.key !== described.key || !isObject(described.value)) return;
    const type = described.value['response_type'];
    if (typeof type !== 'string') return;
    if (CHOICE_RESPONSES.has(type)) tellChoice(given, described.value['answer'], sent, facts);
    else if (TEXT_RESPONSES.has(type) && typeof given.value === 'string') facts.response_length = given.value.length;
  },
};

function tellChoice({ key, value }: Member, inWords: unknown, sent: Sent, facts: Measured): void {
  const graded = (numberIn(sent.fields['max_grade']) ?? 0) > 0;
  const choices: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (!graded || choices.length === 0 || choices.length > MOST_CHOICES) return;
  const marked = isObject(sent.fields['correct_map']) && Object.hasOwn(sent.fields['correct_map'], key);
  const grammar = marked && offered(choices, inWords) ? NAMED : NUMBERED;
  if (choices.every((choice) => typeof choice === 'string' && grammar.test(choice))) facts.response = choices.join(',');
}

/**
 * Whether the server found the text of every choice among the problem's own: then no learner made the names up (on a choice that is not
 * offered it fails, and no event is written). A text that only repeats the name was looked up nowhere.
 */
function offered(choices: readonly unknown[], inWords: unknown): boolean {
  const texts: readonly unknown[] = Array.isArray(inWords) ? inWords : [inWords];
  return texts.length === choices.length && texts.every((text, i) => typeof text === 'string' && text !== '' && text !== choices[i]);
}

interface Member {
  readonly key: string;
  readonly value: unknown;
}

function onlyMember(object: unknown): Member | null {
  if (!isObject(object)) return null;
  const keys = Object.keys(object);
  const [key] = keys;
  return key === undefined || keys.length > 1 ? null : { key, value: object[key] };
}
