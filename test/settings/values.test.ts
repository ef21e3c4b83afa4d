import { describe, expect, it } from 'vitest';
import { settingsOf, told } from './told.ts';

const source = (lines: string) => `sources:\n  - ${lines}`;
const researcher = (lines: string) =>
  `sources: [{ id: campus, platform: canvas }]\nresearchers:\n  - { id: leila, principal: sso, grants: [{ source: campus, course: c1, purpose: a purpose of its own, transfer_basis: none, ${lines} }] }`;

describe('every default', () => {
  it('holds in a file that says only a name', () => {
    expect(settingsOf('name: lake')).toEqual({
      name: 'lake',
      region: 'eu-west-3',
      expiries: { raw: 14, intake: 10, results: 7, registry_backup: 7, audit: 1825, logs: 30 },
      sources: [],
      researchers: [],
      alarms: { budget_usd_per_month: 100 },
      limits: { requests_per_second: 50, burst: 100, scan_gb_per_query: 10, reserved_concurrency: true },
      cadence: { window_seconds: 45, merge_minutes: 4 },
      embedded: { data: './sillage-data', host: '127.0.0.1', port: 8787, min_free_mb: 512, queue_mb: 4096 },
    });
  });

  it('holds where a key has no value', () => {
    expect(settingsOf('name: lake\nsources:\nresearchers:\nexpiries:\nalarms:\n  email:')).toEqual(settingsOf('name: lake'));
  });

  it('gives sources the policy of their platform', () => {
    const platforms = ['openedx', 'moodle', 'canvas', 'other'];
    const { sources } = settingsOf(`sources:\n${platforms.map((platform) => `  - { id: ${platform}, platform: ${platform} }`).join('\n')}`);
    expect(sources.map(({ policy }) => policy)).toEqual(['lenient', 'lenient', 'lenient', 'strict']);
    expect(settingsOf(source('{ id: a, platform: openedx, policy: strict }')).sources[0]?.policy).toBe('strict');
  });
});

describe('what is right', () => {
  it.each([
    'name: a',
    'name: a234567890-23456',
    'region_override: { region: eu-central-1, reason: the contract names Frankfurt alone }',
    'account: "012345678901"',
    'expiries: { raw: P2W, intake: P14D, results: P24D, registry_backup: P28D, audit: P1Y2M3D, logs: P1827D }'.replace('P2W', 'P10D'),
    'expiries: { raw: P23D, intake: P1D }',
    'expiries: { raw: P1W, logs: P3653D }',
    'alarms: { email: ops@example.org, budget_usd_per_month: 0.5 }'.replace('0.5', '1.5'),
    'limits: { requests_per_second: 1, burst: 5000, scan_gb_per_query: 0.01 }',
    'cadence: { window_seconds: 0, merge_minutes: 60 }',
    'cadence: { window_seconds: 300, merge_minutes: 1 }',
    'embedded: { data: /srv/lake, host: "::1", port: 0 }',
    researcher('study: s.1, until: 2026-11-24'),
    researcher('until: 2028-02-29'),
    ...['none', 'adequacy', 'scc', 'consent', 'derogation'].map((basis) => researcher('').replace('none', basis)),
  ])('%s', (text) => expect(told(text)).toEqual([]));

  it('keeps the zeros of what looks like a number', () => {
    expect(settingsOf('account: 012345678901').account).toBe('012345678901');
    expect(settingsOf('account: 123456789012').account).toBe('123456789012');
    const courses = ['007', '1.10', '42', '12345678901234567890', '"8"'];
    for (const course of courses) {
      const { researchers } = settingsOf(researcher('').replace('c1', course));
      expect(researchers[0]?.grants[0]?.course).toBe(course.replaceAll('"', ''));
    }
  });

  it('counts durations in days', () => {
    const { audit } = settingsOf('expiries: { audit: P1Y2M3D }').expiries;
    expect(audit).toBe(365 + 60 + 3);
  });
});

describe('what is wrong, with its place and remedy', () => {
  it.each<[string, RegExp]>([
    ['name: Lake', /^1:7 name: got "Lake"; it must be 1 to 16 lower-case/],
    ['name: 1lake', /name: got "1lake"/],
    ['name: a2345678901234567', /name: got/],
    ['name: 12', /name: got 12; it must/],
    ['name: [a]', /name: got a list/],
    ['region: us-east-1', /^1:9 region: got "us-east-1"; it must be eu-west-3; .*region_override/],
    ['region: eu-central-1', /region_override/],
    ['region_override: { region: us-east-1, reason: there is no other way at all }', /^1:28 region_override.region: .*in the EU/],
    ['region_override: { region: eu-west-2, reason: there is no other way at all }', /London/],
    ['region_override: { region: eu-central-2, reason: there is no other way at all }', /Zurich/],
    ['region_override: { region: eu-west-1, reason: cheaper }', /region_override.reason: got "cheaper"; .*20/],
    ['region_override: { region: eu-west-1 }', /region_override.reason: is missing/],
    ['account: 12345678901', /account: got 12345678901; it must be the 12 digits/],
    ['account: 1234567890123', /account: .*12 digits/],
    ['account: "12345678901a"', /account: .*12 digits/],
    ['account: true', /account: got true; .*12 digits/],
    ['expiries: { raw: 14 }', /expiries.raw: got 14; .*as in P14D/],
    ['expiries: { raw: PT24H }', /whole days/],
    ['expiries: { raw: P }', /whole days/],
    ['expiries: { raw: P1W2D }', /whole days/],
    ['expiries: { raw: P0D }', /from P1D/],
    ['expiries: { audit: P999Y }', /to P36500D/],
    ['expiries: { intake: P15D }', /^1:21 expiries.intake: got "P15D"; .*P14D \(SQS/],
    ['expiries: { registry_backup: P36D }', /P35D \(DynamoDB/],
    ['expiries: { logs: P31D }', /expiries.logs: got "P31D"; .*nearest is P30D/],
    ['expiries: { logs: P5Y }', /nearest is P1827D/],
    ['expiries: { logs: P99Y }', /nearest is P3653D/],
    [source('{ platform: moodle }'), /^2:5 sources\[0\].id: is missing/],
    [source('{ id: Campus, platform: moodle }'), /sources\[0\].id: got "Campus"/],
    [source('{ id: 2024, platform: moodle }'), /sources\[0\].id: got 2024; .*quotes/],
    [source('{ id: campus, platform: sakai }'), /sources\[0\].platform: got "sakai"; .*openedx, moodle, canvas, other/],
    [source('{ id: campus, platform: moodle, policy: lax }'), /policy: got "lax"; .*strict, lenient/],
    [source('{ id: campus, platform: canvas, jwks_url: http://keys.example/ }'), /jwks_url: got "http:.*https address of a key set/],
    [source('{ id: campus, platform: canvas, jwks_url: "https://me:word@keys.example/" }'), /jwks_url: .*without a user or password/],
    [source('{ id: campus, platform: canvas, jwks_url: "https://keys.example/a b" }'), /jwks_url: got/],
    [source('{ id: campus, platform: canvas, jwks_url: "https://:0" }'), /jwks_url: got/],
    [source('campus'), /sources\[0\]: got "campus"; it must be a group of keys: id, platform, policy, title/],
    [source(''), /sources\[0\]: got nothing/],
    ['sources: { id: campus }', /sources: got a group of keys; it must be a list/],
    [source('{ id: a, platform: moodle }\n  - { id: a, platform: canvas }'), /^3:11 sources\[1\].id: .*sources\[0\] already/],
    ['alarms: { email: nobody }', /alarms.email: got \(not shown.*one e-mail address/],
    ['alarms: { budget_usd_per_month: 0 }', /budget_usd_per_month: got 0/],
    ['alarms: 5', /alarms: got 5; it must be a group of keys: email, budget/],
    ['limits: { requests_per_second: 0 }', /from 1 to 10000/],
    ['limits: { burst: 5001 }', /from 1 to 5000/],
    ['limits: { burst: "100" }', /got "100"; .*without quotes/],
    ['limits: { scan_gb_per_query: 0 }', /from 0.01/],
    ['limits: { reserved_concurrency: 10 }', /true or false/],
    ['cadence: { window_seconds: 301 }', /^1:28 cadence.window_seconds: got 301; .*0 to 300/],
    ['cadence: { window_seconds: 1.5 }', /whole number/],
    ['cadence: { merge_minutes: 0 }', /1 to 60/],
    ['cadence: { merge_minutes: 61 }', /1 to 60/],
    ['embedded: { port: 65536 }', /0 to 65535/],
    ['embedded: { data: "" }', /embedded.data: got ""/],
    [researcher('until: 2026-02-30'), /until: got "2026-02-30"; .*last day/],
    [researcher('until: 2026-11-23'), /^3:\d+ researchers\[0\].grants\[0\].until: this grant ended with 2026-11-23; remove it/],
    [researcher('study: a b'), /study: got "a b"/],
    [researcher('').replace('a purpose of its own', 'research'), /purpose: got "research"; .*10 to 500/],
    [researcher('').replace('transfer_basis: none, ', ''), /transfer_basis: is missing; .*GDPR chapter V/],
    [researcher('').replace('none', 'yes'), /transfer_basis: got "yes"/],
    [researcher('').replace('c1', '" c1"'), /course: got " c1"/],
    [researcher('').replace('c1', 'é'.repeat(128)), /course: got .*255 bytes/],
    [researcher('').replace('c1', '""'), /course: got ""/],
    [researcher('').replace('sso', 'leila'), /principal: got "leila"; .*ARN/],
    [researcher('').replace('sso', 'arn:aws:iam::123456789012:root'), /principal/],
    [researcher('').replace('sso', '"arn:aws:iam::123456789012:role/*"'), /principal/],
    [researcher('').replace('sso', '"*"'), /principal/],
    [researcher('').replace('leila', 'Leïla'), /researchers\[0\].id: got "Leïla"/],
  ])('%s', (text, mistake) => {
    const all = told(text);
    expect(all).toHaveLength(1);
    expect(all[0]).toMatch(mistake);
  });

  it.each<[string, RegExp]>([
    ['expirys: {}', /^1:1 expirys: unknown key "expirys"; did you mean expiries\?$/],
    ['expiries:\n  registryBackup: P1D', /^2:3 expiries.registryBackup: .*did you mean registry_backup\?/],
    ['cadence: { merge-minutes: 3 }', /did you mean merge_minutes\?/],
    [
      'limits: { colour: red }',
      /unknown key "colour"; the keys of limits are requests_per_second, burst, scan_gb_per_query, reserved_concurrency$/,
    ],
    [source('{ id: a, platform: moodle, secret: abcdef }'), /sources\[0\].secret: unknown key "secret"; the keys of sources\[0\] are id/],
    [researcher('transfer: scc'), /unknown key "transfer"/],
  ])('unknown keys: %s', (text, mistake) => expect(told(text)).toEqual([expect.stringMatching(mistake)]));
});
