import { DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { GenerateMacCommand, KMSClient } from '@aws-sdk/client-kms';

export interface Refusal {
  readonly service: 'dynamodb' | 'kms';
  readonly status: number;
  /** The answer's body. */
  readonly body: object;
}

/** What an error tells whoever catches it. */
export interface Told {
  readonly name: string;
  readonly message: string;
  readonly members: Readonly<Record<string, unknown>>;
  readonly attempts: number | undefined;
}

/** What the SDK makes of a refusal, asked once at an endpoint that refuses all. */
export async function refused({ service }: Refusal, endpoint: string): Promise<Told> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const config = { endpoint, credentials, region: 'eu-west-3', maxAttempts: 2 };
  const asked =
    service === 'kms'
      ? new KMSClient(config).send(new GenerateMacCommand({ KeyId: 'k', MacAlgorithm: 'HMAC_SHA_256', Message: new Uint8Array(1) }))
      : new DynamoDBClient(config).send(new TransactWriteItemsCommand({ TransactItems: [] }));
  return asked.then(
    () => Promise.reject(new Error('nothing was refused')),
    (error: Error & { readonly $metadata?: { readonly attempts?: number } }) => {
      const { $metadata, $response, ...members } = { ...error } as Record<string, unknown>;
      return { name: error.name, message: error.message, members, attempts: error.$metadata?.attempts };
    },
  );
}
