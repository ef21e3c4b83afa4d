import { Stack } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { readSettings } from '#core/settings/read.ts';
import { exampleApp, settingsOf } from './example.ts';
import { Cloud } from './templates.ts';

const ABROAD = 'region_override: { region: eu-central-1, reason: "The host university requires Frankfurt" }';

describe('everything stays in eu-west-3', () => {
  it('every stack is there', () => {
    expect([...new Cloud(exampleApp()).regions]).toEqual(
      ['vault', 'intake', 'lake', 'governance', 'researcher-leila', 'researcher-omar'].map((part) => [`sillage-${part}`, 'eu-west-3']),
    );
  });

  it('whatever region the environment of the CDK names', () => {
    const before = { ...process.env };
    process.env['CDK_DEFAULT_REGION'] = 'us-east-1';
    process.env['AWS_REGION'] = 'us-east-1';
    try {
      expect(new Set(new Cloud(exampleApp()).regions.values())).toEqual(new Set(['eu-west-3']));
    } finally {
      process.env = before;
    }
  });

  it.each(['us-east-1', 'eu-west-2', 'eu-central-1'])('a stack forced to %s fails at synth', (region) => {
    const app = exampleApp();
    new Stack(app, 'abroad', { env: { region } });
    expect(() => app.synth()).toThrow(`abroad must be in eu-west-3; it is in ${region}`);
  });

  it('a stack that would follow whoever deploys it fails at synth', () => {
    const app = exampleApp();
    new Stack(app, 'adrift');
    expect(() => app.synth()).toThrow('adrift must be in eu-west-3; it is in no fixed region');
  });

  it('settings with another region are refused, even in the EU, and even past the reader', () => {
    expect(readSettings('region: eu-central-1', { today: null }).ok).toBe(false);
    const forced = { ...settingsOf('name: sillage'), region: 'us-east-1' } as unknown as ReturnType<typeof settingsOf>;
    expect(() => exampleApp(forced).synth()).toThrow('must be in eu-west-3');
  });

  it('an override with its reason moves all stacks, to the EU only, and warns', () => {
    const app = exampleApp(settingsOf(ABROAD));
    expect(new Set(new Cloud(app).regions.values())).toEqual(new Set(['eu-central-1']));
    const warnings = app.node.findAll().flatMap(({ node }) => node.metadata.map(({ data }) => String(data)));
    expect(warnings.filter((each) => each.includes('requires Frankfurt'))).toHaveLength(4);
    expect(readSettings(ABROAD.replace('eu-central-1', 'us-east-1'), { today: null }).ok).toBe(false);
  });
});
