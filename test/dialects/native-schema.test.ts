import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { nativeJsonSchema } from '#core/normalise/dialects/native-schema.ts';
import { normaliseLine } from '#core/normalise/normalise.ts';

const docs = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');

it('publishes the schema by which events are checked', () => {
  expect(JSON.parse(docs('native.schema.json'))).toEqual(nativeJsonSchema());
});

it('takes the example of its page', () => {
  const example = /```json\n([^`]*)```/.exec(docs('native.md'))?.[1] ?? '';
  const { dialect, outcome } = normaliseLine(example.replaceAll('\n', ' '), null, Date.UTC(2026, 2, 3), () => {});
  expect(dialect?.name).toBe('native');
  expect(outcome).toMatchObject({ kind: 'event', event: { action: 'answered', facts: { response: 'b', score_raw: 1, attempt: 2 } } });
});
