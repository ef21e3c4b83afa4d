import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultSettings, settingsJsonSchema } from '#core/settings/schema.ts';
import { settingsOf, told } from './told.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const committed = read('sillage.yaml');
const DAY = '2026-11-24';

describe('the committed sillage.yaml', () => {
  it('is valid, and for ever: nothing in it ends', () => expect(told(committed, '2999-01-01')).toEqual([]));

  it('holds every default', () => {
    const { sources, ...rest } = settingsOf(committed);
    const { sources: none, ...defaults } = defaultSettings();
    expect(rest).toEqual(defaults);
    expect(sources.map(({ id }) => id)).toEqual(['campus']);
    expect(none).toEqual([]);
  });

  it('is valid with everything that it switches off', () => {
    const whole = committed.replaceAll(/^( *)#(?=[a-z-]| {2})/gm, '$1');
    expect(told(whole, DAY)).toEqual([]);
    const { region_override: override, account, alarms, researchers } = settingsOf(whole);
    expect([override?.region, account, alarms.email, researchers[0]?.grants[0]?.study]).toEqual([
      'eu-central-1',
      '123456789012',
      'sillage-operators@example.org',
      'dropout-2027',
    ]);
  });

  it('names its schema in the first line', () => {
    expect(committed.split('\n')[0]).toBe('# yaml-language-server: $schema=docs/sillage.schema.json');
  });
});

describe('the documents', () => {
  it('publish the schema by which the file is read', () => {
    expect(JSON.parse(read('docs/sillage.schema.json'))).toEqual(JSON.parse(JSON.stringify(settingsJsonSchema())));
  });

  it('name every key', () => {
    const page = read('docs/settings.md');
    interface Part {
      readonly properties?: Readonly<Record<string, Part>>;
      readonly items?: Part;
    }
    const keys = ({ properties = {}, items }: Part): string[] => [
      ...Object.entries(properties).flatMap(([key, part]) => [key, ...keys(part)]),
      ...(items === undefined ? [] : keys(items)),
    ];
    const all = keys(settingsJsonSchema() as Part);
    expect(all.length).toBeGreaterThan(35);
    expect(all.filter((key) => !new RegExp(`\\b${key}\\b`).test(page))).toEqual([]);
  });

  it('give an example of a grant that is valid', () => {
    const example = /```yaml\n([^`]*)```/.exec(read('docs/settings.md'))?.[1] ?? '';
    expect(settingsOf(`sources: [{ id: campus, platform: openedx }]\n${example}`).researchers).toHaveLength(1);
  });
});
