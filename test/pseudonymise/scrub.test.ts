import { describe, expect, it } from 'vitest';
import { native } from '#core/normalise/dialects/native.ts';
import type { LearningEvent } from '#core/normalise/learning-event.ts';
import { courseKeys } from '#core/pseudonymise/course-keys.ts';
import { KeyRing } from '#core/pseudonymise/keys.ts';
import type { EventToken } from '#core/pseudonymise/pseudonym.ts';
import { scrub } from '#core/pseudonymise/scrub.ts';
import { ManualClock } from '../support/memory/clock.ts';
import { MemoryVault } from '../support/memory/key-vault.ts';

const ring = new KeyRing(new MemoryVault(new Uint8Array(32).fill(3)), new ManualClock(0));

async function scrubbed(changes: Partial<LearningEvent>) {
  const event: LearningEvent = {
    identity: { form: 'id', value: 'x', coarse: false },
    time: 0,
    course: null,
    person: null,
    role: null,
    session: null,
    category: 'navigation',
    action: 'viewed',
    object: null,
    parent: null,
    page: null,
    referrer: null,
    facts: {},
    client: {},
    ...changes,
  };
  const keys = await courseKeys(ring, 'campus', '', 1);
  return scrub(event, {
    eventId: 'e1x' as EventToken,
    time: 0,
    received: 0,
    source: 'campus',
    dialect: native,
    keys,
    eventKey: await ring.subkey('event', 'campus', 1),
    learner: null,
  });
}

describe('what is kept of the software', () => {
  it.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
      'Chrome',
      131,
      'Windows 10',
      'desktop',
    ],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:132.0) Gecko/20100101 Firefox/132.0', 'Firefox', 132, 'macOS 10', 'desktop'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
      'Safari',
      18,
      'iOS 18',
      'mobile',
    ],
    [
      'Mozilla/5.0 (Linux; Android 14; SM-X710) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
      'Chrome',
      131,
      'Android 14',
      'tablet',
    ],
    ['élève-17 s own client 4.2', null, null, null, null],
    ['jean.dupont@example.org/3', null, null, null, null],
    ['', null, null, null, null],
  ])('%s', async (userAgent, browser, browser_major, os, device) => {
    expect(await scrubbed({ client: { userAgent } })).toMatchObject({ browser, browser_major, os, device });
  });

  it.each([
    ['fr-FR,fr;q=0.9', 'fr'],
    ['EN', 'en'],
    [' gsw-CH', 'gsw'],
    ['amelie', null],
    ['*', null],
    ['', null],
  ])('language %j is %j', async (language, primary) => {
    expect(await scrubbed({ client: { language } })).toMatchObject({ language: primary });
  });

  it.each([
    [320, 'small'],
    [767, 'small'],
    [768, 'medium'],
    [1280, 'large'],
    [0, null],
  ])('a screen of %d CSS pixels is %s', async (screenWidth, screen) => {
    expect(await scrubbed({ client: { screenWidth } })).toMatchObject({ screen });
  });
});

describe('sessions and objects', () => {
  it('keeps no session of nobody: without a salt it could be computed again', async () => {
    expect(await scrubbed({ session: 'abc' })).toMatchObject({ session: null });
  });

  it('keeps public ids, and names the others by the course', async () => {
    const row = await scrubbed({
      object: { form: 'token', type: 'thread', id: '64d1df08' },
      parent: { form: 'plain', type: 'topic', id: 'general' },
    });
    expect(row).toMatchObject({ object_type: 'thread', object_id: expect.stringMatching(/^o1[a-z2-7]{26}$/), object_parent: 'general' });
  });
});
