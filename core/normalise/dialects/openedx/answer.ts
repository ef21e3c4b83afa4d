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
const CHOICE = /^choice_[A-Za-z0-9_]{1,32}$/;
const MOST_CHOICES = 64;

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
    if (CHOICE_RESPONSES.has(type)) tellChoice(given.value, sent, facts);
    else if (TEXT_RESPONSES.has(type) && typeof given.value === 'string') facts.response_length = given.value.length;
  },
};

function tellChoice(value: unknown, sent: Sent, facts: Measured): void {
  const graded = (numberIn(sent.fields['max_grade']) ?? 0) > 0;
  const choices = Array.isArray(value) ? value : [value];
  if (!graded || choices.length === 0 || choices.length > MOST_CHOICES) return;
  if (choices.every((choice) => typeof choice === 'string' && CHOICE.test(choice))) facts.response = choices.join(',');
}

function onlyMember(object: unknown): { key: string; value: unknown } | null {
  if (!isObject(object)) return null;
  const keys = Object.keys(object);
  const [key] = keys;
  return key === undefined || keys.length > 1 ? null : { key, value: object[key] };
}
