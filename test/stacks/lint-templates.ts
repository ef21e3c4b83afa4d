import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { exampleApp } from './example.ts';
import { cfnLint, checkov, type Finding, installTools } from './lint/tools.ts';

// Holds checkov and cfn-lint against the templates:
//   node test/stacks/lint-templates.ts [FOLDER]     FOLDER as `cdk synth` writes it; without one, the tests' example is synthesised
// Ends with 1 when either finds what lint/exceptions.yaml does not name, or no longer finds what it names.

interface Exception {
  readonly rule: string;
  readonly resources: string;
  readonly reason: string;
}

const exceptions: Readonly<Record<'checkov' | 'cfn-lint', readonly Exception[]>> = parse(
  readFileSync(new URL('./lint/exceptions.yaml', import.meta.url), 'utf8'),
);
const folder = process.argv[2] ?? exampleApp().synth().directory;
const templates = readdirSync(folder).filter((name) => name.endsWith('.template.json'));
if (templates.length < 4) throw new Error(`${folder} has ${templates.length} templates; there are four stacks.`);

installTools();
const left = [...unexplained('checkov', checkov(folder)), ...unexplained('cfn-lint', cfnLint(templates.map((name) => join(folder, name))))];
for (const line of left) console.error(line);
console.log(`checkov and cfn-lint over ${templates.length} templates: ${left.length} unexplained`);
process.exitCode = left.length > 0 ? 1 : 0;

function unexplained(tool: 'checkov' | 'cfn-lint', findings: readonly Finding[]): string[] {
  const fits = ({ rule, resources }: Exception, finding: Finding) => rule === finding.rule && new RegExp(resources).test(finding.resource);
  const open = findings.filter((finding) => !exceptions[tool].some((exception) => fits(exception, finding)));
  const idle = exceptions[tool].filter((exception) => !findings.some((finding) => fits(exception, finding)));
  return [
    ...open.map(({ rule, resource, says }) => `${tool} ${rule} ${resource}: ${says}`),
    ...idle.map(({ rule, resources }) => `${tool} ${rule} ${resources}: found no more; take the exception away`),
  ];
}
