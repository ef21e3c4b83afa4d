import { describe, expect, it } from 'vitest';
import type { JsonObject, Outcome } from '#core/normalise/dialect.ts';
import { openedx } from '#core/normalise/dialects/openedx/openedx.ts';
import { DENIED } from '#core/normalise/dialects/openedx/routes/route.ts';
import { TAKEN } from '#core/normalise/dialects/openedx/routes/words.ts';
import { EVENT_TYPES } from '#core/normalise/dialects/openedx/table.ts';
import { VOCABULARY } from '#core/normalise/dialects/openedx/vocabulary.ts';
import type { ObjectRef } from '#core/normalise/learning-event.ts';
import catalogue from './openedx-catalogue.json' with { type: 'json' };

// Canaries go where people may hide; none may come out but in the fields that are made into tokens, or into a family and a version.

const COURSE = 'course-v1:UnivArmor+BIO101+2025_A';
const BLOCK = 'block-v1:UnivArmor+BIO101+2025_A+type@vertical+block@0123456789abcdef0123456789abcdef';
const MARK = /canari|93847561|ffc0ffee/i;

/** People in words, as an address, as a name that any grammar of names would let pass, as a number, as a hash. */
const FLAVOURS: Readonly<Record<string, unknown>> = {
  words: 'Zoé Canari, groupe du mardi',
  address: 'zoe.canari@exemple.fr',
  slug: 'zoe_canari',
  choice: 'choice_canari',
  number: 93847561,
  hash: 'ffc0ffee0123456789abcdef01234567',
  form: 'input_zoe_canari_2_1=canari&canari=93847561',
  url: 'https://cours.exemple.fr/u/zoe_canari/canari?canari=zoe.canari@exemple.fr#canari',
};

/** Everything of an outcome that may be shown to somebody: not the ids that become tokens, not what the identity is made of. */
function shown(outcome: Outcome): unknown {
  if (outcome.kind !== 'event') return outcome;
  const { identity: _, person: __, session: ___, client, object, parent, ...rest } = outcome.event;
  return { ...rest, object: told(object), parent: told(parent), country: client.country, width: client.screenWidth };
}

function told(ref: ObjectRef | null): unknown {
  return ref?.form === 'token' ? { form: ref.form, type: ref.type } : ref;
}

const words = new Set<string>(['(unknown)']);
const collect = (tree: typeof VOCABULARY): void => {
  for (const { path, inside } of tree.values()) {
    words.add(path);
    collect(inside);
  }
};
collect(VOCABULARY);

function leaksOf(item: JsonObject): string[] {
  const unused: string[] = [];
  const outcome = openedx.normalise(item, (path) => unused.push(path));
  const leaks = unused.filter((path) => !words.has(path) || MARK.test(path));
  return MARK.test(JSON.stringify(shown(outcome))) ? [...leaks, JSON.stringify(shown(outcome))] : leaks;
}

/** Sets a member by its path in the catalogue: `a.b`, `a[].b`, `a.*`. */
function plant(target: Record<string, unknown>, path: string, value: unknown): void {
  let at = target;
  const steps = path.split('.');
  steps.forEach((step, i) => {
    const key = step === '*' ? 'zoe.canari@exemple.fr' : step.replace('[]', '');
    if (i === steps.length - 1) at[key] = step.endsWith('[]') ? [value] : value;
    else {
      at[key] ??= step.endsWith('[]') ? [{}] : {};
      const next = at[key];
      at = (Array.isArray(next) ? next[0] : next) as Record<string, unknown>;
    }
  });
}

/** Every field of the envelope and the context in which somebody may stand, in both wire shapes. */
function envelope(canary: unknown): JsonObject {
  const text = typeof canary === 'string' ? canary : 'canari';
  return {
    username: text,
    user_id: canary,
    ip: text,
    agent: `Canari/1.0 (${text})`,
    session: text,
    host: text,
    accept_language: text,
    referer: `https://cours.exemple.fr/u/${encodeURIComponent(text)}/?canari=${encodeURIComponent(text)}`,
    page: `https://cours.exemple.fr/courses/${COURSE}/progress/${encodeURIComponent(text)}/?canari=1`,
    [text]: text,
    context: {
      user_id: canary,
      username: text,
      course_id: COURSE,
      org_id: text,
      path: `/u/${text}/`,
      client_id: text,
      enterprise_uuid: text,
      course_user_tags: { [text]: text },
      label: text,
      client: { ip: text, device: { id: text, advertising_id: text }, locale: text, timezone: text, country: text, [text]: text },
      module: { display_name: text, usage_key: BLOCK, [text]: text },
      [text]: text,
    },
  };
}

function emitted(item: JsonObject): JsonObject {
  const { event, event_type, time, context, ...rest } = item;
  return { name: event_type, timestamp: time, data: event, context: { ...rest, ...(context as object) } };
}

/** Whole grammars in which an id may stand: what is let through of them is public by design, so no canary is put there. */
const PUBLIC_HASHES = new Set(['id', 'host_component_id', 'module_id']);

const cases = catalogue.flatMap(({ names, personal, other }) => names.map((name) => ({ name, personal, other })));
// Names that the table has beyond the catalogue take the fields of any.
const extra = [...EVENT_TYPES.keys()]
  .filter((name) => !cases.some((known) => known.name === name))
  .map((name) => ({ name, personal: [...new Set(catalogue.flatMap(({ personal }) => personal))], other: [] as string[] }));

describe.each(Object.entries(FLAVOURS))('a canary as %s', (flavour, canary) => {
  it.each([...cases, ...extra])('does not come out of $name', ({ name, personal, other }) => {
    // Numbers in other fields are measures and may stand in a row.
    const fields = flavour === 'number' ? personal : [...personal, ...other];
    const payload: Record<string, unknown> = {};
    for (const path of fields) {
      if (path.startsWith('[') || (flavour === 'hash' && PUBLIC_HASHES.has(path))) continue;
      plant(payload, path, canary);
    }
    payload['zoe.canari@exemple.fr'] = canary;
    const base = { event_type: name, time: '2025-03-04T09:12:13.141516+00:00', ...envelope(canary) };
    for (const source of ['server', 'browser', 'mobile']) {
      const item = { ...base, event_source: source, event: payload };
      expect(leaksOf(item)).toEqual([]);
      expect(leaksOf(emitted(item))).toEqual([]);
      expect(leaksOf({ ...item, event: JSON.stringify(payload) })).toEqual([]);
      expect(leaksOf({ ...item, event: JSON.stringify(payload).slice(0, 512) })).toEqual([]);
      if (typeof canary === 'string') {
        expect(leaksOf({ ...item, event: canary })).toEqual([]);
        expect(leaksOf({ ...item, event: [canary, `<p>${canary}</p>`] })).toEqual([]);
      }
    }
  });
});

describe('a poll, a survey, an ungraded problem', () => {
  const choices = {
    answers: { a_2_1: 'choice_canari' },
    submission: { a_2_1: { response_type: 'multiplechoiceresponse', answer: 'Canari' } },
  };

  it.each([
    ['problem_check', { ...choices, max_grade: 0, grade: 0 }],
    ['problem_check', { ...choices, answers: { ...choices.answers, a_3_1: 'choice_canari' }, max_grade: 2 }],
    ['problem_check', { ...choices, submission: { a_2_1: { response_type: 'optionresponse' } }, max_grade: 1 }],
    ['problem_check', { ...choices, answers: { a_2_1: 'choice_Zoé Canari' }, max_grade: 1 }],
    ['problem_check', { ...choices, max_grade: 1 }],
    ['problem_check', { ...choices, max_grade: 1, correct_map: { a_3_1: {} } }],
    ['problem_check', { ...choices, max_grade: 1, correct_map: { a_2_1: {} }, answers: { a_2_1: ['choice_0', 'choice_canari'] } }],
    ['problem_check', { ...choices, max_grade: 1, correct_map: { a_2_1: {} }, answers: { a_2_1: 'choice_93847561' }, submission: {} }],
    ['problem_check_fail', { ...choices, max_grade: 1 }],
    ['save_problem_success', { ...choices, max_grade: 1 }],
    ['xblock.poll.submitted', { choice: 'choice_canari', url_name: 'canari' }],
    ['xblock.survey.submitted', { choices: { canari: 'choice_canari' } }],
  ])('%s keeps no choice', (name, event) => {
    expect(leaksOf({ event_type: name, event_source: 'server', event, context: { course_id: COURSE } })).toEqual([]);
  });
});

describe('ids', () => {
  const own = 'block-v1:UnivArmor+BIO101+2025_A+type@problem+block@';

  it.each([
    `${own}Zoé Canari`,
    `${own}zoe.canari@exemple.fr`,
    `${own}${'canari'.repeat(20)}`,
    `${own.replace('problem', 'canari d’or')}b1`,
    `${own.replace('problem', 'zoe_canari')}b1`,
    `${own.replace('problem', 'pb-canari')}b1`,
    'block-v1:UnivArmor+CANARI+2025_A+type@problem+block@b1',
    'i4x://UnivArmor/BIO101/problem/canari',
    'i4x-UnivArmor-BIO101-problem-canari',
    'canari',
  ])('%s is only a token', (id) => {
    for (const event of [{ problem_id: id }, { id }, { module_id: id }, { block_id: id }, { exam_content_id: id, attempt_id: id }]) {
      for (const name of ['showanswer', 'play_video', 'edx.problem.hint.demandhint_displayed', 'edx.special_exam.timed.attempt.started']) {
        const item = { event_type: name, event_source: 'server', event, context: { course_id: COURSE, module: { usage_key: id } } };
        expect(leaksOf(item)).toEqual([]);
      }
    }
  });

  it('of other courses stand in no page, and their pages are no referrer', () => {
    const url = 'https://cours.exemple.fr/courses/course-v1:Autre+CANARI+2025/courseware/ffc0ffee0123456789abcdef01234567/';
    const item = {
      event_type: 'page_close',
      event_source: 'browser',
      event: '{}',
      page: url,
      referer: url,
      context: { course_id: COURSE },
    };
    expect(leaksOf(item)).toEqual([]);
    expect(openedx.normalise(item, () => {})).toMatchObject({ event: { page: '/courses/:x/courseware/:x', referrer: ':other' } });
  });
});

describe('requests', () => {
  const patterns = TAKEN.filter(([, route]) => route !== DENIED).flatMap(([list]) => list.split(/\s+/));
  const forms = [
    'identifiers',
    'unique_student_identifier',
    'users',
    'owner_username',
    'student_uname',
    'student_fullname',
    'student',
    'username',
    'name',
    'email',
    'bookmark_id',
    'target_username',
  ];

  it.each(patterns)('%s shows nobody', (pattern) => {
    for (const canary of [
      'zoe_canari',
      'zoe.canari@exemple.fr',
      'Zoé Canari',
      'ffc0ffee0123456789abcdef01234567',
      `zoe_canari,${COURSE}`,
    ]) {
      const path = pattern
        .replaceAll('{course}', COURSE)
        .replaceAll('{block}', BLOCK)
        .replace('**', `${canary}/${encodeURIComponent(canary)}`)
        .replaceAll(/\{\w+\}/g, canary);
      // Chapter and section of a courseware path are blocks by their place.
      if (pattern.includes('/courseware/') && canary.startsWith('ffc0ffee')) continue;
      const members = Object.fromEntries([...forms, canary].map((key) => [key, [canary]]));
      const item = { ...envelope(canary), event_type: path, event_source: 'server', event: { GET: members, POST: members } };
      expect(leaksOf(item)).toEqual([]);
      expect(leaksOf({ ...item, event: JSON.stringify(item.event) })).toEqual([]);
      expect(leaksOf({ ...item, event: JSON.stringify(item.event).slice(0, 512) })).toEqual([]);
      expect(leaksOf(emitted(item))).toEqual([]);
    }
  });

  it.each([
    ['/zoe_canari', null],
    ['/courses/zoe.canari/canari/2025', null],
    [`/courses/${COURSE}/courseware/zoe_canari/canari/`, COURSE],
    [`/courses/${COURSE}/xblock/block-v1:Canari+Canari+2025+type@problem+block@canari/handler/canari`, COURSE],
    [`/u/zoe_canari/courses/${COURSE}/zoe_canari`, COURSE],
    ['//zoe.canari@exemple.fr/x', COURSE],
    ['/%7Acanari/%E0%A4%A', COURSE],
  ])('%s shows nobody', (path, course) => {
    const unused: string[] = [];
    const outcome = openedx.normalise(
      {
        event_type: path,
        event_source: 'server',
        event: '{"GET": {}, "POST": {}}',
        page: path,
        referer: path,
        context: { course_id: course ?? COURSE },
      },
      (key) => unused.push(key),
    );
    expect(JSON.stringify([shown(outcome), unused])).not.toMatch(MARK);
  });

  it.each(['page', 'referer'])('a %s with a person in every place shows nobody', (member) => {
    for (const url of [
      'https://canari.exemple.fr/zoe_canari',
      'https://zoe_canari:canari@cours.exemple.fr/canari',
      `https://cours.exemple.fr/courses/${COURSE}/progress/zoe_canari?canari=zoe#canari`,
      `https://cours.exemple.fr/courses/${COURSE}/xblock/i4x:;_;_canari;_canari;_problem;_canari/handler/canari`,
      `https://cours.exemple.fr/certificates/ffc0ffee0123456789abcdef01234567?next=/courses/${COURSE}/courseware/ffc0ffee0123456789abcdef01234567/`,
      'https://cours.exemple.fr/u/x?next=/courses/zoe.canari/canari/2025',
      'https://cours.exemple.fr/u/x#/courses/course-v1:Zoe+CANARI+2025/',
      'https://cours.exemple.fr/api/courses/v1/courses/zoe.canari/canari/2025',
      'mailto:zoe.canari@exemple.fr',
      'javascript:canari',
      'zoe canari',
    ]) {
      expect(
        leaksOf({ event_type: 'page_close', event_source: 'browser', event: '{}', [member]: url, context: { course_id: COURSE } }),
      ).toEqual([]);
      expect(leaksOf({ event_type: 'page_close', event_source: 'browser', event: '{}', [member]: url, context: {} })).toEqual([]);
    }
  });
});

describe('faults', () => {
  it.each([
    ['an event without a type', { message: 'zoe.canari@exemple.fr', context: {} }],
    ['a time that is none', { event_type: 'play_video', event: {}, time: 'zoe canari' }],
    ['a course id that is none', { event_type: 'play_video', event: {}, context: { course_id: 'le cours de Zoé Canari' } }],
    ['a person who is none', { event_type: 'play_video', event: {}, context: { user_id: { canari: 'zoe' } } }],
    ['a type that nobody knows', { event_type: 'zoe.canari@exemple.fr', event: { canari: 'zoe' }, context: {} }],
    ['a prefix', { event_type: 'canari', name: 'canari', event: 'canari', event_source: 'canari' }],
  ])('%s quotes nothing', (_, item) => {
    expect(leaksOf(item)).toEqual([]);
  });
});
