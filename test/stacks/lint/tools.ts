import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const PINNED = ['checkov==3.3.30', 'cfn-lint==1.58.0'];
const HOME = resolve('.cache', `lint-${PINNED.join('-').replaceAll('==', '-')}`);

/** A finding on one resource, named as in lint/exceptions.yaml. */
export interface Finding {
  readonly rule: string;
  readonly resource: string;
  readonly says: string;
}

/** Installs both once, in a folder of their own. Throws when that fails: a gate that is not there is not passed. */
export function installTools(): void {
  if (existsSync(HOME)) return;
  const unfinished = `${HOME}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  try {
    run('python3', ['-m', 'venv', unfinished], [0]);
    run(join(unfinished, 'bin/python'), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...PINNED], [0]);
    renameSync(unfinished, HOME);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw error;
  }
}

export function checkov(folder: string): readonly Finding[] {
  const options = ['--framework', 'cloudformation', '--compact', '--quiet', '--skip-download', '--output', 'json'];
  const report = JSON.parse(python('checkov', ['--directory', folder, ...options], [0, 1])) as CheckovReport;
  if (report.summary.parsing_errors > 0 || report.summary.passed === 0)
    throw new Error(`checkov read nothing, or not all: ${JSON.stringify(report.summary)}`);
  return report.results.failed_checks.map(({ check_id: rule, check_name: says, resource }) => ({ rule, resource, says }));
}

interface CheckovReport {
  readonly summary: { readonly passed: number; readonly parsing_errors: number };
  readonly results: {
    readonly failed_checks: readonly { readonly check_id: string; readonly check_name: string; readonly resource: string }[];
  };
}

/** Its exit code is a sum of 2 (errors), 4 (warnings) and 8 (hints). */
export function cfnLint(templates: readonly string[]): readonly Finding[] {
  const found = JSON.parse(
    python('cfn-lint', ['--format', 'json', ...templates], [0, 2, 4, 6, 8, 10, 12, 14]) || '[]',
  ) as readonly CfnLintMatch[];
  return found.map(({ Rule, Location, Message }) => ({ rule: Rule.Id, resource: String(Location.Path?.[1] ?? ''), says: Message }));
}

interface CfnLintMatch {
  readonly Rule: { readonly Id: string };
  readonly Location: { readonly Path: readonly (string | number)[] | null };
  readonly Message: string;
}

/** By the interpreter beside it: the script's own first line names the folder in which it was installed. */
function python(script: string, options: readonly string[], accepted: readonly number[]): string {
  return run(join(HOME, 'bin/python'), [join(HOME, 'bin', script), ...options], accepted);
}

function run(command: string, options: readonly string[], accepted: readonly number[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, options, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (error !== undefined) throw error;
  if (status === null || !accepted.includes(status))
    throw new Error(`${command} ${options.join(' ')} ended with ${status}\n${stderr}${stdout}`);
  return stdout;
}
