import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { readSettings } from '#core/settings/read.ts';
import type { Settings } from '#core/settings/schema.ts';
import { cloud } from '../../lib/cloud.ts';

/** Two researchers: one with two courses of a study, one through Identity Center with a course of another source. */
export const SETTINGS = `
account: "111122223333"
alarms: { email: ops@example.org }
sources:
  - { id: campus, platform: openedx }
  - { id: moodle, platform: moodle }
researchers:
  - id: leila
    principal: arn:aws:iam::444455556666:role/leila
    grants:
      - { source: campus, course: course-v1:Uni+DB101+2026, study: s-1, purpose: "Dropout in databases", transfer_basis: none, until: 2027-08-31 }
      - { source: campus, course: course-v1:Uni+DB102+2026, study: s-1, purpose: "Dropout in databases", transfer_basis: none, until: 2027-08-31 }
  - id: omar
    principal: sso
    grants:
      - { source: moodle, course: "7", purpose: "Forum use and success", transfer_basis: none }
`;

export function settingsOf(text: string): Settings {
  const read = readSettings(text, { today: '2026-11-24' });
  if (!read.ok) throw new Error(read.mistakes.map(({ path, message }) => `${path} ${message}`).join('\n'));
  return read.settings;
}

const context = (): Record<string, unknown> => JSON.parse(readFileSync('cdk.json', 'utf8')).context;

/** The app, not yet synthesised, with a one-line handler in place of every bundle. */
export function exampleApp(settings: Settings = settingsOf(SETTINGS), more: Record<string, unknown> = {}): App {
  const folder = mkdtempSync(join(tmpdir(), 'sillage-bundle-'));
  writeFileSync(join(folder, 'index.mjs'), 'export const handler = async () => {};\n');
  const app = new App({ context: { ...context(), ...more }, outdir: mkdtempSync(join(tmpdir(), 'sillage-cdk-')) });
  cloud(app, settings, () => folder);
  return app;
}
