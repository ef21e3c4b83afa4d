import { Stack } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { allow } from './allow.ts';

type Through = 's3' | 'dynamodb' | 'sqs' | 'sns';

function via(key: IKey, services: readonly Through[]) {
  const { region } = Stack.of(key);
  return { StringEquals: { 'kms:ViaService': services.map((service) => `${service}.${region}.amazonaws.com`) } };
}

/** Only what these services hold, only through them. */
export function decrypt(key: IKey, ...services: readonly Through[]): PolicyStatement {
  return allow('Decrypt', ['kms:Decrypt'], [key.keyArn], via(key, services));
}

/** To write what is encrypted, and to read it: S3's multipart uploads and SQS need both; DynamoDB looks at the key of its table. */
export function encrypt(key: IKey, ...services: readonly Through[]): PolicyStatement {
  return allow('Encrypt', ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'], [key.keyArn], via(key, services));
}

/** To derive pseudonyms. The keys' own policies allow it to receive and process alone. */
export function generateMac(keys: readonly IKey[]): PolicyStatement {
  return allow(
    'GenerateMac',
    ['kms:GenerateMac'],
    keys.map(({ keyArn }) => keyArn),
    { StringEquals: { 'kms:MacAlgorithm': 'HMAC_SHA_256' } },
  );
}
