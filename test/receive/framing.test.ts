import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseLine } from '#core/normalise/normalise.ts';
import { cuts } from '#core/receive/cut.ts';
import { endsInside, fieldsOf } from '#core/receive/framing/csv.ts';
import { framed, UNDECLARED } from '#core/receive/framing/framing.ts';
import { headerOf } from '#core/receive/framing/header.ts';
import { itemsOf } from '#core/receive/items.ts';

const HEADER = 'id,eventname,userid,courseid,other,timecreated';
const REPORT = 'Time,"User full name","Affected user","Event context",Component,"Event name",Description,Origin,"IP address"';
const LINE = `"14/03/25, 11:07","Zoé Martin",-,"Page: FAQ",Page,"Course module viewed","The user with id '17' viewed the 'page' activity with course module id '12'.",web,192.0.2.1`;
const PARIS = { timeZone: 'Europe/Paris', course: null };

const quoted = (field: string): string => `"${field.replaceAll('"', '""')}"`;
const objects = (lines: readonly string[]): unknown[] => lines.map((line) => JSON.parse(line) as unknown);

async function bulk(text: string | Uint8Array, declared = UNDECLARED, size = 1_000): Promise<string[]> {
  const bytes = Buffer.from(text as string);
  const chunks = async function* () {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  };
  const lines: string[] = [];
  for await (const cut of cuts(chunks(), declared)) lines.push(...cut.lines);
  return lines;
}

function posted(text: string, type?: string, declared = UNDECLARED): readonly string[] {
  const items = itemsOf(Buffer.from(text), type, declared);
  if (!items.ok) throw new Error(items.reason);
  return items.lines;
}

describe('a table as CSV', () => {
  it('gives one object a row, marked, posted or in bulk', async () => {
    const text = `${HEADER}\r\n1,\\core\\event\\course_viewed,17,4,"{""a"":""x, y""}",1741946820\r\n`;
    const expected = [
      {
        id: '1',
        eventname: '\\core\\event\\course_viewed',
        userid: '17',
        courseid: '4',
        other: '{"a":"x, y"}',
        timecreated: '1741946820',
        moodle_log: 1,
      },
    ];
    for (const lines of [
      posted(text, 'text/csv'),
      posted(text),
      posted(text, 'text/plain'),
      posted(`\ufeff${text}`),
      await bulk(text),
      await bulk(`\ufeff${text}`, UNDECLARED, 7),
    ]) {
      expect(objects(lines)).toEqual(expected);
    }
  });

  it.each([
    [',', 'text/csv'],
    [';', 'text/csv; charset=utf-8'],
    ['\t', 'text/tab-separated-values'],
  ] as const)('reads back what was written with %j', (delimiter, type) => {
    const cell = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('"', ',', ';', '\t', '\n', 'é', '{') }));
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
        const lines = rows.map(([other, origin]) => ['1', quoted(other), '\\core\\event\\x', '5', quoted(origin)].join(delimiter));
        const text = [['id', 'other', 'eventname', '"timecreated"', 'origin'].join(delimiter), ...lines].join('\n');
        const read = objects(posted(text, type)) as { other: string; origin: string }[];
        // A carriage return before a line break is taken for part of it.
        const plain = (given: string) => given.replaceAll('\r\n', '\n').replace(/\r$/, '');
        expect(read.map(({ other, origin }) => [plain(other), plain(origin)])).toEqual(rows.map(([a, b]) => [plain(a), plain(b)]));
      }),
    );
  });

  it('rejects a row with a field too few or too many, alone', () => {
    const lines = posted(
      `${HEADER}\n1,\\core\\event\\course_viewed,17,4,N;\n2,\\core\\event\\course_viewed,17,4,N;,1741946820\n3,a,b,c,d,e,f\n`,
    );
    const codes = lines
      .map((line) => normaliseLine(line, null, Date.UTC(2026, 0, 1), () => {}).outcome)
      .map((outcome) => ('code' in outcome ? outcome.code : outcome.kind));
    expect(codes).toEqual(['malformed_csv', 'event', 'malformed_csv']);
  });

  it('loses one line to a quote that is never closed', () => {
    const good = (id: number) => `${id},\\core\\event\\course_viewed,17,4,N;,1741946820`;
    for (const more of [3, 2_000]) {
      const rows = Array.from({ length: more }, (_, i) => good(i + 2));
      const lines = objects(posted([HEADER, good(0), '1,"oops,17,4,N;,1741946820', ...rows].join('\n'), 'text/csv')) as {
        id?: string;
        fault?: string;
      }[];
      expect(lines.map(({ id, fault }) => fault ?? id)).toEqual(['0', 'row', ...rows.map((_, i) => String(i + 2))]);
    }
  });

  it('takes a field of several lines, and no more than 500', () => {
    const row = (lines: number) => `1,\\core\\event\\x,17,4,"${'text\n'.repeat(lines)}",1741946820`;
    expect(posted(`${HEADER}\n${row(400)}`)).toHaveLength(1);
    expect(posted(`${HEADER}\n${row(600)}`).length).toBeGreaterThan(500);
  });

  it('passes a line that is no UTF-8 on, alone', async () => {
    const good = '1,\\core\\event\\x,17,4,N;,1741946820\n';
    const lines = await bulk(Buffer.concat([Buffer.from(`${HEADER}\n${good}`), Buffer.from('2,\xe9\n', 'latin1'), Buffer.from(good)]));
    expect(lines.map((line) => line.startsWith('\0not-utf-8:'))).toEqual([false, true, false]);
  });

  it('says of CSV with an unknown header that it is unknown, row by row', () => {
    const lines = posted('nom,prénom\nMartin,Zoé\n', 'text/csv');
    expect(lines.map((line) => normaliseLine(line, null, 0, () => {}).outcome)).toEqual([
      { kind: 'rejection', code: 'unknown_csv_header' },
      { kind: 'rejection', code: 'unknown_csv_header' },
    ]);
  });

  it('is refused with too many rows', () => {
    const rows = `${HEADER}\n${'1,x,y,z,a,b\n'.repeat(10_001)}`;
    expect(itemsOf(Buffer.from(rows), 'text/csv')).toEqual({ ok: false, reason: 'too_many_items' });
    expect(itemsOf(Buffer.from('\n'.repeat(100_001)), 'text/csv')).toEqual({ ok: false, reason: 'too_many_items' });
  });

  it('leaves all other lines as they are', () => {
    fc.assert(
      fc.property(fc.array(fc.string().map((text) => text.replaceAll('\n', ' '))), (lines) => {
        if (lines.some((line) => line.startsWith('[')) || lines.length === 0) return;
        expect([...framed(lines, PARIS)]).toEqual(lines);
      }),
    );
  });

  it('is cut alike, wherever the chunks end', async () => {
    const text = `${HEADER}\n${Array.from({ length: 300 }, (_, i) => `${i},"a\n""b""",17,4,${i % 7 === 0 ? '"' : ''}x,5`).join('\n')}`;
    const whole = await bulk(text, UNDECLARED, 1 << 20);
    for (const size of [1, 13, 997]) expect(await bulk(text, UNDECLARED, size)).toEqual(whole);
  });

  it('costs little, whatever its quotes', () => {
    const started = performance.now();
    for (const line of ['"a",b","c', '"', '"""', 'x,"y', 'x'.repeat(100)])
      Array.from(framed([HEADER, ...Array.from({ length: 20_000 }, () => line)], UNDECLARED));
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe('a downloaded report', () => {
  it('gives each line its columns, its language, the declared zone and course', async () => {
    const declared = { timeZone: 'Europe/Paris', course: '4' };
    const [line] = objects(await bulk(`${REPORT}\n${LINE}\n`, declared)) as Record<string, unknown>[];
    expect(line).toMatchObject({
      moodle_report: 1,
      time_zone: 'Europe/Paris',
      in_course: '4',
      language: 'en',
      time: '14/03/25, 11:07',
      component: 'Page',
    });
    const { outcome } = normaliseLine(JSON.stringify(line), null, Date.UTC(2026, 0, 1), () => {});
    expect(outcome).toMatchObject({
      kind: 'event',
      event: { time: Date.UTC(2025, 2, 14, 10, 7), course: '4', action: 'viewed', object: { id: '12' } },
    });
  });

  it('without a zone is rejected with the remedy', () => {
    const outcomes = posted(`${REPORT}\n${LINE}\n`).map((line) => normaliseLine(line, null, Date.UTC(2026, 0, 1), () => {}).outcome);
    expect(outcomes).toMatchObject([{ code: 'missing_time_zone' }]);
  });

  it('in JSON is one line a row, whatever stands around the rows', async () => {
    const row = fieldsOf(LINE, ',') as string[];
    for (const document of [[[row, row]], [row, row], [['BIO', ...row]]]) {
      for (const text of [JSON.stringify(document), JSON.stringify(document, null, 1)]) {
        for (const lines of [posted(text, 'application/json', PARIS), await bulk(text, PARIS)]) {
          const read = objects(lines) as Record<string, unknown>[];
          expect(read).toHaveLength(document[0] === row ? 2 : document[0]?.length === 10 ? 1 : 2);
          for (const each of read)
            expect(each).toMatchObject({ moodle_report: 1, time_zone: 'Europe/Paris', time: '14/03/25, 11:07', ip: '192.0.2.1' });
        }
      }
    }
  });

  it('in JSON with rows of another shape stays as it is, and is rejected', () => {
    for (const text of ['[[["a","b"]]]', '[[[1,2,3,4,5,6,7,8,9]]]', '[[[[["a"]]]]]', '[[],[]]']) {
      for (const line of posted(text, 'application/json', PARIS)) {
        expect(normaliseLine(line, null, 0, () => {}).outcome.kind).toBe('rejection');
      }
    }
  });

  it('does not repeat endless declarations', () => {
    const [line = ''] = framed([REPORT, LINE], { timeZone: 'x'.repeat(10_000), course: '9'.repeat(10_000) });
    expect(line.length).toBeLessThan(1_000);
  });
});

describe('a mixed file', () => {
  it('has rows of the table, a report in JSON and other dialects side by side', async () => {
    const row = JSON.stringify({ id: 1, eventname: '\\core\\event\\course_viewed', userid: 17, courseid: 4, timecreated: 1_741_946_820 });
    const native = JSON.stringify({ sillage: 1, id: 'n1', time: '2025-03-14T10:00:00Z', category: 'navigation', action: 'viewed' });
    const text = [row, native, JSON.stringify([fieldsOf(LINE, ',')]), 'not json'].join('\n');
    const dialects = (lines: readonly string[]) =>
      lines.map((line) => normaliseLine(line, null, Date.UTC(2026, 0, 1), () => {}).dialect?.name);
    for (const lines of [await bulk(text, PARIS), posted(text, 'application/x-ndjson', PARIS)]) {
      expect(dialects(lines)).toEqual(['moodle', 'native', 'moodle', undefined]);
    }
  });
});

describe('one record', () => {
  it('ends inside a quoted field exactly where more text would belong to it', () => {
    const text = fc.string({ unit: fc.constantFrom('"', ',', 'a', ' '), maxLength: 12 });
    fc.assert(
      fc.property(text, (line) => {
        if (fieldsOf(line, ',') !== null) expect(endsInside(line, ',', false)).toBe(false);
      }),
    );
  });

  it.each([
    ['a,b', ['a', 'b']],
    ['', ['']],
    ['a,', ['a', '']],
    ['"a""b",', ['a"b', '']],
    ['a"b,c', ['a"b', 'c']],
    ['"a"b,c', null],
    ['"a', null],
  ])('%s', (line, fields) => expect(fieldsOf(line, ',')).toEqual(fields));

  it('is a header only by its columns', () => {
    expect(headerOf('id;eventname;timecreated')?.kind).toBe('log');
    expect(headerOf('"ID","EVENTNAME","TIMECREATED"')?.kind).toBe('log');
    expect(headerOf(REPORT)?.kind).toBe('report');
    for (const line of ['', 'id,eventname', '{"id":1,"eventname":2,"timecreated":3}', `${'x,'.repeat(5_000)}id,eventname,timecreated`]) {
      expect(headerOf(line)).toBeNull();
    }
  });
});
