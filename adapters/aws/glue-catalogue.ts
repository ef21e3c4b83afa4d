import {
  type Column,
  CreatePartitionCommand,
  GetPartitionCommand,
  GetTableCommand,
  type GlueClient,
  type Partition,
  type StorageDescriptor,
  UpdatePartitionCommand,
} from '@aws-sdk/client-glue';
import { Fault } from '#core/errors.ts';
import type { QueryEngine } from '#core/ports/query-engine.ts';

/** The Glue table of merged files, as the stacks create it. */
const TABLE = 'events';

/**
 * Makes months of courses known to Athena: one registered partition each, before the first file is put into it. A partition keeps the
 * columns of the day when it was registered, whatever the table gains later. For Parquet Athena goes by the table's names all the same
 * (https://docs.aws.amazon.com/athena/latest/ug/updates-and-partitions.html; so does Trino 435), but other readers of the catalogue go by
 * the partition's and give nulls: so a month into which something is put gets the columns that it lacks. Months that nobody writes into
 * hold nothing in them.
 */
export class GlueCatalogue implements Pick<QueryEngine, 'publish'> {
  readonly #client: GlueClient;
  readonly #database: string;
  readonly #bucket: string;
  /** Partitions are never taken away, so what was registered once is. */
  readonly #published = new Set<string>();
  #storage: Promise<StorageDescriptor> | null = null;

  /** @param bucket holds events/ */
  constructor(client: GlueClient, database: string, bucket: string) {
    this.#client = client;
    this.#database = database;
    this.#bucket = bucket;
  }

  async publish({ slug, month }: { readonly slug: string; readonly month: string }): Promise<void> {
    const path = `events/course=${slug}/month=${month}/`;
    if (this.#published.has(path)) return;
    try {
      const storage = await this.#tableStorage();
      const known = await this.#partition([slug, month]);
      if (known === null) await this.#create([slug, month], { ...storage, Location: `s3://${this.#bucket}/${path}` });
      else if (lacksColumns(known.StorageDescriptor, storage)) await this.#describeAnew(known, [slug, month], storage);
    } catch (cause) {
      throw new Fault('catalogue_unavailable', undefined, { cause });
    }
    this.#published.add(path);
  }

  async #partition(PartitionValues: string[]): Promise<Partition | null> {
    try {
      const asked = new GetPartitionCommand({ DatabaseName: this.#database, TableName: TABLE, PartitionValues });
      return (await this.#client.send(asked)).Partition ?? null;
    } catch (error) {
      if ((error as Error).name === 'EntityNotFoundException') return null;
      throw error;
    }
  }

  async #create(Values: string[], StorageDescriptor: StorageDescriptor): Promise<void> {
    const PartitionInput = { Values, StorageDescriptor };
    try {
      await this.#client.send(new CreatePartitionCommand({ DatabaseName: this.#database, TableName: TABLE, PartitionInput }));
    } catch (error) {
      // Another merge was quicker, with the columns of the same table.
      if ((error as Error).name !== 'AlreadyExistsException') throw error;
    }
  }

  async #describeAnew({ Parameters, StorageDescriptor: own }: Partition, Values: string[], storage: StorageDescriptor): Promise<void> {
    const PartitionInput = { Values, Parameters, StorageDescriptor: { ...storage, Location: own?.Location } };
    const update = { DatabaseName: this.#database, TableName: TABLE, PartitionValueList: Values, PartitionInput };
    await this.#client.send(new UpdatePartitionCommand(update));
  }

  /** A partition describes its files as its table does. */
  #tableStorage(): Promise<StorageDescriptor> {
    this.#storage ??= this.#client.send(new GetTableCommand({ DatabaseName: this.#database, Name: TABLE })).then(
      ({ Table }) => Table?.StorageDescriptor ?? {},
      (error) => {
        this.#storage = null;
        throw error;
      },
    );
    return this.#storage;
  }
}

/** Columns are only added: a partition that has more was described by a newer program, and stays as it is. */
function lacksColumns(partition: StorageDescriptor | undefined, table: StorageDescriptor): boolean {
  const columns = ({ Columns = [] }: StorageDescriptor) => Columns.map(({ Name, Type }: Column) => `${Name} ${Type}`);
  const known = new Set(columns(partition ?? {}));
  return columns(table).some((column) => !known.has(column));
}
