/*
 * Stands in a bundle for @smithy/core/event-streams: two-way streams of events, which S3's SelectObjectContent alone has among the
 * operations of our clients, and which no code of ours calls.
 */

/** The S3 client asks for it when it is made, and uses it for streams only. */
export function resolveEventStreamSerdeConfig<T>(config: T): T {
  return config;
}

export function eventStreamSerdeProvider(): never {
  throw new Error('Bundles carry no event streams.');
}

export class EventStreamSerde {
  constructor() {
    eventStreamSerdeProvider();
  }
}
