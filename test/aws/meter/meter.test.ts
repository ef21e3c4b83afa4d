import { BatchGetItemCommand, DynamoDBClient, PutItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { KmsVault } from '#adapters/aws/kms-vault.ts';
import { Meter, metered } from '#adapters/aws/meter.ts';
import { S3Store } from '#adapters/aws/s3-store.ts';
import { SqsIntake } from '#adapters/aws/sqs-intake.ts';
import { batchOf } from '../../contracts/intake.suite.ts';
import { dynamoOptions, motoOptions } from '../support/clients.ts';
import { makeCloud } from '../support/cloud.ts';
import { crashProxy } from '../support/crash-proxy.ts';

describe('the meter', () => {
  it('counts S3 by what its requests cost', async () => {
    const cloud = await makeCloud();
    const meter = new Meter();
    const store = new S3Store(metered(new S3Client(motoOptions()), 'S3', meter), cloud.buckets);
    await store.put('raw/a', Buffer.from('x'));
    await store.get('raw/a');
    await store.open('raw/a');
    for await (const _ of store.list('raw/')) await store.delete('raw/a');
    expect(meter.take()).toEqual({ s3_writes: 2, s3_reads: 2 });
    expect(meter.take()).toEqual({});
    expect(meter.calls()).toMatchObject({ 'S3.PutObject': 1, 'S3.DeleteObject': 1 });
  });

  it('counts SQS by each started 64 KiB, sent and received', async () => {
    const cloud = await makeCloud();
    const meter = new Meter();
    const sqs = metered(new SQSClient(motoOptions()), 'SQS', meter);
    const inbox = new S3Store(new S3Client(motoOptions()), cloud.buckets);
    const intake = new SqsIntake({ sqs, queueUrl: cloud.queueUrl, deadLetterUrl: cloud.deadLettersUrl, inbox });
    await intake.submit(batchOf('small', 1));
    expect(meter.take()).toEqual({ sqs_requests: 1 });
    // 200 KB that no compression makes smaller.
    const { randomBytes } = await import('node:crypto');
    await intake.submit(batchOf('large', 1, [randomBytes(150_000).toString('base64')]));
    expect(meter.take().sqs_requests).toBeGreaterThanOrEqual(4);
  });

  it('counts what DynamoDB says that it consumed', async () => {
    const cloud = await makeCloud();
    const meter = new Meter();
    const dynamo = metered(new DynamoDBClient(dynamoOptions()), 'DynamoDB', meter);
    const TableName = cloud.table;
    const item = (pk: string) => ({ pk: { S: pk }, sk: { S: 'a' } });
    await dynamo.send(new PutItemCommand({ TableName, Item: item('a') }));
    expect(meter.take()).toEqual({ dynamodb_write_units: 1 });
    await dynamo.send(new PutItemCommand({ TableName, Item: item('b') }));
    meter.take();
    // Both are there: for what is absent AWS counts a unit, and the emulator none.
    const Keys = [item('a'), item('b')];
    await dynamo.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys, ConsistentRead: true } } }));
    expect(meter.take()).toEqual({ dynamodb_read_units: 2 });
    await dynamo.send(new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName, Item: item('c') } }] }));
    // AWS counts two units for an item in a transaction, the emulator four: a bill metered here is too high, not too low.
    expect([2, 4]).toContain(meter.take().dynamodb_write_units);
  });

  it("counts the SDK's own repetitions", async () => {
    let failures = 1;
    const { moto } = { moto: motoOptions().endpoint };
    const proxy = await crashProxy(moto, () => (failures-- > 0 ? { status: 500, body: '{}' } : 'through'));
    const cloud = await makeCloud();
    const meter = new Meter();
    const kms = metered(new KMSClient({ ...motoOptions(), endpoint: proxy.url }), 'KMS', meter);
    await new KmsVault(kms, [cloud.keyId]).mac(Buffer.from('m'), 1);
    expect(meter.take()).toEqual({ kms_requests: 2 });
    await proxy.close();
  });
});
