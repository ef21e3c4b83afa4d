import { describe, expect, it } from 'vitest';
import { told } from './told.ts';

const SOURCES = 'sources: [{ id: campus, platform: openedx }, { id: moodle, platform: moodle }]\n';

interface Grant {
  readonly source?: string;
  readonly course: string;
  readonly study?: string;
  readonly until?: string;
}

function researcher(id: string, grants: readonly Grant[], principal = 'sso'): string {
  const lines = grants.map(
    ({ source = 'campus', course, study, until }) =>
      `      - { source: ${source}, course: ${course}, purpose: how learners go on, transfer_basis: none${study === undefined ? '' : `, study: ${study}`}${until === undefined ? '' : `, until: ${until}`} }\n`,
  );
  return `  - id: ${id}\n    principal: ${principal}\n    grants:\n${lines.join('')}`;
}

const file = (...researchers: readonly string[]) => `${SOURCES}researchers:\n${researchers.join('')}`;

describe('courses of one source, for one researcher', () => {
  it.each<[string, readonly Grant[]]>([
    ['one', [{ course: 'a' }]],
    ['one of each source', [{ course: 'a' }, { source: 'moodle', course: 'b' }]],
    [
      'two within one study',
      [
        { course: 'a', study: 's1' },
        { course: 'b', study: 's1' },
      ],
    ],
    ['one, for two purposes', [{ course: 'a' }, { course: 'a', study: 's1' }]],
  ])('%s may be granted', (_, grants) => expect(told(file(researcher('leila', grants)))).toEqual([]));

  it.each<[string, readonly Grant[], RegExp]>([
    [
      'two without a study',
      [{ course: 'a' }, { course: 'b' }],
      /^7:35 researchers\[0\].grants\[1\].course: this and researchers\[0\].grants\[0\]/,
    ],
    ['two, the second without', [{ course: 'a', study: 's1' }, { course: 'b' }], /grants\[1\].course/],
    ['two, the first without', [{ course: 'a' }, { course: 'b', study: 's1' }], /grants\[1\].study/],
    [
      'two of two studies',
      [
        { course: 'a', study: 's1' },
        { course: 'b', study: 's2' },
      ],
      /grants\[1\].study/,
    ],
    ['a third, which came later', [{ course: 'a', study: 's1' }, { course: 'b', study: 's1' }, { course: 'c' }], /grants\[2\].course/],
    ['one of them again outside', [{ course: 'a', study: 's1' }, { course: 'b', study: 's1' }, { course: 'a' }], /grants\[2\].course/],
    ['two numbers', [{ course: '7' }, { course: '8' }], /grants\[1\].course/],
  ])('%s may not', (_, grants, mistake) => {
    const all = told(file(researcher('leila', grants)));
    expect(all).toHaveLength(1);
    expect(all[0]).toMatch(mistake);
    expect(all[0]).toMatch(/learners linked from one course to the other.*name the same approved study/);
  });

  it('are judged by researcher', () => {
    expect(told(file(researcher('leila', [{ course: 'a' }]), researcher('omar', [{ course: 'b' }])))).toEqual([]);
  });

  it('cannot be spread over two names of one principal', () => {
    const role = 'arn:aws:iam::123456789012:role/leila';
    const all = told(file(researcher('leila', [{ course: 'a' }], role), researcher('leila-2', [{ course: 'b' }], role)));
    expect(all).toEqual([expect.stringMatching(/researchers\[1\].principal: this principal stands in researchers\[0\] already/)]);
  });
});

it('one id is one researcher', () => {
  const all = told(file(researcher('leila', [{ course: 'a' }]), researcher('leila', [{ course: 'b' }])));
  expect(all).toEqual([expect.stringMatching(/researchers\[1\].id: this id stands in researchers\[0\] already/)]);
});

it('a grant is of a source that is listed', () => {
  expect(told(file(researcher('leila', [{ source: 'campsu', course: 'a' }])))).toEqual([
    expect.stringMatching(/^6:19 researchers\[0\].grants\[0\].source: got "campsu"; there is no source of this id: did you mean campus\?/),
  ]);
  const faulty = file(researcher('leila', [{ course: 'a' }])).replace('platform: openedx', 'platform: sakai');
  expect(told(faulty)).toEqual([expect.stringContaining('got "sakai"')]);
});

it('a grant ends with its last day, where that is asked', () => {
  const text = file(researcher('leila', [{ course: 'a', until: '2026-11-24' }]));
  expect(told(text, '2026-11-24')).toEqual([]);
  expect(told(text, '2026-11-25')).toHaveLength(1);
  expect(told(text, null)).toEqual([]);
});

describe('how much there may be', () => {
  const courses = (n: number) => Array.from({ length: n }, (_, course) => ({ course: `c-${course}`, study: 's1' }));

  it('200 courses of one researcher', () => expect(told(file(researcher('leila', courses(200))))).toEqual([]));

  it('and not one more, since no role can name it', () => {
    const all = told(file(researcher('leila', courses(201))));
    expect(all).toEqual([
      expect.stringMatching(/researchers\[0\].grants\[200\].course: this is course 201 .*IAM's policies hold 200: divide/),
    ]);
  });

  it('60 researchers, and not one more', () => {
    const some = (n: number) => Array.from({ length: n }, (_, one) => researcher(`r-${one}`, []).replace(/grants:\n$/, 'grants: []\n'));
    expect(told(file(...some(60)))).toEqual([]);
    expect(told(file(...some(61)))).toEqual([expect.stringMatching(/researchers: got a list; it must hold 60 researchers at most/)]);
  });
});
