import { existsSync, readFileSync } from 'node:fs';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, NIST80053R5Checks, ServerlessChecks } from 'cdk-nag';
import { readSettings } from '#core/settings/read.ts';
import { bundle } from '../lib/bundle.ts';
import { cloud } from '../lib/cloud.ts';

// The CDK app: `npx cdk synth`, or with another configuration `npx cdk synth -c config=FILE`.
const app = new App();
const file = String(app.node.tryGetContext('config') ?? 'sillage.yaml');
const today = new Date().toISOString().slice(0, 10);
const read = existsSync(file) ? readSettings(readFileSync(file, 'utf8'), { today }) : null;
if (read === null) {
  console.error(`${file}: there is no such file; name one with -c config=FILE`);
  process.exitCode = 1;
} else if (read.ok) {
  cloud(app, read.settings, bundle);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app), new NIST80053R5Checks(app));
  app.synth();
} else {
  for (const { line, column, path, message } of read.mistakes) console.error(`${file}:${line}:${column} ${path} ${message}`);
  process.exitCode = 1;
}
