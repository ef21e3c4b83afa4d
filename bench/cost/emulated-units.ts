import {
  type BatchGetItemCommandInput,
  type BatchGetItemCommandOutput,
  type ConsumedCapacity,
  DynamoDBClient,
  type TransactWriteItemsCommandInput,
} from '@aws-sdk/client-dynamodb';

/** Of an item of up to 1 KB in a transaction: it is prepared, and committed. */
const UNITS = 2;

interface Sent {
  readonly constructor: { readonly name: string };
  readonly input: unknown;
  readonly middlewareStack: { add(middleware: unknown, options: unknown): void };
}

/**
 * Puts right what DynamoDB Local tells wrongly of consumed capacity; AWS tells it rightly, so the meter believes what it is told.
 * - A transaction is told as four units a KB of all its items together, however many there are: on AWS each costs two a KB of its own
 *   (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html). Every item of the registry is below 1 KB.
 * - BatchGetItem tells nothing of a key whose item is absent: on AWS a read of nothing costs what the smallest item does
 *   (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html). GetItem tells it rightly.
 */
export function tellUnitsAsAws(): void {
  const { send } = DynamoDBClient.prototype;
  function corrected(this: DynamoDBClient, command: Sent, ...rest: unknown[]): unknown {
    const units = UNITS_OF[command.constructor.name];
    if (units !== undefined) {
      const correct = (next: (args: unknown) => Promise<{ output: Answer }>) => async (args: unknown) => {
        const result = await next(args);
        const { ConsumedCapacity: told } = result.output;
        if (told === undefined) return result;
        return { ...result, output: { ...result.output, ConsumedCapacity: [units(command.input as never, result.output as never)] } };
      };
      // Around the deserializer, and within the meter.
      command.middlewareStack.add(correct, { step: 'deserialize', priority: 'high' });
    }
    return Reflect.apply(send, this, [command, ...rest]);
  }
  DynamoDBClient.prototype.send = corrected as unknown as typeof send;
}

interface Answer {
  readonly ConsumedCapacity?: readonly ConsumedCapacity[];
}

const UNITS_OF: Readonly<Record<string, (input: never, output: never) => ConsumedCapacity>> = {
  TransactWriteItemsCommand: ({ TransactItems = [] }: TransactWriteItemsCommandInput) => ({
    WriteCapacityUnits: TransactItems.length * UNITS,
  }),
  BatchGetItemCommand: ({ RequestItems = {} }: BatchGetItemCommandInput, answer: BatchGetItemCommandOutput) => {
    const told = (answer.ConsumedCapacity ?? []).reduce((total, { CapacityUnits = 0 }) => total + CapacityUnits, 0);
    const keys = (of: BatchGetItemCommandInput['RequestItems']) =>
      Object.values(of ?? {}).reduce((total, { Keys = [] }) => total + Keys.length, 0);
    const found = Object.values(answer.Responses ?? {}).reduce((total, items) => total + items.length, 0);
    return { ReadCapacityUnits: told + keys(RequestItems) - keys(answer.UnprocessedKeys) - found };
  },
};
