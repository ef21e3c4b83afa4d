import type { BulkDeps } from '#core/receive/bulk.ts';
import type { Cloud } from '../edition.ts';

/** Where the cuts of a file go, and who is told of each. */
export interface CutDesk {
  pipeline(): Promise<BulkDeps>;
  took(batch: string, lines: number): void | Promise<void>;
}

/** Cuts go to the deployed intake, from which the process function takes them. Their ids are its business: they need the key. */
export function cloudDesk({ intake }: Cloud, now: () => number): CutDesk & { taken(): { readonly cuts: number; readonly lines: number } } {
  let cuts = 0;
  let lines = 0;
  return {
    pipeline: async () => ({ intake, clock: { now }, keys: null }),
    took: (_batch, more) => {
      cuts++;
      lines += more;
    },
    taken: () => ({ cuts, lines }),
  };
}
