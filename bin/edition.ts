import type { Writable } from 'node:stream';
import type { Usage } from '#core/cost/price-lines.ts';
import type { MergeReport } from '#core/dataset/merge-shard.ts';
import type { Log } from '#core/log.ts';
import type { Pipeline } from '#core/pipeline.ts';
import type { Intake } from '#core/ports/intake.ts';
import type { ObjectStore } from '#core/ports/object-store.ts';
import type { QueryResult } from '#core/ports/query-engine.ts';
import type { Random } from '#core/ports/random.ts';
import type { Registry } from '#core/ports/registry.ts';
import type { Room, RoomLimits } from '#core/ports/room.ts';
import type { SigningKeys } from '#core/ports/signing-keys.ts';
import type { ReplayOptions, ReplayReport } from '#core/process/replay.ts';
import type { StreamingEngine } from '#core/query/result.ts';
import type { HttpRequest, HttpResponse } from '#core/receive/http.ts';

/** Everything that a command may use, in one value: made in sillage.ts and handed down. */
export interface Edition {
  readonly version: string;
  readonly terminal: Terminal;
  readonly random: Random;
  readonly now: () => number;
  /** Writes registered messages as lines of JSON to the standard error. */
  readonly log: Log;
  readonly signingKeys: SigningKeys;
  /**
   * Opens a data folder.
   *
   * @throws CommandError `no_data_folder` when there is none and `create` is false
   */
  open(folder: string, options: OpenOptions): Promise<Lake>;
  /** Opens a deployed installation. @throws CommandError `not_deployed` when its stacks are not there */
  openCloud(place: CloudPlace): Promise<Cloud>;
  /** @param path `-` for the standard input. @throws CommandError `file_unreadable` */
  readFile(path: string): Promise<InputFile>;
  /** Writes a private temporary file. @param path the name that it may take when kept; null: none */
  draft(path: string | null, body: AsyncIterable<Uint8Array | string>): Promise<Draft>;
  listen(options: ListenOptions): Promise<Server>;
  /** Processes and merges in a data folder, beside the caller, who holds its lock. @param log told what the worker tells */
  startWork(data: string, log: Log): Promise<Work>;
  /** Resolves with the signal's name when somebody asks the process to stop. */
  stopSignal(): Promise<string>;
}

export interface OpenOptions {
  readonly create: boolean;
  /** What the queue may hold; missing: anything. */
  readonly limits?: RoomLimits;
}

/** A worker that goes on until it is told to stop. */
export interface Work {
  /** Something came in. */
  wake(): void;
  /** Resolves when the work under way is done, and what was quick besides. */
  stop(): Promise<void>;
}

export interface Terminal {
  readonly stdout: Writable;
  out(text: string): void;
  err(text: string): void;
  /** Somebody looks at the standard error: progress may be shown there. */
  readonly watched: boolean;
  /** The standard output is a terminal. */
  readonly printsToScreen: boolean;
}

/** The stores of an installation, wherever it is. They open when first used: a query never touches the registry or a key. */
export interface Stores {
  /** A data folder as the user named it, or the installation's name on AWS. */
  readonly name: string;
  readonly objects: ObjectStore;
  readonly registry: Registry;
  readonly intake: Intake;
  readonly engine: StreamingEngine;
  /** What the queue has room for; null: it has no end (SQS). */
  room(): Promise<Room | null>;
  close(): void;
}

/** A deployed installation, as its operator's permissions show it. Whatever needs the key is the work of its functions. */
export interface Cloud extends Stores {
  /** Where LMSs post to. */
  readonly endpoint: string;
  /** Runs the merge of one shard and waits for it. */
  merge(shard: number): Promise<MergeReport>;
  /** Puts dead letters back until a function's time limit; what has outlived the intake is let go. */
  redrive(): Promise<{ readonly moved: number; readonly expired: number; readonly finished: boolean }>;
  /** Replays until a function's time limit; `next` says where to go on. */
  replay(options: ReplayOptions): Promise<ReplayReport>;
  /** What a UTC day used, as far as CloudWatch tells it. @param day YYYY-MM-DD */
  usage(day: string): Promise<Usage>;
  /** The query function's answer to a named question. */
  ask(question: string, parameters: Readonly<Record<string, string>>): Promise<QueryResult>;
}

/** Which deployed installation. */
export interface CloudPlace {
  readonly name: string;
  readonly region: string;
  /** Query as this researcher: in her own workgroup, over her own view of these course folders. */
  readonly researcher?: { readonly id: string; readonly slugs: readonly string[] };
}

/** An opened data folder. */
export interface Lake extends Stores {
  /** Everything joined; opens the key. */
  pipeline(log: Log): Promise<Pipeline>;
  /** The right to process and merge; null when another process has it. */
  lock(): { release(): void } | null;
  /** Removes what interrupted writes left behind; only under the lock. Returns how many files. */
  clean(): Promise<number>;
  /** Why nothing new is accepted at present; null: it is. */
  full(): Promise<Room['full']>;
}

export interface InputFile {
  /** Bytes on disk; null for a stream whose end is not known before. */
  readonly size: number | null;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** A file that counts only once it is kept. */
export interface Draft {
  readonly size: number;
  /** Gives it its name, durably, in the place of what had it. */
  keep(): Promise<void>;
  bytes(): AsyncIterable<Uint8Array>;
  discard(): Promise<void>;
}

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  readonly answer: (request: HttpRequest) => Promise<HttpResponse>;
}

export interface Server {
  readonly port: number;
  /** Takes no more requests, finishes those under way. */
  close(): Promise<void>;
}
