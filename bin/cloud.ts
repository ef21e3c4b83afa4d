import { readFileSync } from 'node:fs';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, NIST80053R5Checks, ServerlessChecks } from 'cdk-nag';
import { readSettings } from '#core/settings/read.ts';
import { bundle } from '../lib/bundle.ts';
import { cloud } from '../lib/cloud.ts';

// The CDK app: `npx cdk synth`, or with another configuration `npx cdk synth -c config=FILE`.
const app = new App();
const file: unknown = app.node.tryGetContext('config') ?? 'sillage.yaml';
const read = readSettings(readFileSync(String(file), 'utf8'), { today: new Date().toISOString().slice(0, 10) });
if (read.ok) {
  cloud(app, read.settings, bundle);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app), new NIST80053R5Checks(app));
  app.synth();
} else {
  for (const { line, column, path, message } of read.mistakes) console.error(`${file}:${line}:${column} ${path} ${message}`);
  process.exitCode = 1;
}
