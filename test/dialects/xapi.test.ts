import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACTIONS } from '#core/normalise/actions.ts';
import { detect } from '#core/normalise/detect.ts';
import type { JsonObject, Outcome } from '#core/normalise/dialect.ts';
import { CONTROLS, READ } from '#core/normalise/dialects/xapi/extensions.ts';
import { tableForm, termOf } from '#core/normalise/dialects/xapi/iri.ts';
import { KINDS, kindOfType } from '#core/normalise/dialects/xapi/kinds.ts';
import { VERB_HOMES, VERBS, verbOf } from '#core/normalise/dialects/xapi/verbs/table.ts';
import { publicVerb, UNPLACED } from '#core/normalise/dialects/xapi/verbs/unplaced.ts';
import { xapi } from '#core/normalise/dialects/xapi/xapi.ts';
import type { LearningEvent } from '#core/normalise/learning-event.ts';
import { Occurrences } from '#core/receive/occurrences.ts';
import { examine } from '#core/receive/receive.ts';
import { NOW, sourceOf } from '../support/installation.ts';
import { documented } from './xapi-tables.ts';

const HERE = new URL('xapi/', import.meta.url);
const pairs = readdirSync(HERE).filter((file) => file.endsWith('.in.json'));
const items = pairs.map((file) => (JSON.parse(readFileSync(new URL(file, HERE), 'utf8')) as { item: JsonObject }).item);
const ignore = () => {};

function eventOf(outcome: Outcome): LearningEvent {
  if (outcome.kind !== 'event') throw new Error(`no event: ${JSON.stringify(outcome)}`);
  return outcome.event;
}
const read = (item: object) => eventOf(xapi.normalise(item as JsonObject, ignore));
const whole = items.filter((item) => xapi.normalise(item, ignore).kind === 'event');

const statement = (changes: object = {}) => ({
  actor: { account: { homePage: 'https://campus.exemple.fr', name: 'mkerguelen' } },
  verb: { id: 'http://id.tincanapi.com/verb/viewed' },
  object: { id: 'https://campus.exemple.fr/pages/1', definition: { type: 'http://activitystrea.ms/schema/1.0/page' } },
  timestamp: '2026-03-02T09:00:00.250Z',
  ...changes,
});

describe('the verbs', () => {
  it('have a golden pair each, and one for each of their cases', () => {
    for (const [words, , ...cases] of VERBS.flat()) {
      const name = `verb.${(words.split(/\s+/)[0] as string).replace(':', '-')}.`;
      const own = pairs.filter((file) => file.startsWith(name));
      expect(own, name).toContain(`${name}in.json`);
      expect(own, name).toHaveLength(1 + cases.length);
    }
  });

  it('speak of kinds that there are', () => {
    const kinds = VERBS.flat().flatMap(([, meaning, ...cases]) => [
      meaning.kind ?? '',
      ...cases.flatMap((one) => [one.is.kind ?? '', ...`${one.kinds ?? ''} ${one.within ?? ''}`.split(' ')]),
    ]);
    expect([...new Set(kinds)].filter((kind) => kind !== '' && !Object.hasOwn(KINDS, kind))).toEqual([]);
  });

  it('know the verb by which every action is defined, where that is one of xAPI', () => {
    // Those with a fragment say more than their verb does.
    const none = Object.entries(ACTIONS).filter(([, { verb }]) => {
      const term = termOf(verb, VERB_HOMES);
      return !verb.includes('#') && (term === null || verbOf(term.home, term.word) === null);
    });
    expect(none.map(([action]) => action)).toEqual([]);
  });

  it('mean the same however their IRI is spelled', () => {
    const action = (id: string) => read(statement({ verb: { id } })).action;
    for (const id of ['http://adlnet.gov/expapi/verbs/completed', 'https://adlnet.gov/expapi/verbs/completed/'])
      expect([id, action(id)]).toEqual([id, 'completed']);
    expect(action('HTTP://WWW.ADLNET.GOV/expapi/verbs/Completed')).toBe('completed');
    expect(action('http://activitystrea.ms/schema/1.0/complete')).toBe(action('http://activitystrea.ms/complete'));
    expect(action('https://exemple.fr/completed')).toBe('other');
  });

  it('are named only where they are registered', () => {
    const named = (id: string) => read(statement({ verb: { id } })).unplaced;
    for (const iri of UNPLACED) expect([iri, named(iri)]).toEqual([iri, iri]);
    expect(named('HTTPS://id.tincanapi.com/verb/Mentored/')).toBe('http://id.tincanapi.com/verb/mentored');
    for (const id of [
      'https://exemple.fr/v/tifenn',
      'http://adlnet.gov/expapi/verbs/tifenn',
      'http://id.tincanapi.com/verb/mentored#tifenn',
      '',
      'x',
    ])
      expect([id, publicVerb(id)]).toEqual([id, undefined]);
    expect(new Set(UNPLACED.map(tableForm)).size).toBe(UNPLACED.length);
  });
});

describe('the kinds of things', () => {
  it('are told by the last word of a type, each word once', () => {
    const words = Object.values(KINDS).flatMap((kind) => kind.words.split(' '));
    expect(words.filter((word, i) => words.indexOf(word) !== i)).toEqual([]);
    expect(kindOfType('http://adlnet.gov/expapi/activities/assessment')).toBe('quiz');
    expect(kindOfType('https://xapi.edlm/profiles/edlm-lms/concepts/activity-types/wiki-page')).toBe('wiki');
    expect(kindOfType('https://w3id.org/xapi/cmi5/activitytype/course')).toBe('course');
    expect(kindOfType('http://lrs.learninglocker.net/define/type/moodle/assign')).toBe('assignment');
    for (const type of [
      'https://exemple.fr/types/course',
      'course',
      '',
      null,
      7,
      'toString',
      'http://adlnet.gov/expapi/activities/toString',
    ])
      expect([type, kindOfType(type)]).toEqual([type, null]);
  });
});

describe('what makes a statement itself', () => {
  const some = fc.constantFrom(...whole);

  it('is the same however its keys are ordered', () => {
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reversed);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, inner]) => [key, reversed(inner)]),
      );
    };
    fc.assert(
      fc.property(some, (item) => {
        expect(read(reversed(item) as object)).toEqual(read(item));
      }),
    );
  });

  it('is the same in every language, sending and store', () => {
    const dressing = fc.record({
      registration: fc.uuid(),
      stored: fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      text: fc.dictionary(fc.constantFrom('fr', 'br', 'en-US'), fc.string()),
      name: fc.string(),
      language: fc.constantFrom('fr', 'br-FR'),
    });
    fc.assert(
      fc.property(some, dressing, (item, { registration, stored, text, name, language }) => {
        const object = item['object'] as JsonObject;
        const isActivity = !['Agent', 'Group', 'StatementRef', 'SubStatement'].includes(String(object['objectType']));
        const definition = isActivity ? { definition: { ...(object['definition'] as object), name: text, description: text } } : {};
        const dressed = {
          ...item,
          stored,
          version: '1.0.0',
          authority: { mbox: 'mailto:lrs@exemple.fr' },
          attachments: [],
          actor: { ...(item['actor'] as object), name },
          verb: { ...(item['verb'] as object), display: text },
          object: { ...object, ...definition },
          context: { ...(item['context'] as object | undefined), registration, language, revision: '3' },
        };
        expect(read(dressed).identity).toEqual(read(item).identity);
      }),
    );
  });

  it('differs with what was done, by whom, when, and to what', () => {
    const { identity } = read(statement());
    for (const change of [
      { actor: { mbox: 'mailto:mkerguelen@exemple.fr' } },
      { verb: { id: 'http://adlnet.gov/expapi/verbs/completed' } },
      { object: { id: 'https://campus.exemple.fr/pages/2' } },
      { timestamp: '2026-03-02T09:00:00.251Z' },
      { result: { success: true } },
      { context: { contextActivities: { grouping: [{ id: 'https://campus.exemple.fr/cours/1' }] } } },
    ])
      expect(read(statement(change)).identity).not.toEqual(identity);
  });

  it.each(['for', 'as'])('differs with the person whom an extension names (%s), whatever the verb', (name) => {
    const extension = `https://yetanalytics.com/profiles/prepositions/concepts/context-extensions/${name}`;
    const of = (mbox: string, verb: string) =>
      read(statement({ verb: { id: verb }, context: { extensions: { [extension]: { mbox: `mailto:${mbox}@exemple.fr` } } } })).identity;
    for (const verb of ['https://w3id.org/xapi/tla/verbs/scored', 'http://id.tincanapi.com/verb/viewed'])
      expect(of('awen', verb)).not.toEqual(of('bleuenn', verb));
  });

  it('differs with every extension that a row is made of', () => {
    const place = (extensions: object) => [
      statement({ context: { extensions } }),
      statement({ object: { ...statement().object, definition: { ...statement().object.definition, extensions } } }),
    ];
    const plain = read(statement());
    for (const key of [...Object.values(READ).flat(), ...CONTROLS]) {
      const both = [1, 2].map((value) => place({ [key]: value }).map(read));
      both[0]?.forEach((one, i) => {
        const other = both[1]?.[i];
        const { identity, ...row } = one;
        const { identity: itsIdentity, ...itsRow } = other as LearningEvent;
        const { identity: none, ...plainRow } = plain;
        if (JSON.stringify(row) !== JSON.stringify(itsRow)) expect(identity, key).not.toEqual(itsIdentity);
        if (JSON.stringify(row) !== JSON.stringify(plainRow)) expect(identity, key).not.toEqual(none);
      });
    }
  });

  it('differs with the members of a group that has no name of its own, not with their order', () => {
    const group = (...names: string[]) => ({ objectType: 'Group', member: names.map((name) => ({ mbox: `mailto:${name}@exemple.fr` })) });
    const acts = (thing: object) => [
      { object: thing },
      { actor: thing },
      { object: { objectType: 'SubStatement', actor: thing, verb: { id: 'http://id.tincanapi.com/verb/viewed' }, object: { id: 'a:b' } } },
      { object: { objectType: 'SubStatement', actor: {}, verb: { id: 'http://id.tincanapi.com/verb/viewed' }, object: thing } },
    ];
    const identities = (thing: object) => acts(thing).map((change) => read(statement(change)).identity.value);
    const same = identities(group('awen', 'bleuenn'));
    expect(identities(group('bleuenn', 'awen'))).toEqual(same);
    identities(group('awen', 'corentin')).forEach((identity, i) => {
      expect(identity).not.toBe(same[i]);
    });
  });

  it('differs with the type of a thing without an id', () => {
    const of = (type: string) => read(statement({ object: { definition: { type } } })).identity;
    expect(of('http://adlnet.gov/expapi/activities/media')).not.toEqual(of('http://adlnet.gov/expapi/activities/course'));
  });

  it('does not depend on whether we take its account for one of Moodle', () => {
    const account = { homePage: 'https://moodle.exemple.fr', name: '412' };
    const object = { id: 'https://moodle.exemple.fr/mod/page/view.php?id=5' };
    const other = read(statement({ actor: { account }, object }));
    const moodle = read(statement({ actor: { account }, object, context: { platform: 'Moodle' } }));
    expect([other.person?.[0].kind, moodle.person?.[0].kind]).toEqual(['account', 'user_id']);
    expect(moodle.identity).toEqual(other.identity);
  });

  it('counts equals of one sending apart where the clock is coarse', () => {
    const sent = (...lines: object[]) =>
      examine({ source: sourceOf('lenient'), dialect: null, lines: lines.map((line) => JSON.stringify(line)) }, NOW, new Occurrences());
    const second = statement({ timestamp: '2026-03-02T09:00:00.000Z' });
    expect([...sent(second, second, statement(), statement()).occurrences]).toEqual([[1, 1]]);
    const own = statement({ id: 'f2b6a3d0-4c1e-4e6b-9d55-0b1c2d3e4f50', timestamp: '2026-03-02T09:00:00Z' });
    expect([...sent(own, own).occurrences]).toEqual([]);
  });
});

describe('a choice', () => {
  const answer = (ids: readonly string[], response: string) =>
    read(
      statement({
        verb: { id: 'http://adlnet.gov/expapi/verbs/answered' },
        object: { id: 'https://campus.exemple.fr/q/1', definition: { interactionType: 'choice', choices: ids.map((id) => ({ id })) } },
        result: { success: true, response },
      }),
    ).facts;

  it('is kept where it is a letter or a number', () => {
    expect(answer(['a', 'b', '3', 'choice_4'], 'b[,]3[,]choice_4')).toEqual({ success: true, response: 'b,3,choice_4' });
  });

  it.each(['jane_doe', 'choice_jane', '554433', 'quatre'])('is a length where it may be words or a person: %s', (id) => {
    expect(answer(['a', id], id)).toEqual({ success: true, response_length: id.length });
  });
});

describe('an item', () => {
  it('is told from those of all other dialects', () => {
    expect(whole.filter((item) => detect(item) !== xapi)).toEqual([]);
    const caliper = {
      '@context': 'http://purl.imsglobal.org/ctx/caliper/v1p2',
      type: 'ViewEvent',
      actor: {},
      object: {},
      action: 'Viewed',
    };
    for (const item of [caliper, { ...statement(), '@context': 'x' }, { ...statement(), eventTime: 'x' }, {}, { actor: {}, object: {} }])
      expect(xapi.recognises(item as JsonObject)).toBe(false);
    expect(detect({ ...statement(), actor: 'tifenn' } as JsonObject)).toBeNull();
  });
});

const DOCS = new URL('../../docs/dialects/xapi.md', import.meta.url);

describe('the documentation', () => {
  it('has the tables of the code', () => {
    let text = readFileSync(DOCS, 'utf8');
    for (const [name, content] of Object.entries(documented())) {
      const marked = new RegExp(`(<!-- ${name} -->\n)(?:[^]*?\n)?(<!-- /${name} -->)`);
      expect(text).toMatch(marked);
      if (process.env['UPDATE_GOLDEN'] === '1') text = text.replace(marked, (_, open, close) => `${open}${content}\n${close}`);
      else expect(marked.exec(text)?.[0]).toBe(`<!-- ${name} -->\n${content}\n<!-- /${name} -->`);
    }
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(DOCS, text);
  });
});

// Statements as platforms send them, kept beside the project; where the folder is elsewhere, SILLAGE_SAMPLES names it.
const beside = ['../../../shared/data', '../../../../shared/data'].map((path) => new URL(path, import.meta.url).pathname);
const SAMPLES = process.env['SILLAGE_SAMPLES'] ?? beside.find((path) => existsSync(path)) ?? beside[0];

function counted(file: string, pick: (line: JsonObject) => JsonObject): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const line of readFileSync(`${SAMPLES}/${file}`, 'utf8').trim().split('\n')) {
    const { category, action } = read(pick(JSON.parse(line) as JsonObject));
    counts[`${category} ${action}`] = (counts[`${category} ${action}`] ?? 0) + 1;
  }
  return counts;
}

describe('statements as platforms send them', () => {
  const FUN = 'xapi/fun-mooc-xapi-video-500.jsonl';
  // Data of other licences, kept beside the project and never in it: read where they are.
  it.skipIf(!existsSync(`${SAMPLES}/${FUN}`))(`FUN MOOC: every one of ${FUN} has its place (skipped where the file is absent)`, () => {
    expect(counted(FUN, (line) => line)).toEqual({
      'video played': 145,
      'video paused': 161,
      'video seeked': 69,
      'video interacted': 71,
      'video loaded': 30,
      'video completed': 19,
      'video stopped': 5,
    });
  });

  const MOODLE = 'moodle/expected-statements.ndjson';
  // Data of other licences, kept beside the project and never in it: read where they are.
  it.skipIf(!existsSync(`${SAMPLES}/${MOODLE}`))(`Moodle: every one of ${MOODLE} has its place (skipped where the file is absent)`, () => {
    expect(counted(MOODLE, (line) => line['statement'] as JsonObject)).toEqual({
      'administration created': 6,
      'administration deleted': 3,
      'administration locked': 1,
      'administration logged_in': 1,
      'administration updated': 5,
      'annotation annotated': 1,
      'assessment answered': 12,
      'assessment attempted': 1,
      'assessment submitted': 5,
      'assessment updated': 1,
      'assessment viewed': 7,
      'certificate earned': 1,
      'certificate revoked': 1,
      'completion completed': 2,
      'content attended': 1,
      'content left': 1,
      'content opened': 4,
      'content stopped': 1,
      'content viewed': 10,
      'enrolment enrolment_changed': 1,
      'enrolment unenrolled': 1,
      'feedback opened': 1,
      'feedback responded': 9,
      'forum deleted': 2,
      'forum edited': 1,
      'forum posted': 1,
      'forum replied': 1,
      'forum unfollowed': 2,
      'grade graded': 2,
      'navigation closed': 1,
      'navigation viewed': 6,
      'social posted': 1,
      'social quit': 1,
      'social viewed': 1,
    });
  });
});
