import { CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateKeyCommand, GenerateMacCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { dynamoOptions, freshName, motoOptions } from './support/clients.ts';

describe('the emulators', () => {
  it('refuse a put whose condition fails', async () => {
    const s3 = new S3Client(motoOptions());
    const Bucket = freshName('bucket');
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'eu-west-3' } }));
    const put = { Bucket, Key: 'a', Body: 'one', IfNoneMatch: '*' };
    await s3.send(new PutObjectCommand(put));
    await expect(s3.send(new PutObjectCommand(put))).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'two', IfMatch: '"0"' }))).rejects.toMatchObject({
      name: 'PreconditionFailed',
    });
  });

  it('compute an HMAC', async () => {
    const kms = new KMSClient(motoOptions());
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }));
    const mac = new GenerateMacCommand({ KeyId: KeyMetadata?.KeyId, MacAlgorithm: 'HMAC_SHA_256', Message: Buffer.from('m') });
    expect((await kms.send(mac)).Mac).toHaveLength(32);
  });

  it('refuse a conditional write', async () => {
    const dynamo = new DynamoDBClient(dynamoOptions());
    const TableName = freshName('table');
    await dynamo.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      }),
    );
    const put = { TableName, Item: { pk: { S: 'a' } }, ConditionExpression: 'attribute_not_exists(pk)' };
    await dynamo.send(new PutItemCommand(put));
    await expect(dynamo.send(new PutItemCommand(put))).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
    expect((await dynamo.send(new GetItemCommand({ TableName, Key: { pk: { S: 'a' } } }))).Item).toEqual({ pk: { S: 'a' } });
  });
});
