import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, CfnResource, Stack, Validations } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks, NIST80053R5Checks, ServerlessChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { NIST, SERVERLESS, SOLUTIONS } from '../../lib/checks/findings.ts';
import { exampleApp, settingsOf } from './example.ts';

interface Report {
  readonly pluginReports: readonly {
    readonly violations: readonly {
      readonly ruleName: string;
      readonly violatingConstructs: readonly { readonly constructPath: string }[];
    }[];
  }[];
}

const REPORTED = { '@aws-cdk/core:validationReportJson': true, '@aws-cdk/core:failSynthOnValidationErrors': false };

/** What `cdk synth` would say of this app, as `<rule> <construct>`. Synthesis itself does not throw in a test. */
function findings(app: App): readonly string[] {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app), new NIST80053R5Checks(app));
  const { directory } = app.synth();
  const report = JSON.parse(readFileSync(join(directory, 'policy-validation-report.json'), 'utf8')) as Report;
  return report.pluginReports
    .flatMap(({ violations }) => violations)
    .flatMap(({ ruleName, violatingConstructs }) => violatingConstructs.map(({ constructPath }) => `${ruleName} ${constructPath}`));
}

/** The rules that complain about what is added to the lake. */
function rulesAgainst(add: (stack: Stack) => CfnResource): readonly string[] {
  const app = exampleApp(undefined, REPORTED);
  const stack = app.node.findChild('sillage-lake');
  if (!Stack.isStack(stack)) throw new TypeError('The lake is a stack.');
  const { path } = add(stack).node;
  return findings(app)
    .filter((finding) => finding.endsWith(` ${path}`))
    .map((finding) => finding.slice(0, -path.length - 1));
}

describe('cdk-nag', () => {
  it('finds nothing that is not accepted with its reason, in more than a hundred resources', () => {
    const app = exampleApp(undefined, REPORTED);
    expect(findings(app)).toEqual([]);
    expect(app.node.findAll().filter((node) => CfnResource.isCfnResource(node)).length).toBeGreaterThan(100);
  });

  it('finds nothing where one researcher has more courses than her role can name', () => {
    const grant = (n: number) => `{ source: campus, course: c-${n}, study: s-1, purpose: How learners go on, transfer_basis: none }`;
    const grants = Array.from({ length: 60 }, (_, n) => grant(n)).join(', ');
    const many = `alarms: { email: ops@example.org }\nsources: [{ id: campus, platform: openedx }]\nresearchers: [{ id: leila, principal: sso, grants: [${grants}] }]`;
    expect(findings(exampleApp(settingsOf(many), REPORTED))).toEqual([]);
  });

  it('reports a public bucket', () => {
    const rules = rulesAgainst((stack) => new CfnBucket(stack, 'Open', { accessControl: 'PublicRead' }));
    for (const rule of ['AwsSolutions-S1', 'AwsSolutions-S10', 'NIST.800.53.R5-S3BucketPublicReadProhibited'])
      expect(rules).toContain(rule);
  });

  it('reports a queue without dead letters', () => {
    const rules = rulesAgainst((stack) => new CfnQueue(stack, 'Lossy', {}));
    for (const rule of ['AwsSolutions-SQS3', 'Serverless-SQSRedrivePolicy']) expect(rules).toContain(rule);
  });

  it('reports a role that may do anything with S3', () => {
    const Version = '2012-10-17';
    const assumeRolePolicyDocument = {
      Version,
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
    };
    const policyDocument = { Version, Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::anything/*' }] };
    const rules = rulesAgainst(
      (stack) => new CfnRole(stack, 'Wide', { assumeRolePolicyDocument, policies: [{ policyName: 'wide', policyDocument }] }),
    );
    expect(rules).toEqual(
      expect.arrayContaining([
        'AwsSolutions-IAM5[Action::s3:*]',
        'AwsSolutions-IAM5[Resource::arn:aws:s3:::anything/*]',
        'Serverless-LambdaStarPermissions',
      ]),
    );
  });

  it('would report every finding that is accepted, were it not', () => {
    const bare = exampleApp();
    bare.synth();
    for (const node of bare.node.findAll()) {
      const kept = node.node.metadata.filter(({ type }) => type !== Validations.ACKNOWLEDGED_RULES_METADATA_KEY);
      Object.defineProperty(node.node, 'metadata', { value: kept });
    }
    const packs = [new AwsSolutionsChecks(bare), new ServerlessChecks(bare), new NIST80053R5Checks(bare)];
    const found = new Set(packs.flatMap((pack) => pack.validateScope(bare).violations.map(({ ruleName }) => ruleName)));
    expect([...SOLUTIONS, ...SERVERLESS, ...NIST].map(({ id }) => id).filter((id) => !found.has(id))).toEqual([]);
  });
});

describe('docs/nist-800-53.md', () => {
  it('lists what is accepted', () => {
    const text = readFileSync('docs/nist-800-53.md', 'utf8');
    const rows = NIST.map(({ id, reason }) => `| ${id.replace('NIST.800.53.R5-', '')} | ${reason} |`);
    expect(text.split('\n').filter((line) => /^\| [A-Z]\w+ \| /.test(line))).toEqual(rows);
  });
});
