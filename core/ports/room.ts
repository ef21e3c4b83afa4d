/** What a queue on one machine may hold, in bytes. On AWS it has no end. */
export interface RoomLimits {
  /** Left free on the disk: what waits must still be archived, staged and merged there. */
  readonly minFreeBytes: number;
  readonly maxWaitingBytes: number;
}

/** What there is, beside what there may be. */
export interface Room extends RoomLimits {
  readonly freeBytes: number;
  readonly waitingBytes: number;
  /** Which of the two refuses new batches; null: neither does. */
  readonly full: 'disk' | 'queue' | null;
}
