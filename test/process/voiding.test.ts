import { beforeEach, describe, expect, it } from 'vitest';
import { decodeReceipt } from '#core/process/receipt.ts';
import { replay } from '#core/process/replay.ts';
import { Installation } from '../support/installation.ts';

const ID = 'f2b6a3d0-4c1e-4e6b-9d55-0b1c2d3e4f50';
let installation: Installation;

beforeEach(async () => {
  installation = await Installation.make();
});

const statement = (changes: object) =>
  JSON.stringify({
    actor: { mbox: 'mailto:maelle@exemple.fr' },
    verb: { id: 'http://adlnet.gov/expapi/verbs/completed' },
    object: { id: 'https://campus.exemple.fr/lecons/4' },
    timestamp: '2026-03-02T09:00:00.250Z',
    context: { contextActivities: { parent: [{ id: 'course-v1:Univ+BIO101+2026' }] } },
    ...changes,
  });
const voiding = (id: string) =>
  statement({
    actor: { mbox: 'mailto:admin@exemple.fr' },
    verb: { id: 'http://adlnet.gov/expapi/verbs/voided' },
    object: { objectType: 'StatementRef', id },
    context: {},
  });

describe('a voiding statement', () => {
  it('names the event that it takes back as that event names itself, in whatever course and order', async () => {
    await installation.send([voiding(ID.toUpperCase())]);
    await installation.settle();
    await installation.send([statement({ id: ID }), statement({ id: ID.replace('f2', 'aa') })]);
    await installation.settle();
    const rows = await installation.rows();
    const [voided] = rows.filter(({ action }) => action === 'voided');
    expect(voided).toMatchObject({ category: 'administration', object_type: 'statement', course_id: null });
    const named = rows.filter(({ event_id }) => event_id === voided?.object_id);
    expect(named).toMatchObject([{ action: 'completed', course_id: 'course-v1:Univ+BIO101+2026' }]);
    expect(rows).toHaveLength(3);
  });

  it('names nothing where the target is no statement id', async () => {
    await installation.send([voiding('maelle')]);
    await installation.settle();
    expect(await installation.rows()).toMatchObject([{ action: 'voided', object_type: 'statement', object_id: null }]);
  });
});

describe('a verb without a place', () => {
  const lines = [
    statement({ verb: { id: 'http://id.tincanapi.com/verb/mentored' } }),
    statement({ verb: { id: 'https://id.tincanapi.com/verb/Mentored/' }, timestamp: '2026-03-02T09:00:01.250Z' }),
    statement({ verb: { id: 'https://exemple.fr/verbes/maelle' } }),
  ];
  const name = 'http://id.tincanapi.com/verb/mentored';

  it('is counted, by its name only where that is a registered one', async () => {
    await installation.send([...lines, statement({})]);
    await installation.settle();
    expect(await installation.summary()).toMatchObject({ rows: 4, others: 3, unplaced: { [name]: 2 } });
    const [key = ''] = await installation.keys('receipts/');
    const receipt = decodeReceipt((await installation.objects.get(key))?.body ?? new Uint8Array());
    expect(receipt.batches).toMatchObject([{ others: 3, unplaced: { [name]: 2 } }]);
    expect(JSON.stringify(receipt)).not.toContain('maelle');
  });

  it('is told nothing of where there is none', async () => {
    await installation.send([statement({})]);
    await installation.settle();
    const [key = ''] = await installation.keys('receipts/');
    expect(decodeReceipt((await installation.objects.get(key))?.body ?? new Uint8Array()).batches[0]).not.toHaveProperty('unplaced');
    expect((await installation.summary()).unplaced).toEqual({});
  });

  it('keeps its count in a replay', async () => {
    await installation.send([...lines, '{"sillage":1}']);
    await installation.settle();
    await replay({ all: true }, installation.pipeline);
    expect((await installation.summary()).unplaced).toEqual({ [name]: 2 });
    await replay({}, installation.pipeline);
    expect((await installation.summary()).unplaced).toEqual({ [name]: 2 });
  });
});
