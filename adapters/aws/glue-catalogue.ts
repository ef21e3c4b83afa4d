import { CreatePartitionCommand, GetTableCommand, type GlueClient, type StorageDescriptor } from '@aws-sdk/client-glue';
import { Fault } from '#core/errors.ts';
import type { QueryEngine } from '#core/ports/query-engine.ts';

/** The Glue table of merged files, as the stacks create it. */
const TABLE = 'events';

/** Makes months of courses known to Athena: one registered partition each, before the first file is put into it. */
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
    const Location = `s3://${this.#bucket}/${path}`;
    try {
      const StorageDescriptor = { ...(await this.#tableStorage()), Location };
      const PartitionInput = { Values: [slug, month], StorageDescriptor };
      await this.#client.send(new CreatePartitionCommand({ DatabaseName: this.#database, TableName: TABLE, PartitionInput }));
    } catch (cause) {
      if ((cause as Error).name !== 'AlreadyExistsException') throw new Fault('catalogue_unavailable', undefined, { cause });
    }
    this.#published.add(path);
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
