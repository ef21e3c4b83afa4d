import type { Registry } from '#core/ports/registry.ts';
import type { Room } from '#core/ports/room.ts';
import type { SigningKeys } from '#core/ports/signing-keys.ts';
import type { Log } from '../../log.ts';
import type { HttpRequest, HttpResponse } from '../http.ts';
import type { ReceiveDeps } from '../receive.ts';
import type { RefusalCounter } from '../refusals.ts';

export interface DoorDeps extends ReceiveDeps {
  readonly registry: Registry;
  readonly log: Log;
  readonly signingKeys: SigningKeys;
  /** One for the whole process. */
  readonly refusals: Pick<RefusalCounter, 'note'>;
  /** Why the intake would accept nothing at present; null, or missing: it would. */
  readonly full?: () => Promise<Room['full']>;
}

/** @param parts what the address holds at each `*`, and at `**` */
export type Answer = (request: HttpRequest, deps: DoorDeps, parts: readonly string[]) => Promise<HttpResponse>;

/** One address, and what it answers. */
export interface Door {
  /** `*` is one segment, `**` at the end one or more: a course id may have slashes. A slash at the end of a request's path does not count. */
  readonly path: string;
  /** Whoever takes GET takes HEAD, too. */
  readonly methods: Readonly<Partial<Record<'GET' | 'POST' | 'PUT', Answer>>>;
  /** What every answer at this address carries, refusals and failures included. */
  readonly headers?: (request: HttpRequest, deps: DoorDeps) => Readonly<Record<string, string>>;
}
