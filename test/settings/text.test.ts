import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainMistakes } from '#core/settings/mistake.ts';
import { MAX_SETTINGS_BYTES, readSettings } from '#core/settings/read.ts';
import { settingsOf, TODAY, told } from './told.ts';

describe('the text', () => {
  it.each<[string, string, RegExp[]]>([
    ['nothing', '', [/^1:1 : the file says nothing/]],
    ['only comments', '# name: x\n', [/says nothing/]],
    ['no keys', 'sillage', [/^1:1 : got "sillage"; it must be a group of keys: name, region/]],
    ['a list', '- name: x', [/got a list; it must be a group/]],
    ['a key twice', 'name: x\nname: y', [/^2:1 : this key stands here a second time/]],
    ['a key twice, deeper', 'limits: { burst: 1, burst: 2 }', [/^1:21 : this key/]],
    ['tabs that indent', 'limits:\n\tburst: 1\n', [/^2:1 : a tab/]],
    ['other tabs', 'name:\tx\n', [/^1:6 : a tab/]],
    ['an anchor', 'name: &a x', [/^1:10 : an anchor/]],
    ['an anchor and its alias', 'alarms: &a {}\nlimits: *a', [/^1:12 : an anchor/, /^2:9 : an alias/]],
    ['an alias of nothing', 'name: *a', [/^1:7 : an alias/]],
    ['a merge key', 'alarms: { <<: { email: a@example.org } }', [/^1:11 : a merge key/]],
    ['a tag', 'name: !!str x', [/a tag/]],
    ['an unknown tag', 'name: !env x', [/a tag/]],
    ['a directive', '%YAML 1.1\n---\nname: x', [/^1:1 : a line that begins with %/]],
    ['two documents', 'name: x\n---\nname: y', [/^2:1 : a second document/]],
    ['a bracket left open', 'name: x\nsources: [', [/^2:\d+ : the indentation does not fit.*closed/]],
    ['a quote left open', 'name: "x', [/closing quote/]],
    ['two keys on a line', 'name: x: y', [/^1:7 : two keys on one line/]],
    ['a group as a key', '{ a: 1 }: x', [/a key must be a plain word/]],
    ['great depth', '['.repeat(100_000), [/nested more than 16 deep/]],
    ['great depth, closed', `a: ${'['.repeat(5_000)}${']'.repeat(5_000)}`, [/nested more than 16 deep/]],
    ['great depth, in blocks', '- '.repeat(100_000), [/nested more than 16 deep/]],
  ])('with %s is refused', (_, text, mistakes) => expect(told(text)).toEqual(mistakes.map((each) => expect.stringMatching(each))));

  it('of over 256 KiB is refused, up to there it is read', () => {
    const rest = MAX_SETTINGS_BYTES - 'name: x\n'.length;
    expect(settingsOf(`name: x\n${'#'.repeat(rest)}`).name).toBe('x');
    expect(told(`name: x\n${'#'.repeat(rest + 1)}`)).toEqual([expect.stringMatching(/^1:1 : the file is larger than 256 KiB/)]);
  });

  it('may be in UTF-8 with its mark and with the line ends of Windows', () => {
    expect(settingsOf('\ufeffname: x\r\nlimits:\r\n  burst: 7\r\n').limits.burst).toBe(7);
    expect(told('name: x\r\nlimits:\r\n  burst: a\r\n')).toEqual([expect.stringMatching(/^3:10 /)]);
  });

  it('tells mistakes before and behind one that breaks nothing, and before one that breaks', () => {
    expect(told('name: X\nregion: &a us\nlimits: { burst: a }')).toHaveLength(4);
    expect(told('name: X\nregion: us\n  limits: {\nburst: a')).toEqual([
      expect.stringMatching(/^1:7 name/),
      expect.stringMatching(/^2:9 : /),
      expect.stringMatching(/^4:1 : /),
    ]);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype'])('%s is a key like any other that is unknown', (key) => {
    const mistake = expect.stringContaining(`unknown key "${key}"`);
    expect(told(`${key}: { name: x }`)).toEqual([mistake]);
    expect(told(`alarms: { ${key}: { email: x } }`)).toEqual([mistake]);
    expect(({} as { name?: string }).name).toBeUndefined();
    expect(told(`sources: [{ id: ${key.toLowerCase()}, platform: moodle }]`)).toHaveLength(key === '__proto__' ? 1 : 0);
  });
});

describe('a mistake', () => {
  it.each([
    'name: zoe@example.org',
    'zoe@example.org: 1',
    'alarms: { zoe@example.org: { a: 1 } }',
    'alarms: { email: zoe@example.org@ }',
    'alarms: { email: "zoe＠example.org" }',
    'alarms: { email: zoe(at)example.org }',
    'sources: [{ id: zoe@example.org, platform: zoe@example.org }]',
    'researchers: [{ id: a, principal: zoe%40example.org }]',
    'sources: [{ id: zoe@example.org, platform: moodle }, { id: zoe@example.org, platform: moodle }]',
    'name: *zoe@example.org',
    'name: !zoe@example.org x',
    'name: "\\zoe@example.org"',
    '%zoe@example.org',
    'name: x\nzoe@example.org',
  ])('never quotes an e-mail address: %j', (text) => {
    const all = told(text);
    expect(all.length).toBeGreaterThan(0);
    expect(all.join()).not.toMatch(/zoe/);
  });

  it('quotes little, and nothing that steers a terminal', () => {
    expect(told(`name: ${'x'.repeat(1_000)}`)[0]?.length).toBeLessThan(250);
    expect(told('name: "\\e[31m\\u202E"')[0]).toMatch(/got "\\u001b\[31m\\u\{202e\}"/);
    expect(told('"\\e[31m": 1').join()).not.toMatch(/\p{Cc}/u);
  });

  it('is shown with its file, line and column', () => {
    const read = readSettings('name: X\nregoin: a\n', { today: TODAY });
    expect(read.ok ? '' : explainMistakes('conf/a.yaml', read.mistakes)).toMatch(
      /^conf\/a.yaml has 2 mistakes:\n {2}conf\/a.yaml:1:7 name: got .*\n {2}conf\/a.yaml:2:1 regoin: unknown key "regoin"; did you mean region\?$/,
    );
    expect(explainMistakes('a.yaml', [{ line: 1, column: 2, path: '', message: 'm' }])).toBe('a.yaml has a mistake:\n  a.yaml:1:2 m');
    const many = Array.from({ length: 500 }, () => ({ line: 1, column: 1, path: '', message: 'm' }));
    expect(explainMistakes('a.yaml', many).split('\n').slice(-1)).toEqual(['  and 300 more']);
  });
});

describe('no text makes it throw', () => {
  const committed = readFileSync(new URL('../../sillage.yaml', import.meta.url), 'utf8');
  const words = fc.constantFrom(
    ...['name', 'sources', 'researchers', 'grants', 'expiries', 'raw', 'id', 'course', 'P14D', '__proto__', 'until', '2026-01-01'],
    ...[
      ': ',
      ':\n',
      '\n',
      '\n  ',
      '\n    ',
      '- ',
      '{',
      '}',
      '[',
      ']',
      ', ',
      '"',
      "'",
      '|',
      '>',
      '#',
      '&a',
      '*a',
      '<<',
      '!',
      '? ',
      '%',
      '---\n',
      '\t',
      '~',
    ],
  );
  const yaml = fc.array(words, { maxLength: 60 }).map((parts) => parts.join(''));
  const wounded = fc
    .tuple(fc.nat(committed.length), fc.nat(40), fc.oneof(yaml, fc.string({ unit: 'binary', maxLength: 5 })))
    .map(([at, cut, put]) => committed.slice(0, at) + put + committed.slice(at + cut));

  it.each([
    ['any characters', fc.string({ unit: 'binary', maxLength: 200 })],
    ['bits of YAML', yaml],
    ['the committed file, damaged', wounded],
  ])('%s', (_, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        const read = readSettings(text, { today: TODAY });
        if (read.ok) return;
        const lines = text.split('\n').length;
        expect(read.mistakes.length).toBeGreaterThan(0);
        for (const { line, column, message } of read.mistakes) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines);
          expect(column).toBeGreaterThanOrEqual(1);
          expect(message).not.toMatch(/\[object|undefined|Invalid|NaN|expected /);
        }
      }),
      { numRuns: 1_500 },
    );
  });
});
