import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { JsonObject, Outcome } from '#core/normalise/dialect.ts';
import { moodle } from '#core/normalise/dialects/moodle/moodle.ts';

// Whatever a sender may put in place of a value: one line must never take its batch with it, nor let a person through.

const HERE = new URL('moodle/', import.meta.url);
const items = readdirSync(HERE)
  .filter((file) => file.endsWith('.in.json'))
  .map((file) => (JSON.parse(readFileSync(new URL(file, HERE), 'utf8')) as { item: JsonObject }).item);

const parse = (text: string): unknown => JSON.parse(text);
const HOSTILE: readonly unknown[] = [
  ...['toString', 'valueOf', 'toJSON', 'length', 'constructor', '__proto__', 'hasOwnProperty', 'then'].flatMap((name) => [
    parse(`{"${name}": 1}`),
    parse(`{"${name}": {"${name}": {}}}`),
    name,
  ]),
  ...[[], [[[[]]]], {}, null, true, 0, -1, 1.5, 1e308, -1e308, 2 ** 53, '', '0', '-1', '\0', '\ud800', '9'.repeat(400), 'x'.repeat(20_000)],
  `a:1:{s:8:"username";s:6:"canari";}`,
  '{"q": "canari", "finalgrade": "canari", "itemid": "canari", "completionstate": "canari", "__proto__": {"itemid": 3}}',
  `The user with id '${'9'.repeat(30)}' viewed the course with id 'canari' and the user with id '-1'`,
  '\\core\\event\\__proto__',
  '\\constructor\\event\\constructor',
  'canari',
  'zoe.canari@exemple.fr',
];

/** All that may stand in a row: not the ids that become tokens, nor what the identity is made of. */
function shown(outcome: Outcome): unknown {
  if (outcome.kind !== 'event') return { ...outcome, identity: null };
  const { identity: _, person: __, object, parent, ...rest } = outcome.event;
  return { ...rest, kinds: [object?.type, parent?.type], plain: [object, parent].filter((ref) => ref?.form === 'plain') };
}

describe('a hostile value', () => {
  it('in the place of any other gives an outcome, and nothing of it is shown', () => {
    for (const item of items) {
      for (const key of Object.keys(item)) {
        for (const value of HOSTILE) {
          const told: string[] = [];
          const outcome = moodle.normalise({ ...item, [key]: value }, (path) => told.push(path));
          const text = JSON.stringify([shown(outcome), told]);
          expect(text, `${key}: ${JSON.stringify(value)}`).not.toMatch(/canari/i);
        }
      }
    }
  });

  it('in the place of all others gives an outcome', () => {
    for (const item of items) {
      for (const value of HOSTILE) {
        const hostile = Object.fromEntries(Object.keys(item).map((key) => [key, key.startsWith('moodle_') ? item[key] : value]));
        expect(moodle.normalise(hostile, () => {}).kind).toMatch(/^(event|drop|rejection)$/);
      }
    }
  });
});
