import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HttpSigningKeys } from '#adapters/http-signing-keys.ts';
import { passing } from '#core/errors.ts';
import { JwksServer } from '../support/jwks-server.ts';
import { ManualClock } from '../support/memory/clock.ts';

const MINUTE = 60_000;
const UNAVAILABLE = { code: 'signing_keys_unavailable' };
const key = (kid: string) => ({ kid, kty: 'RSA', n: 'x', e: 'AQAB' });
const kids = async (from: HttpSigningKeys, kid = 'a') => (await from.of(server.url, kid)).keys.map((one) => one.kid);

let server: JwksServer;
let clock: ManualClock;
let keys: HttpSigningKeys;

beforeEach(async () => {
  server = await JwksServer.start();
  server.publish(key('a'));
  clock = new ManualClock(Date.UTC(2026, 2, 10));
  keys = new HttpSigningKeys({ clock, limitMs: 200, loopback: true });
});
afterEach(() => server.stop());

describe('a key set', () => {
  it('is asked for once in ten minutes, however many want it', async () => {
    await Promise.all(Array.from({ length: 50 }, () => kids(keys)));
    clock.advance(10 * MINUTE - 1);
    expect(await kids(keys)).toEqual(['a']);
    expect(server.asked).toBe(1);
    clock.advance(1);
    server.publish(key('b'));
    expect(await kids(keys, 'b')).toEqual(['b']);
    expect(server.asked).toBe(2);
  });

  it('is asked for anew when a key is not in it, once a minute', async () => {
    await kids(keys);
    server.publish(key('a'), key('b'));
    expect(await kids(keys, 'b')).toEqual(['a']);
    clock.advance(MINUTE);
    expect(await kids(keys, 'b')).toEqual(['a', 'b']);
    expect(server.asked).toBe(2);
  });

  it('costs nothing by a flood of unknown keys', async () => {
    for (let i = 0; i < 1_000; i++) await kids(keys, `made-up-${i}`);
    await Promise.all(Array.from({ length: 1_000 }, (_, i) => kids(keys, `made-up-${i}`)));
    expect(server.asked).toBe(1);
    clock.advance(MINUTE);
    await Promise.all(Array.from({ length: 1_000 }, (_, i) => kids(keys, `made-up-${i}`)));
    expect(server.asked).toBe(2);
  });

  it('holds for a day while no newer one can be had', async () => {
    await kids(keys);
    server.say('', 500);
    clock.advance(24 * 60 * MINUTE);
    for (let i = 0; i < 100; i++) expect(await kids(keys)).toEqual(['a']);
    expect(server.asked).toBe(2);
    clock.advance(1);
    await expect(kids(keys)).rejects.toMatchObject(UNAVAILABLE);
    server.publish(key('c'));
    clock.advance(MINUTE);
    expect(await kids(keys, 'c')).toEqual(['c']);
  });

  it('that cannot be had is asked for again after ten seconds, not before', async () => {
    server.say('', 503);
    for (let i = 0; i < 10; i++) await expect(kids(keys)).rejects.toMatchObject(UNAVAILABLE);
    expect(server.asked).toBe(1);
    server.publish(key('a'));
    clock.advance(10_000);
    expect(await kids(keys)).toEqual(['a']);
  });

  it('keeps of what is published the keys that have a name and a kind', async () => {
    server.publish({ kty: 'RSA' }, { kid: 7, kty: 'RSA' }, 'x' as never, null as never, key('a'));
    expect(await kids(keys)).toEqual(['a']);
  });
});

describe('no key set', () => {
  it.each([
    ['an error', () => server.say(JSON.stringify({ keys: [key('a')] }), 500)],
    ['a redirect', () => server.say('', 302, { location: server.url })],
    ['no JSON', () => server.say('<html>')],
    ['other JSON', () => server.say('{"keys": {}}')],
    ['no keys', () => server.publish()],
    ['keys without names', () => server.publish({ kty: 'RSA' })],
    ['more than 64 KB', () => server.publish(key('a'), { filler: 'x'.repeat(65_536) })],
    [
      'an endless answer',
      () => {
        server.answer = (response) => {
          response.writeHead(200);
          const timer = setInterval(() => response.write(' '.repeat(10_000)), 1);
          response.on('close', () => clearInterval(timer));
        };
      },
    ],
    ['silence', () => (server.answer = () => {})],
    [
      'half an answer',
      () => {
        server.answer = (response) => void response.writeHead(200, { 'content-length': '1000' }).write('{"keys": [');
      },
    ],
  ])('is %s', async (_what, say) => {
    say();
    const began = performance.now();
    const fault = await keys.of(server.url, 'a').catch((error: unknown) => error);
    expect(fault).toMatchObject(UNAVAILABLE);
    // Whoever sent the events tries again.
    expect(passing(fault)).toBe(true);
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(server.asked).toBeLessThanOrEqual(1);
  });

  it('is at an address without TLS, or without HTTP', async () => {
    const strict = new HttpSigningKeys({ clock });
    await expect(strict.of(server.url, 'a')).rejects.toMatchObject(UNAVAILABLE);
    for (const url of ['http://keys.exemple.fr/jwks', 'file:///etc/passwd', 'data:application/json,{"keys":[]}', 'nonsense']) {
      await expect(keys.of(url, 'a')).rejects.toMatchObject(UNAVAILABLE);
    }
    expect(server.asked).toBe(0);
  });

  it('remembers no address for ever', async () => {
    await kids(keys);
    for (let i = 0; i < 1_000; i++) await keys.of(`nonsense-${i}`, 'a').catch(() => {});
    expect(await kids(keys)).toEqual(['a']);
    expect(server.asked).toBe(2);
  });
});
