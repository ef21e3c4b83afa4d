import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, CfnResource, type Stack, Validations } from 'aws-cdk-lib';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks, NIST80053R5Checks, ServerlessChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { NIST } from '../../lib/checks/findings.ts';
import { exampleApp } from './example.ts';

interface Report {
  readonly pluginReports: readonly {
    readonly summary: { readonly pluginName?: string; readonly status: string };
    readonly violations: readonly {
      readonly ruleName: string;
      readonly violatingConstructs: readonly { readonly constructPath: string }[];
    }[];
  }[];
}

/** What `cdk synth` would say: synthesis itself does not throw in a test. */
function reportOf(app: App): Report {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app), new NIST80053R5Checks(app));
  const { directory } = app.synth();
  return JSON.parse(readFileSync(join(directory, 'policy-validation-report.json'), 'utf8'));
}

const checkedApp = () =>
  exampleApp(undefined, { '@aws-cdk/core:validationReportJson': true, '@aws-cdk/core:failSynthOnValidationErrors': false });
const findings = (report: Report) =>
  report.pluginReports.flatMap(({ violations }) =>
    violations.flatMap(({ ruleName, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath }) => `${ruleName} ${constructPath}`),
    ),
  );

describe('cdk-nag', () => {
  const app = checkedApp();
  const report = reportOf(app);

  it('has looked, with three packs and at all of it', () => {
    const packs = report.pluginReports.map(({ summary }) => JSON.stringify(summary));
    for (const pack of ['AwsSolutions', 'Serverless', 'NIST']) expect(packs.filter((each) => each.includes(pack))).toHaveLength(1);
    expect(app.node.findAll().filter((node) => CfnResource.isCfnResource(node)).length).toBeGreaterThan(100);
  });

  it('finds nothing that is not accepted with its reason', () => {
    expect(findings(report)).toEqual([]);
  });

  it('reports a public bucket', () => {
    const open = checkedApp();
    const stack = open.node.findChild('sillage-lake') as Stack;
    new CfnBucket(stack, 'Open', { accessControl: 'PublicRead' });
    const found = findings(reportOf(open));
    expect(found.filter((each) => each.endsWith('sillage-lake/Open')).map((each) => each.split(' ')[0])).toEqual(
      expect.arrayContaining(['AwsSolutions-S1', 'AwsSolutions-S10', 'NIST.800.53.R5-S3BucketPublicReadProhibited']),
    );
  });
});

describe('docs/nist-800-53.md', () => {
  it('lists what is accepted', () => {
    const text = readFileSync('docs/nist-800-53.md', 'utf8');
    const rows = NIST.map(({ id, reason }) => `| ${id.replace('NIST.800.53.R5-', '')} | ${reason} |`);
    expect(text.split('\n').filter((line) => /^\| [A-Z]\w+ \| /.test(line))).toEqual(rows);
  });
});
