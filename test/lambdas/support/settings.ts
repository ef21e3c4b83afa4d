import { exampleApp } from '../../stacks/example.ts';
import { Cloud } from '../../stacks/templates.ts';

/** Values of the form that the deployed ones have. */
const VALUES: Readonly<Record<string, string>> = {
  SILLAGE_TABLE: 'registry',
  SILLAGE_KEYS: 'arn:aws:kms:eu-west-3:111122223333:key/k-1',
  SILLAGE_BUCKETS: JSON.stringify(
    ['raw/', 'inbox/', 'staging/', 'held/', 'receipts/', 'events/', 'results/'].map((prefix) => ({ prefix, bucket: 'lake' })),
  ),
  SILLAGE_QUEUE_URL: 'https://sqs.eu-west-3.amazonaws.com/111122223333/intake',
  SILLAGE_DEAD_LETTERS_URL: 'https://sqs.eu-west-3.amazonaws.com/111122223333/dead-letters',
  SILLAGE_INTAKE_DAYS: '10',
  SILLAGE_DATABASE: 'sillage',
  SILLAGE_WORKGROUP: 'sillage-query',
};

/** The settings that the stacks give each function, by its name: those and no others. */
export function settingsByFunction(): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const functions = new Cloud(exampleApp()).of('AWS::Lambda::Function');
  return new Map(
    functions.map(({ properties }) => {
      const { Variables = {} } = (properties['Environment'] ?? {}) as { readonly Variables?: object };
      const name = String(properties['FunctionName']).replace(/^sillage-/, '');
      return [name, Object.fromEntries(Object.keys(Variables).map((setting) => [setting, VALUES[setting] ?? '']))];
    }),
  );
}
