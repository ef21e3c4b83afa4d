import { durationOf } from '#core/settings/duration.ts';
import { type Ending, endingsOf, LONGEST_DAYS } from '#core/settings/endings.ts';
import { regionOf } from '#core/settings/regions.ts';
import type { Settings } from '#core/settings/schema.ts';
import { table } from './table.ts';

/** Of what each ending is the last copy. */
const GONE: Readonly<Record<Ending['key'], string>> = {
  intake: 'received events',
  raw: 'received events',
  results: 'query results',
  registry_backup: 'a forgotten salt in backups',
};

/** What `sillage check --json` prints: the settings with every default, and when the last copies are gone. */
export function settingsSummary(settings: Settings, file: string): object {
  const { alarms, ...rest } = settings;
  return {
    file,
    ...rest,
    region: regionOf(settings),
    // An address need not stand in every build log.
    alarms: { ...alarms, email: alarms.email !== undefined },
    longest_days: LONGEST_DAYS,
    endings: endingsOf(settings.expiries).map(({ key, parts, lag, days }) => ({ gone: GONE[key], parts, lag, days })),
  };
}

/** The configuration for people. */
export function settingsText(settings: Settings, file: string): string {
  const { name, account, region_override: override, expiries, sources, researchers, alarms } = settings;
  const parts = [
    `${file} is valid: "${name}" in ${regionOf(settings)}${account === undefined ? '' : `, account ${account}`}.\n` +
      (override === undefined ? '' : `Not in Paris, because: ${override.reason}\n`),
    table(
      ['expiry', 'after'],
      Object.entries(expiries).map(([key, days]) => [key, durationOf(days)]),
    ),
    table(
      ['gone for good', '', 'days', 'at most'],
      endingsOf(expiries).map((ending) => [GONE[ending.key], sumOf(ending), ending.days, LONGEST_DAYS]),
    ),
    sources.length === 0
      ? 'No sources.\n'
      : table(
          ['source', 'platform', 'policy', 'title'],
          sources.map(({ id, platform, policy, title }) => [id, platform, policy, title ?? '']),
        ),
    grants(researchers),
    alarms.email === undefined ? 'Alarms go to nobody: alarms.email is not set.\n' : '',
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function sumOf({ parts, lag }: Ending): string {
  return [...parts.map(({ key, days }) => `${key} ${days}`), ...(lag === 0 ? [] : [`lag ${lag}`])].join(' + ');
}

function grants(researchers: Settings['researchers']): string {
  const rows = researchers.flatMap(({ id, grants: granted }) =>
    granted.map(({ source, course, study, transfer_basis: basis, until }) => [id, source, course, study ?? '', basis, until ?? '']),
  );
  return rows.length === 0
    ? 'No grants: no researcher may query anything.\n'
    : table(['researcher', 'source', 'course', 'study', 'transfer', 'until'], rows);
}
