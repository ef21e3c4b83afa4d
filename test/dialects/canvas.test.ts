import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detect } from '#core/normalise/detect.ts';
import type { JsonObject } from '#core/normalise/dialect.ts';
import { caliper } from '#core/normalise/dialects/caliper/caliper.ts';
import { canvas } from '#core/normalise/dialects/canvas/canvas.ts';
import { DENIED } from '#core/normalise/dialects/canvas/denied.ts';
import { globalId, localId } from '#core/normalise/dialects/canvas/ids.ts';
import { EVENT_TYPES } from '#core/normalise/dialects/canvas/table.ts';
import { VOCABULARY } from '#core/normalise/dialects/canvas/vocabulary.ts';
import type { LearningEvent } from '#core/normalise/learning-event.ts';
import catalogue from './canvas-catalogue.json' with { type: 'json' };

interface Item extends JsonObject {
  readonly metadata: JsonObject;
  readonly body: JsonObject;
}

const read = (dialect: string, name: string, end: 'in' | 'out'): unknown =>
  JSON.parse(readFileSync(new URL(`${dialect}/${name}.${end}.json`, import.meta.url), 'utf8'));
const given = (name: string) => (read('canvas', name, 'in') as { item: Item }).item;
const names = readdirSync(new URL('canvas/', import.meta.url))
  .filter((file) => file.endsWith('.in.json'))
  .map((file) => file.slice(0, -'.in.json'.length));
const ignore = () => {};

function eventOf(item: Item): LearningEvent {
  const outcome = canvas.normalise(item, ignore);
  if (outcome.kind !== 'event') throw new Error(`no event: ${JSON.stringify(outcome)}`);
  return outcome.event;
}

describe('the table', () => {
  it('gives a place to every event of the documented catalogue: a row, or none by name', () => {
    expect(catalogue.filter((name) => !EVENT_TYPES.has(name) && !DENIED.has(name))).toEqual([]);
    expect([...EVENT_TYPES.keys()].filter((name) => DENIED.has(name))).toEqual([]);
  });

  it('has a golden pair for each of its names', () => {
    expect([...EVENT_TYPES.keys(), ...DENIED].filter((name) => !names.includes(name))).toEqual([]);
    for (const name of EVENT_TYPES.keys()) expect(read('canvas', name, 'out')).toMatchObject({ outcome: { kind: 'event' } });
    for (const name of DENIED) expect(read('canvas', name, 'out')).toMatchObject({ outcome: { kind: 'drop', reason: 'denied_type' } });
  });

  it('names nothing unused but words of its vocabulary', () => {
    for (const name of names) {
      const { unused } = read('canvas', name, 'out') as { unused: string[] };
      expect(unused.filter((path) => path !== '(unknown)' && !VOCABULARY.has(path))).toEqual([]);
    }
  });

  it('is alone in recognising its events', () => {
    for (const name of names) expect(detect(given(name))).toBe(canvas);
  });
});

describe('one act is one event', () => {
  it('whatever the host, browser, addresses and names', () => {
    for (const name of names) {
      const { metadata, body } = given(name);
      const dressed = {
        metadata: {
          ...metadata,
          hostname: 'autre',
          user_agent: 'autre',
          client_ip: '198.51.100.1',
          referrer: '',
          url: '',
          user_login: 'autre',
        },
        body: { ...body, user_name: 'autre', name: 'autre', title: 'autre', asset_name: 'autre' },
      };
      const [one, other] = [canvas.normalise({ metadata, body }, ignore), canvas.normalise(dressed, ignore)];
      if (one.kind === 'event' && other.kind === 'event') expect(other.event.identity).toEqual(one.event.identity);
    }
  });

  it('and thirty marks that a teacher saves in one millisecond are thirty', () => {
    const { metadata, body } = given('grade_change');
    const ids = Array.from({ length: 30 }, (_, i) => {
      const id = `210700000000001${String(i).padStart(2, '0')}`;
      return eventOf({ metadata, body: { ...body, submission_id: id, student_id: id, user_id: id } }).identity.value;
    });
    expect(new Set(ids).size).toBe(30);
  });

  it('whether ids are text or numbers, global or local', () => {
    const shard = 2107n;
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 13n - 1n }), (local) => {
        const whole = globalId(String(local), shard) as string;
        expect(globalId(whole, shard)).toBe(whole);
        expect(globalId(Number(local), shard)).toBe(whole);
        expect(localId(whole)).toBe(String(local));
      }),
    );
    const { metadata, body } = given('discussion_entry_created');
    const local = eventOf({ metadata: { ...metadata, context_id: 565 }, body });
    expect(local.course).toBe(eventOf({ metadata, body }).course);
  });
});

describe('raw and as Caliper', () => {
  it.each([
    ['logged_in', 'SessionEvent.LoggedIn'],
    ['submission_created', 'canvas.submission-created'],
    ['quiz_submitted', 'canvas.quiz-submitted'],
    ['grade_change', 'canvas.grade-change'],
    ['discussion_topic_created', 'canvas.thread-created'],
    ['discussion_entry_created', 'canvas.entry-created'],
    ['enrollment_created', 'canvas.enrollment-created'],
    ['enrollment_updated.deleted', 'canvas.enrollment-deleted'],
    ['asset_accessed', 'canvas.asset.page'],
    ['asset_accessed.quiz', 'canvas.asset.quiz'],
    ['asset_accessed.list', 'canvas.asset.list'],
    ['asset_accessed.tool', 'canvas.asset.tool'],
    ['asset_accessed.masquerade', 'canvas.masquerade'],
  ])('%s is the same row', (raw, told) => {
    const item = (read('caliper', told, 'in') as { item: JsonObject }).item;
    const other = caliper.normalise(item, ignore);
    if (other.kind !== 'event') throw new Error('no event');
    const act = ({ category, action, object }: LearningEvent) => [category, action, object?.type ?? null, object?.form ?? null];
    const event = eventOf(given(raw));
    expect(act(event)).toEqual(act(other.event));
    if (raw !== 'logged_in') expect(event.course).toBe(other.event.course);
    // Course material has one id in both.
    if (event.object?.form === 'plain' && raw !== 'asset_accessed.quiz') expect(other.event.object).toEqual(event.object);
  });
});

describe('whom a row is about', () => {
  it('is the learner and not the teacher', () => {
    expect(eventOf(given('grade_change')).person).toEqual([{ kind: 'user_id', value: '21070000000000042' }]);
    expect(eventOf(given('enrollment_created')).person).toEqual([{ kind: 'user_id', value: '21070000000000043' }]);
  });

  it('is whoever looks at Canvas as somebody else, as staff', () => {
    const { person, role } = eventOf(given('asset_accessed.masquerade'));
    expect([person, role]).toEqual([[{ kind: 'user_id', value: '21070000000000987' }], 'staff']);
  });
});
