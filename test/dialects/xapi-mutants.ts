import type { JsonObject } from '#core/normalise/dialect.ts';

/** A statement in which everything has a place, and all is right. */
export const GOOD = {
  id: '7b1f0c1e-5a3d-4e5f-9a77-0d2f4c6b8e10',
  actor: {
    objectType: 'Group',
    name: 'Atelier du mardi',
    member: [
      { name: 'Maëlle', mbox: 'mailto:maelle@exemple.fr' },
      { objectType: 'Agent', openid: 'https://openid.exemple.fr/maelle' },
    ],
  },
  verb: { id: 'http://adlnet.gov/expapi/verbs/answered', display: { fr: 'a répondu', 'fr-CA': 'a répondu', 'zh-Hant-TW': '回答' } },
  object: {
    objectType: 'Activity',
    id: 'https://campus.exemple.fr/quiz/4#q2',
    definition: {
      name: { fr: 'Marées' },
      description: { fr: 'Quand la mer monte' },
      type: 'http://adlnet.gov/expapi/activities/cmi.interaction',
      moreInfo: 'https://campus.exemple.fr/aide',
      interactionType: 'choice',
      correctResponsesPattern: ['a[,]b'],
      choices: [{ id: 'a', description: { fr: 'Haute' } }, { id: 'b' }],
      extensions: { 'https://exemple.fr/ext/niveau': { any: [null, 1, 'x'] }, 'https://exemple.fr/ext/rien': null },
    },
  },
  result: {
    score: { scaled: 0.5, raw: 5, min: 0, max: 10 },
    success: true,
    completion: false,
    response: 'a',
    duration: 'PT1M30.5S',
    extensions: {},
  },
  context: {
    registration: '11111111-2222-4333-8444-555555555555',
    instructor: { account: { homePage: 'https://campus.exemple.fr', name: 'prof' } },
    team: { objectType: 'Group', mbox_sha1sum: '0123456789abcdef0123456789abcdef01234567' },
    contextActivities: {
      parent: [{ id: 'https://campus.exemple.fr/quiz/4' }],
      grouping: { id: 'urn:uuid:11111111-2222-4333-8444-555555555555', objectType: 'Activity' },
      category: [],
      other: [{ id: 'block-v1:Org+Cours+2026+type@problem+block@x' }],
    },
    revision: '3',
    platform: 'Campus',
    language: 'fr',
    statement: { objectType: 'StatementRef', id: '22222222-2222-4333-8444-555555555555' },
    extensions: { 'tag:exemple.fr,2026:a': 1 },
  },
  timestamp: '2026-03-02T09:00:00.250+01:00',
  stored: '2026-03-02T09:00:01Z',
  authority: { mbox: 'mailto:lrs@exemple.fr' },
  version: '1.0.2',
  attachments: [
    {
      usageType: 'https://exemple.fr/usage/copie',
      display: { fr: 'Copie' },
      description: { fr: 'Sa copie' },
      contentType: 'text/plain; charset=utf-8',
      length: 0,
      sha2: '0'.repeat(64),
      fileUrl: 'https://campus.exemple.fr/fichiers/1',
    },
  ],
};

/** Where, what is put there (undefined: nothing), and the path of the fault that it makes; null = none. */
export type Mutant = readonly [path: string, value: unknown, fault: string | null];

export function mutated([path, value]: Mutant, from: JsonObject = GOOD): JsonObject {
  const statement = structuredClone(from) as Record<string, unknown>;
  const steps = path.split('.');
  const last = steps.pop() as string;
  let at: Record<string, unknown> = statement;
  for (const step of steps) {
    const inside = at[step];
    at = (typeof inside === 'object' && inside !== null ? inside : {}) as Record<string, unknown>;
  }
  if (value === undefined) delete at[last];
  else at[last] = value;
  return statement;
}

const fails = (path: string, values: readonly unknown[], fault = path): Mutant[] => values.map((value) => [path, value, fault]);
const holds = (path: string, values: readonly unknown[]): Mutant[] => values.map((value) => [path, value, null]);

const SHA1 = 'abcdef0123456789abcdef0123456789abcdef01';
const ACCOUNT = { homePage: 'https://campus.exemple.fr', name: 'x' };
const MBOX = { mbox: 'mailto:a@b.fr' };
const REF = { objectType: 'StatementRef', id: '22222222-2222-4333-8444-555555555555' };
const SUB = { objectType: 'SubStatement', actor: MBOX, verb: { id: 'http://a.fr/v' }, object: { id: 'http://a.fr/o' } };
const BARE = { registration: '11111111-2222-4333-8444-555555555555' };
const VOIDED = { id: 'http://adlnet.gov/expapi/verbs/voided' };

/** The same in both versions. */
export const MUTANTS: readonly Mutant[] = [
  // The statement.
  ...holds('id', [undefined, '7B1F0C1E-5A3D-4E5F-9A77-0D2F4C6B8E10']),
  ...fails('id', [
    null,
    7,
    '',
    '7b1f0c1e5a3d4e5f9a770d2f4c6b8e10',
    '7b1f0c1e-5a3d-4e5f-9a77-0d2f4c6b8e1g',
    '{7b1f0c1e-5a3d-4e5f-9a77-0d2f4c6b8e10}',
  ]),
  ...fails('actor', [undefined, null, 'x', []]),
  ...fails('verb', [undefined, null, 'x', []]),
  ...fails('object', [undefined, null, 'x', []]),
  ...fails('result', [null, 'x', []]),
  ...fails('context', [null, 'x', []]),
  ...fails('Élise', [1], 'statement'),
  ...fails('Actor', [{}], 'statement'),
  ...fails('__proto__x', [{}], 'statement'),
  ...fails('name', ['x']),
  ...holds('timestamp', [
    undefined,
    '2026-03-02T09:00:00Z',
    '2026-03-02T09:00:00.123456789z',
    '2026-03-02T23:59:60Z',
    '2024-02-29T00:00:00-05:30',
  ]),
  ...fails('timestamp', [
    ...[null, 1, '', '2026-03-02', '2026-03-02T09:00Z', '2026-03-02T09:00:00', '2026-03-02 09:00:00Z', '2026-02-29T09:00:00Z'],
    ...['2026-13-02T09:00:00Z', '2026-03-02T24:00:00Z', '2026-03-02T09:00:00-00:00', '2026-03-02T09:00:00-0000', '2026-03-02T09:00:00-00'],
    ...['2026-03-02T09:00:00+0100', '2026-03-02T09:00:00,5Z', '20260302T090000Z', '2026-03-02T09:00:00.Z'],
  ]),
  ...fails('stored', [null, 'hier']),
  ...holds('version', [undefined, '1.0', '1.0.0', '1.0.15']),
  ...fails('version', [null, 1, '1', '1.1.0', '0.95', '3.0.0', '1.0.3 ', '1.0.x']),
  // Agents and groups.
  ...holds('actor', [MBOX, { objectType: 'Agent', account: ACCOUNT }, { openid: 'https://o.fr' }, { mbox_sha1sum: SHA1 }]),
  ...holds('actor', [
    { objectType: 'Group', member: [] },
    { objectType: 'Group', ...MBOX },
    { objectType: 'Group', account: ACCOUNT, member: [MBOX] },
  ]),
  ...fails('actor', [{ objectType: 'Group', name: 'x' }], 'actor.member'),
  ...fails('actor', [{ ...MBOX, member: [MBOX] }], 'actor.member'),
  ...fails('actor', [{ objectType: 'Agent', name: 'x' }, {}], 'actor'),
  ...fails(
    'actor',
    [
      { ...MBOX, mbox_sha1sum: SHA1 },
      { objectType: 'Group', ...MBOX, mbox_sha1sum: SHA1 },
    ],
    'actor.mbox_sha1sum',
  ),
  ...fails('actor', [{ ...MBOX, openid: 'https://o.fr' }], 'actor.openid'),
  ...fails(
    'actor',
    [
      { ...MBOX, account: ACCOUNT },
      { openid: 'https://o.fr', account: ACCOUNT },
    ],
    'actor.account',
  ),
  ...fails('actor.objectType', ['agent', 'GROUP', 'Person', 7, null, 'GroupActivity', {}]),
  ...fails('actor.name', [7, null, {}]),
  ...fails('actor.member', [null, {}, 'x']),
  ...fails('actor.member.0', [null, 'x', [], { name: 'x' }], 'actor.member'),
  ...fails('actor.member.0', [{ objectType: 'Group', member: [] }], 'actor.member.objectType'),
  ...fails(
    'actor.member.0.mbox',
    [null, 7, 'a@b.fr', 'mailto:', 'mailto:a', 'http://a@b.fr', 'mailto:a b@c.fr', 'mailto:a@b@c.fr', 'mailto:a@b.fr?subject=x'],
    'actor.member.mbox',
  ),
  ...holds('actor.member.0.mbox', ['mailto:élise+x@exemple.fr', 'MAILTO:a@b']),
  ...fails('context.team.mbox_sha1sum', [7, SHA1.slice(1), `${SHA1}0`, 'g'.repeat(40)]),
  ...fails('actor.member.1.openid', [7, 'x', 'a b:c', 'ab=c://x'], 'actor.member.openid'),
  ...fails('context.instructor.account', [null, 'x', []]),
  ...fails('context.instructor.account.homePage', [undefined, 7, 'campus', 'urn:x:y', 'ab=c://x']),
  ...fails('context.instructor.account.name', [undefined, 7, null]),
  ...fails('context.instructor.account.Name', ['x'], 'context.instructor.account'),
  // Verb and languages.
  ...fails('verb.id', [
    undefined,
    null,
    7,
    '',
    'answered',
    '://x',
    'http://a b',
    'http:',
    'http://a/%zz',
    'http://a/<b>',
    'http://a#b#c',
    'http://a/[b]',
    'ht=tp://a',
  ]),
  ...holds('verb.id', ['x:y', 'http://[2001:db8::1]:80/x', 'http://exemple.fr/né%C3%A9?a=b#c', 'tag:a,2026:b']),
  ...fails('verb.display', [
    null,
    'x',
    [],
    { fr: 7 },
    { fr: null },
    { français: 'x' },
    { fr_CA: 'x' },
    { '': 'x' },
    { fr: 'x', 'a-b': 'y' },
  ]),
  ...holds('verb.display', [
    {},
    {
      tlh: 'x',
      'en-Latn-GB-oxendict-x-a': 'y',
      'sl-rozaj-biske-1994': 'z',
      'x-maison': 'a',
      'i-klingon': 'b',
      'zh-cmn-Hans-CN': 'c',
      'de-a-bcd-u-ef': 'd',
    },
  ]),
  ...fails('verb.name', ['x']),
  // Objects.
  ...fails('object.objectType', ['activity', 'Verb', 7, null]),
  ...fails('object.objectType', ['Agent', 'Group'], 'object.id'),
  ...fails('object.id', [undefined, null, 'quiz', 7]),
  ...fails('object.definition', [null, 'x', []]),
  ...fails('object.definition.name', ['x', { fr: 1 }]),
  ...fails('object.definition.description', ['x', { f: 'x' }]),
  ...fails('object.definition.type', ['quiz', 7]),
  ...fails('object.definition.moreInfo', ['aide', 'urn:a:b', null]),
  ...fails('object.definition.interactionType', [undefined, 'Choice', 'essay', {}, null]),
  ...holds('object.definition.interactionType', [
    'true-false',
    'fill-in',
    'long-fill-in',
    'matching',
    'performance',
    'sequencing',
    'likert',
    'numeric',
    'other',
  ]),
  ...fails('object.definition.correctResponsesPattern', ['a', [1], [null], {}]),
  ...fails('object.definition', [{ correctResponsesPattern: ['a'] }, { steps: [] }], 'object.definition.interactionType'),
  ...fails('object.definition.choices', ['a', {}, ['a'], [null]]),
  ...fails('object.definition.choices', [[{ description: { fr: 'x' } }], [{ id: 'a' }, { id: 'a' }]], 'object.definition.choices.id'),
  ...fails('object.definition.choices', [[{ id: 'a', description: 'x' }]], 'object.definition.choices.description'),
  ...fails('object.definition.scale', [[{ id: 1 }]], 'object.definition.scale.id'),
  ...fails('object.definition.extensions', [null, 'x', [], { niveau: 1 }, { '': 1 }]),
  ...fails('object.definition.title', ['x'], 'object.definition'),
  ...holds('object', [{ id: 'a:b' }]),
  ...fails('object', [{ objectType: 'Agent', ...MBOX }], 'context.revision'),
  ...fails('object', [REF, SUB], 'context.revision'),
  ...fails('object', [{ ...REF, id: 'x' }, { objectType: 'StatementRef' }], 'object.id'),
  ...fails('object', [{ ...REF, verb: {} }], 'object.verb'),
  ...fails('object', [{ ...SUB, id: REF.id }], 'object.id'),
  ...fails('object', [{ ...SUB, stored: '2026-03-02T09:00:01Z' }], 'object.stored'),
  ...fails('object', [{ ...SUB, version: '1.0.0' }], 'object.version'),
  ...fails('object', [{ ...SUB, authority: MBOX }], 'object.authority'),
  ...fails('object', [{ ...SUB, object: SUB }], 'object.object.objectType'),
  ...fails('object', [{ ...SUB, actor: undefined }], 'object.actor'),
  ...fails('object', [{ ...SUB, context: { team: MBOX } }], 'object.context.team.objectType'),
  ...fails('object', [{ ...SUB, object: REF, context: { platform: 'x' } }], 'object.context.platform'),
  ...fails('object', [{ ...SUB, verb: VOIDED }], 'object.object.objectType'),
  ...fails('verb', [VOIDED], 'object.objectType'),
  // Results.
  ...holds('result', [{}]),
  ...fails('result.success', ['true', 1, null]),
  ...fails('result.completion', ['false', 0, null]),
  ...fails('result.response', [7, null, {}]),
  ...holds('result.duration', ['P4W', 'P1Y2M3DT4H5M6.78S', 'PT0S', 'P1D', 'PT36H', 'PT0.5H']),
  ...fails('result.duration', [7, null, '', 'P', 'PT', '1M', 'P1W2D', 'P1S', 'PT1D', 'P1DT', 'P-1D', 'PT0.5H3S', '-P1D', 'pt1s']),
  ...fails('result.score', [null, 5, []]),
  ...holds('result.score', [{}, { scaled: -1 }, { scaled: 1 }, { raw: -3 }, { min: 3 }, { raw: 10, min: 0, max: 10 }]),
  ...fails('result.score.scaled', [1.001, -1.001, '1', null]),
  ...fails('result.score.raw', [11, -0.1, '5', null]),
  ...fails('result.score.min', [10, 11, '0', null]),
  ...fails('result.score.max', ['10', null]),
  ...fails('result.score.percent', [1], 'result.score'),
  ...fails('result.extensions', [null, [], { 'un deux': 1 }]),
  // Context.
  ...holds('context', [{}, BARE]),
  ...fails('context.registration', [7, 'x', {}]),
  ...fails('context.instructor', [null, 'x', REF.id]),
  ...fails('context.instructor', [REF], 'context.instructor.objectType'),
  ...fails('context.team', [null, 'x']),
  ...fails('context.team', [MBOX, { objectType: 'Agent', ...MBOX }], 'context.team.objectType'),
  ...fails('context.contextActivities', [null, 'x', []]),
  ...fails('context.contextActivities.parent', ['x', null, ['x'], [null]]),
  ...fails('context.contextActivities.grouping', [{ objectType: 'Activity' }, [{ id: 'x' }]], 'context.contextActivities.grouping.id'),
  ...fails('context.contextActivities.category', [MBOX], 'context.contextActivities.category.id'),
  ...fails('context.contextActivities.other', [[{ objectType: 'Agent', ...MBOX }]], 'context.contextActivities.other.objectType'),
  ...fails('context.contextActivities.sibling', [[]], 'context.contextActivities'),
  ...fails('context.revision', [7, null]),
  ...fails('context.platform', [7, null]),
  ...fails('context.language', [7, '', 'français', 'something', 'f', 'fr_FR', 'fr-', 'en-US-']),
  ...fails('context.statement', [null, 'x', REF.id]),
  ...fails('context.statement', [{ id: REF.id }, SUB], 'context.statement.objectType'),
  ...fails('context.extensions', [null, 'x', { clé: 1 }]),
  ...fails('context.course', ['x'], 'context'),
  // Attachments and authority.
  ...holds('attachments', [[]]),
  ...fails('attachments', [{}, 'x', [null], ['x']]),
  ...fails('attachments.0.usageType', [undefined, 'copie', 7], 'attachments.usageType'),
  ...fails('attachments.0.display', [undefined, 'x'], 'attachments.display'),
  ...fails('attachments.0.description', ['x'], 'attachments.description'),
  ...fails('attachments.0.contentType', [undefined, 7, 'text', 'text/'], 'attachments.contentType'),
  ...fails('attachments.0.length', [undefined, '27', 1.5, -1], 'attachments.length'),
  ...fails('attachments.0.sha2', [undefined, 7, 'x', '0'.repeat(63)], 'attachments.sha2'),
  ...fails('attachments.0.fileUrl', [7, 'fichier'], 'attachments.fileUrl'),
  ...fails('attachments.0.file', ['x'], 'attachments'),
  ...holds('authority', [undefined, { objectType: 'Group', member: [{ account: ACCOUNT }, MBOX] }]),
  ...fails('authority', [{ objectType: 'Group', ...MBOX, member: [{ account: ACCOUNT }, MBOX] }], 'authority.mbox'),
  ...fails(
    'authority',
    [{ objectType: 'Group' }, { objectType: 'Group', member: [MBOX] }, { objectType: 'Group', member: [MBOX, MBOX, MBOX] }],
    'authority.member',
  ),
];

const AGENT = { objectType: 'contextAgent', agent: MBOX, relevantTypes: ['http://a.fr/type'] };
const GROUP = { objectType: 'contextGroup', group: { objectType: 'Group', member: [MBOX] }, relevantTypes: ['http://a.fr/type'] };

/** What is right since 2.0, and was not before. */
export const NEW_IN_2: readonly (readonly [string, unknown])[] = [
  ['context.contextAgents', [AGENT]],
  ['context.contextAgents', []],
  ['context.contextGroups', [GROUP, { ...GROUP, relevantTypes: undefined }].map((one) => JSON.parse(JSON.stringify(one)) as unknown)],
  ['version', '2.0.0'],
  ['version', '2.0'],
];

export const SINCE_2: readonly Mutant[] = [
  ...NEW_IN_2.map(([path, value]): Mutant => [path, value, null]),
  ...fails('context.contextAgents', [null, AGENT, ['x']]),
  ...fails('context.contextAgents', [[{ ...AGENT, objectType: 'ContextAgent' }], [{ agent: MBOX }]], 'context.contextAgents.objectType'),
  ...fails('context.contextAgents', [[{ objectType: 'contextAgent' }], [{ ...AGENT, agent: {} }]], 'context.contextAgents.agent'),
  ...fails('context.contextAgents', [[{ ...AGENT, agent: GROUP.group }]], 'context.contextAgents.agent.objectType'),
  ...fails(
    'context.contextAgents',
    [[{ ...AGENT, relevantTypes: [] }], [{ ...AGENT, relevantTypes: ['x'] }], [{ ...AGENT, relevantTypes: 'http://a' }]],
    'context.contextAgents.relevantTypes',
  ),
  ...fails('context.contextAgents', [[{ ...AGENT, group: GROUP.group }]], 'context.contextAgents.group'),
  ...fails('context.contextGroups', [[{ ...GROUP, objectType: 'Group' }]], 'context.contextGroups.objectType'),
  ...fails('context.contextGroups', [[{ objectType: 'contextGroup' }]], 'context.contextGroups.group'),
  ...fails('context.contextGroups', [[{ ...GROUP, group: MBOX }]], 'context.contextGroups.group.objectType'),
  ...fails('context.contextGroups', [[{ ...GROUP, relevantTypes: [] }]], 'context.contextGroups.relevantTypes'),
  ...fails('version', ['2.1.0', '2', '2.0.0-rc']),
];
