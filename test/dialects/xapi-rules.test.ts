import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/normalise/dialect.ts';
import { breach } from '#core/normalise/dialects/xapi/rules/rules.ts';
import { RULES } from '#core/normalise/rules.ts';
import { NO_REAL_DATA, realData } from '../support/real-data.ts';
import { GOOD, MUTANTS, type Mutant, mutated, NEW_IN_2, SINCE_2 } from './xapi-mutants.ts';

const VERSIONS = [
  ['1.0', '1.0.3', MUTANTS],
  ['2.0', '2.0.0', [...MUTANTS, ...SINCE_2]],
] as const;

describe.each(VERSIONS)('the rules of xAPI %s', (version, release, mutants) => {
  it('are registered by their name', () => {
    expect(RULES.get(`xapi-${version}`)?.(GOOD)).toBeNull();
    expect(RULES.get(`xapi-${version}`)?.({ ...GOOD, actor: 1 })).toBe('actor');
  });

  it('have more than enough cases', () => {
    expect(mutants.length).toBeGreaterThanOrEqual(120);
  });

  it.each(mutants)('%s = %j: %s', (...mutant: Mutant) => {
    expect(breach(mutated(mutant), version)).toBe(mutant[2]);
  });

  const cases = realData('xapi', `validation-cases-${release}.ndjson`);
  // Data of other licences, kept beside the project and never in it: read where they are.
  it.skipIf(cases === null)('answer as expected in every case of the conformance suite', () => {
    const all = String(cases).trim().split('\n');
    const wrong = all
      .map((line) => JSON.parse(line) as { name: string; expect: number; body: JsonObject })
      .filter(({ expect: status, body }) => (breach(body, version) === null ? 200 : 400) !== status);
    expect(all.length).toBeGreaterThan(400);
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it('never throw, and tell nothing that the sender wrote', () => {
    const words = new Set(VOCABULARY);
    fc.assert(
      fc.property(hostile(), (statement) => {
        const path = breach(statement, version);
        for (const step of path?.split('.') ?? []) expect(words).toContain(step);
      }),
      { numRuns: 2_000 },
    );
  });

  it('cost time in proportion to the length', () => {
    const long = 'a-'.repeat(500_000);
    const began = performance.now();
    for (const text of [
      long,
      `http://${'a%20'.repeat(250_000)}`,
      `mailto:${'a@'.repeat(500_000)}`,
      `P${'1'.repeat(1_000_000)}`,
      `${'1'.repeat(1_000_000)}Z`,
    ]) {
      for (const path of ['actor.mbox', 'verb.id', 'context.language', 'result.duration', 'timestamp', 'attachments.0.contentType']) {
        breach(mutated([path, text, null]), version);
      }
      breach(mutated(['verb.display', { [text]: 'x' }, null]), version);
      breach(mutated(['context.extensions', { [text]: 'x' }, null]), version);
    }
    expect(performance.now() - began).toBeLessThan(1_500);
  });
});

// The other half of the test above: where the data are not, this one says so.
it.skipIf(realData('xapi', 'validation-cases-2.0.0.ndjson') !== null)('says that the conformance cases are absent', () => {
  console.warn(NO_REAL_DATA);
});

it('leave to 2.0 what 1.0 does not know', () => {
  for (const [path, value] of NEW_IN_2) {
    expect(breach(mutated([path, value, null]), '1.0')).toBe(path);
    expect(breach(mutated([path, value, null]), '2.0')).toBeNull();
  }
});

const VOCABULARY = [
  'statement',
  ...`id actor verb object result context timestamp stored authority version attachments objectType name mbox mbox_sha1sum openid account
  homePage member display definition description type moreInfo interactionType correctResponsesPattern choices scale source target steps
  extensions score success completion response duration scaled raw min max registration instructor team contextActivities parent grouping
  category other revision platform language usageType contentType length sha2 fileUrl contextAgents contextGroups agent group
  relevantTypes`.split(/\s+/),
];

/** A good statement with anything anywhere in it, names of anybody's making included. */
function hostile(): fc.Arbitrary<JsonObject> {
  const paths = [...new Set(MUTANTS.map(([path]) => path))];
  const value = fc.oneof(
    fc.anything({ maxDepth: 3 }).map((one) => JSON.parse(JSON.stringify(one ?? null)) as unknown),
    fc.dictionary(fc.constantFrom('id', 'objectType', 'member', 'Élise', '__proto__', 'constructor', 'mbox'), fc.jsonValue()),
    fc.constantFrom('Agent', 'Group', 'SubStatement', 'StatementRef'),
  );
  return fc
    .array(fc.tuple(fc.constantFrom(...paths), value), { minLength: 1, maxLength: 4 })
    .map((changes) => changes.reduce((statement, [path, changed]) => mutated([path, changed, null], statement), GOOD as JsonObject));
}
