import { describe, expect, it } from 'vitest';
import { itemsOf } from '#core/receive/items.ts';
import { unshipped } from '#core/receive/shipped.ts';

const LINE = '{"event_type": "page_close", "time": "2026-02-03T04:05:06.000000+00:00", "event": "{}", "host": "campus.example"}';
const record = (members: object) => JSON.stringify(members);

describe('a line in the record of its shipper', () => {
  it.each([
    ['Vector', { message: LINE, path: '/edx/tracking.log', host: 'worker-1', source_type: 'file', timestamp: '2026-02-03T04:05:07Z' }],
    ['Fluent Bit', { date: 1770091507.1, log: LINE }],
    ['Docker', { log: `${LINE}\n`, stream: 'stdout', time: '2026-02-03T04:05:07Z' }],
    ['Fluent Bit in a cluster', { '@timestamp': 'x', log: LINE, kubernetes: { pod_name: 'lms-1', labels: { app: 'lms' } } }],
  ])('of %s is taken out of it', (_who, members) => {
    expect(unshipped(record(members))).toBe(LINE);
  });

  it('is the same after it was stored, whatever it holds', () => {
    const line = unshipped(record({ log: '{"event_type": "\ud800"}' }));
    expect(line).toBe('{"event_type": "\ufffd"}');
    expect(Buffer.from(line).toString()).toBe(line);
  });

  it('may have a syslog prefix', () => {
    expect(unshipped(record({ log: `Feb 3 [tracking] ${LINE}` }))).toBe(`Feb 3 [tracking] ${LINE}`);
  });

  it.each([
    ['an event that has a host', record({ host: 'campus.example', event_type: 'page_close' })],
    ['a record that says more', record({ message: LINE, password: 'x' })],
    ['a record of several lines', record({ log: `${LINE}\n${LINE}` })],
    ['a record without a line', record({ log: '', stream: 'stdout' })],
    ['a record whose line is no text', record({ log: { a: 1 } })],
    ['what is no JSON', '{"log": "x'],
    ['what nests without end', `{"log":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
  ])('is left alone in %s', (_what, line) => {
    expect(unshipped(line)).toBe(line);
  });

  it('comes as lines and as an array', () => {
    const records = [record({ date: 1, log: LINE }), record({ date: 2, log: LINE.replace('page_close', 'seq_next') })];
    const types = (body: string, type: string) => {
      const items = itemsOf(Buffer.from(body), type);
      return items.ok ? items.lines.map((line) => (JSON.parse(line) as { event_type: string }).event_type) : null;
    };
    expect(types(`${records.join('\n')}\n`, 'application/x-ndjson')).toEqual(['page_close', 'seq_next']);
    expect(types(`[${records.join(',')}]`, 'application/json')).toEqual(['page_close', 'seq_next']);
  });
});
