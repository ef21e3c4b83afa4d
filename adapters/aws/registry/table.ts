import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { Fault } from '#core/errors.ts';
import { type Item, text, textOf } from './attributes.ts';
import { chunks, concurrently } from './concurrently.ts';
import { conditionOf, type Delete, keyItem, type Put, type Update, updateOf, type Write } from './expressions.ts';
import { conditionFailed, dynamoFault, passesSoon } from './faults.ts';
import type { Key } from './keys.ts';
import { backOff } from './patience.ts';

/** Limits of BatchGetItem, BatchWriteItem and TransactWriteItems, in items. */
const READS = 100;
const WRITES = 25;
export const TRANSACTION = 100;
/** About five seconds in all. */
const REPETITIONS = 10;

/** One table with string keys `pk` and `sk`. Every read is strongly consistent. */
export class Table {
  readonly #client: DynamoDBClient;
  readonly #name: string;

  constructor(client: DynamoDBClient, name: string) {
    this.#client = client;
    this.#name = name;
  }

  async get(key: Key): Promise<Item | null> {
    const command = new GetItemCommand({ TableName: this.#name, Key: keyItem(key), ConsistentRead: true });
    return (await guarded(() => this.#client.send(command))).Item ?? null;
  }

  /** The items of these keys in their order, null for each that is not there. A key may come twice. */
  async getAll(keys: readonly Key[]): Promise<readonly (Item | null)[]> {
    const wanted = new Map(keys.map((key) => [nameOf(key), key]));
    const found = new Map<string, Item>();
    await concurrently(chunks([...wanted.values()], READS), async (chunk) => {
      let open: readonly Item[] = chunk.map(keyItem);
      for (let repetition = 0; open.length > 0; repetition++) {
        const command = new BatchGetItemCommand({ RequestItems: { [this.#name]: { Keys: [...open], ConsistentRead: true } } });
        const { Responses, UnprocessedKeys } = await guarded(() => this.#client.send(command));
        for (const item of Responses?.[this.#name] ?? []) found.set(nameOf({ pk: textOf(item, 'pk'), sk: textOf(item, 'sk') }), item);
        // A key that was not looked at is not one that is not there.
        open = UnprocessedKeys?.[this.#name]?.Keys ?? [];
        if (open.length > 0) await this.#again(repetition);
      }
    });
    return keys.map((key) => found.get(nameOf(key)) ?? null);
  }

  /** All items of a partition whose sort key begins so, in the order of their sort keys. */
  async query(pk: string, prefix = ''): Promise<readonly Item[]> {
    const items: Item[] = [];
    let from: Item | undefined;
    do {
      const command: QueryCommand = new QueryCommand({
        TableName: this.#name,
        ConsistentRead: true,
        KeyConditionExpression: prefix === '' ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': text(pk), ...(prefix === '' ? {} : { ':prefix': text(prefix) }) },
        ...(from === undefined ? {} : { ExclusiveStartKey: from }),
      });
      const page = await guarded(() => this.#client.send(command));
      items.push(...(page.Items ?? []));
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
    return items;
  }

  /**
   * One write of one item. @returns false when its condition does not hold. After a lost answer the SDK asks again, and then false may
   * stand for a write of our own: only for writes of which doing and having been done are one.
   */
  async write(write: Write): Promise<boolean> {
    return this.#conditional(() => {
      if (write.kind === 'put') return this.#client.send(new PutItemCommand(this.#put(write)));
      if (write.kind === 'update') return this.#client.send(new UpdateItemCommand(this.#update(write)));
      return this.#client.send(new DeleteItemCommand(this.#delete(write)));
    });
  }

  /** An update that answers with the item as it is afterwards; the item that stands in its way when its condition does not hold. */
  async updated(update: Update): Promise<Item> {
    let after: Item = {};
    const command = new UpdateItemCommand({
      ...this.#update(update),
      ReturnValues: 'ALL_NEW',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    await this.#conditional(async () => {
      try {
        after = (await this.#client.send(command)).Attributes ?? {};
      } catch (error) {
        after = (error as { readonly Item?: Item }).Item ?? {};
        throw error;
      }
    });
    return after;
  }

  /** All of it or nothing, at most 100 items. The SDK marks the request, so that a lost answer never does it twice. @returns false when a condition does not hold */
  async transact(writes: readonly Write[]): Promise<boolean> {
    const parts = writes.map((write) => {
      if (write.kind === 'put') return { Put: this.#put(write) };
      if (write.kind === 'update') return { Update: this.#update(write) };
      return { Delete: this.#delete(write) };
    });
    return this.#conditional(() => this.#client.send(new TransactWriteItemsCommand({ TransactItems: parts })));
  }

  /** Puts and deletes without condition, each for itself. */
  async writeAll(writes: readonly (Put | Delete)[]): Promise<void> {
    await concurrently(chunks(writes, WRITES), async (chunk) => {
      let open: WriteRequest[] = chunk.map((write) =>
        write.kind === 'put'
          ? { PutRequest: { Item: { ...keyItem(write.key), ...write.item } } }
          : { DeleteRequest: { Key: keyItem(write.key) } },
      );
      for (let repetition = 0; open.length > 0; repetition++) {
        const command = new BatchWriteItemCommand({ RequestItems: { [this.#name]: open } });
        const { UnprocessedItems } = await guarded(() => this.#client.send(command));
        open = UnprocessedItems?.[this.#name] ?? [];
        if (open.length > 0) await this.#again(repetition);
      }
    });
  }

  async #again(repetition: number): Promise<void> {
    if (repetition === REPETITIONS) throw new Fault('registry_unavailable');
    await backOff(repetition);
  }

  async #conditional(send: () => Promise<unknown>): Promise<boolean> {
    for (let repetition = 0; ; repetition++) {
      try {
        await send();
        return true;
      } catch (error) {
        if (conditionFailed(error)) return false;
        if (!passesSoon(error) || repetition === REPETITIONS) throw dynamoFault(error);
        await backOff(repetition);
      }
    }
  }

  #put(put: Put) {
    return { TableName: this.#name, Item: { ...keyItem(put.key), ...put.item }, ...conditionOf(put) };
  }

  #update(update: Update) {
    return { TableName: this.#name, Key: keyItem(update.key), ...updateOf(update) };
  }

  #delete(one: Delete) {
    return { TableName: this.#name, Key: keyItem(one.key), ...conditionOf(one) };
  }
}

const nameOf = ({ pk, sk }: Key): string => `${pk.length}:${pk}${sk}`;

async function guarded<T>(send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    throw dynamoFault(error);
  }
}
